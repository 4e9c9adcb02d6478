-- The day entries of the period, [$1, $2), by date; within a date the report orders them by words of its own.
select commission_id::bigint, worked_on, adviser_id::bigint, left(activity, 100000)::text,
  (round(days, 2) * 100)::bigint, recorded_at
from programme.days
where worked_on >= $1 and worked_on < $2 and days > -1000000 and days < 1000000
  and recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z'
order by worked_on
