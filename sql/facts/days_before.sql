-- Day entries of the commissions $1 dated before $2: how many, of how many hundredths of a day, first and last. Then whether
-- each is as an entry should be: a number of days that makes a figure as it stands, its activity one of $3 and its adviser
-- one of $4; where one is not, days_before_exact.sql leaves out and rounds.
-- The index holds a commission's entries together, so that history that is not theirs costs nothing.
select commission_id::bigint, count(*),
  case when bool_and(coalesce(days > 0 and days <= 31 and scale(days) <= 2 and recorded_at >= worked_on - 1
      and worked_on > '0001-01-01' and recorded_at < '10000-01-01 00:00Z'
      and activity = any($3::text[]) and adviser_id::bigint = any($4::bigint[]), false))
    then (sum(days) * 100)::bigint end,
  min(worked_on), max(worked_on),
  bool_and(coalesce(days > 0 and days <= 31 and scale(days) <= 2 and recorded_at >= worked_on - 1
    and worked_on > '0001-01-01' and recorded_at < '10000-01-01 00:00Z'
    and activity = any($3::text[]) and adviser_id::bigint = any($4::bigint[]), false))
from programme.days
where commission_id = any($1::bigint[]) and worked_on >= '0001-01-01' and worked_on < $2
group by commission_id
