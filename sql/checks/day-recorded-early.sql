-- A day entry is written once the day is worked: recorded_at is not more than a day before worked_on, whatever the time
-- zone. A warning, because some enter a plan and correct it later.
select 'warning', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  format('recorded on %s, before the day it was worked', (d.recorded_at at time zone 'UTC')::date)
from (
  select * from programme.days where worked_on >= $1 and worked_on < $2
  union all
  select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
  where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
  union all
  select * from programme.days
  where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
) d
where d.worked_on between '0001-01-03' and '9999-12-31'
  and d.recorded_at >= '0001-01-01 00:00Z' and d.recorded_at < '10000-01-01 00:00Z'
  and (d.recorded_at at time zone 'UTC')::date < d.worked_on - 1
