-- Commissions requested, grouped by calendar month ($1: the first days of the months, and the day after the last month).
select width_bucket(requested_on, $1::date[])::bigint, count(*)
from commissions
where requested_on >= $2 and requested_on < $3
group by 1
order by 1
