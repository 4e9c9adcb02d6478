-- Day entries of the commissions $4 that count for a figure, grouped by calendar month ($1: the first days of the months, and the day
-- after the last month) and adviser: their number and their sum in hundredths of a day.
select width_bucket(worked_on, $1::date[])::bigint, adviser_id::bigint, count(*), (sum(round(days, 2)) * 100)::bigint
from days
where worked_on >= $2 and worked_on < $3 and days > -1000000 and days < 1000000 and commission_id = any($4::bigint[])
group by 1, 2
order by 1, 2
