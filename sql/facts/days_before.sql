-- Day entries of the commissions $1 dated before $2: how many, of how many hundredths of a day, first and last.
-- One look into the index for each commission: history that is not theirs costs nothing.
select c.id, t.entries, t.hundredths, t.first_on, t.last_on
from unnest($1::bigint[]) as c(id)
cross join lateral (
  select count(*) as entries, sum(round(d.days, 2) * 100)::bigint as hundredths,
    min(d.worked_on) as first_on, max(d.worked_on) as last_on
  from programme.days d
  where d.commission_id = c.id and d.worked_on >= '0001-01-01' and d.worked_on < $2
    and d.days > -1000000 and d.days < 1000000
    and d.recorded_at >= '0001-01-01 00:00Z' and d.recorded_at < '10000-01-01 00:00Z'
  group by d.commission_id
) t
