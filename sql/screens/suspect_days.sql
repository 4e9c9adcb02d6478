-- Whether some day entry of the commissions $1 dated before $2 is not as an entry should be by itself, its activity one of $3
-- and its adviser one of $4, so that a rule about entries could find something.
select exists (
  select from programme.days
  where commission_id = any($1::bigint[]) and worked_on >= '0001-01-01' and worked_on < $2 and not coalesce(
    days > 0 and days <= 31 and scale(days) <= 2 and recorded_at >= worked_on - 1
    and worked_on > '0001-01-01' and recorded_at < '10000-01-01 00:00Z'
    and activity = any($3::text[]) and adviser_id::bigint = any($4::bigint[]), false))
