-- Outcomes at stage achieved, grouped by calendar month ($1: the first days of the months, and the day after the last month).
select width_bucket(o.observed_on, $1::date[])::bigint, count(*), count(*)
from programme.outcomes o
join programme.commissions c on c.commission_id = o.commission_id
where o.observed_on >= $2 and o.observed_on < $3 and o.stage = 'achieved'
  and o.recorded_at >= '0001-01-01 00:00Z' and o.recorded_at < '10000-01-01 00:00Z'
  and c.requested_on >= '0001-01-01' and c.requested_on <= '9999-12-31'
group by 1
order by 1
