-- The same sums for commissions of which some entry makes no figure, or has more than two decimals: those are left out, and
-- each number is rounded before it is added.
select d.commission_id::bigint, count(*), (sum(round(d.days, 2)) * 100)::bigint, min(d.worked_on), max(d.worked_on)
from programme.days d
where d.commission_id = any($1::bigint[]) and d.worked_on >= '0001-01-01' and d.worked_on < $2
  and d.days > -1000000 and d.days < 1000000
  and d.recorded_at >= '0001-01-01 00:00Z' and d.recorded_at < '10000-01-01 00:00Z'
group by d.commission_id
