-- Day entries of the commissions $1 dated before $2: how many, of how many hundredths of a day, first and last. Then whether
-- every one makes a figure as it stands (else days_before_exact.sql leaves out and rounds), and whether each is as an
-- entry should be: nothing wrong with it by itself, its activity one of $3 and its adviser one of $4.
-- One look into the index for each commission: history that is not theirs costs nothing.
select c.id, t.entries, t.hundredths, t.first_on, t.last_on, t.exact, t.ordinary
from unnest($1::bigint[]) as c(id)
cross join lateral (
  select count(*) as entries,
    case when bool_and(coalesce(d.days > -1000000 and d.days < 1000000, false)) then (sum(d.days) * 100)::bigint end as hundredths,
    min(d.worked_on) as first_on, max(d.worked_on) as last_on,
    bool_and(coalesce(d.days > -1000000 and d.days < 1000000 and scale(d.days) <= 2
      and d.recorded_at >= '0001-01-01 00:00Z' and d.recorded_at < '10000-01-01 00:00Z', false)) as exact,
    bool_and(coalesce(d.days > 0 and d.days <= 31 and d.recorded_at >= d.worked_on - 1
      and d.activity = any($3::text[]) and d.adviser_id::bigint = any($4::bigint[]), false)) as ordinary
  from programme.days d
  where d.commission_id = c.id and d.worked_on >= '0001-01-01' and d.worked_on < $2
  group by d.commission_id
) t
