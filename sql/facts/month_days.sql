-- Day entries that count for a figure, grouped by calendar month ($1: the first days of the months, and the day after the
-- last month) and adviser: their number and their sum in hundredths of a day.
select width_bucket(d.worked_on, $1::date[])::bigint, d.adviser_id::bigint, count(*),
  (sum(round(d.days, 2)) * 100)::bigint
from days d
join commissions c on c.commission_id = d.commission_id
where d.worked_on >= $2 and d.worked_on < $3 and d.days > -1000000 and d.days < 1000000
group by 1, 2
order by 1, 2
