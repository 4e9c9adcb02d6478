-- Day entries that count for a figure, grouped by calendar month ($1: the first days of the months, and the day after the
-- last month) and adviser: their number and their sum in hundredths of a day.
select width_bucket(d.worked_on, $1::date[])::bigint, d.adviser_id::bigint, count(*),
  (sum(round(d.days, 2)) * 100)::bigint
from programme.days d
join programme.commissions c on c.commission_id = d.commission_id
where d.worked_on >= $2 and d.worked_on < $3 and d.days > -1000000 and d.days < 1000000 and d.adviser_id is not null
  and d.recorded_at >= '0001-01-01 00:00Z' and d.recorded_at < '10000-01-01 00:00Z'
  and c.requested_on >= '0001-01-01' and c.requested_on <= '9999-12-31'
group by 1, 2
order by 1, 2
