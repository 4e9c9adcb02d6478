-- Outcomes at stage achieved, grouped by calendar month ($1: the first days of the months, and the day after the last month).
select width_bucket(o.observed_on, $1::date[])::bigint, count(*), count(*)
from outcomes o
join commissions c on c.commission_id = o.commission_id
where o.observed_on >= $2 and o.observed_on < $3 and o.stage = 'achieved'
group by 1
order by 1
