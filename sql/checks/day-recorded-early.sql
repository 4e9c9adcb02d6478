-- A day entry is written once the day is worked: in no time zone is recorded_at more than a day before worked_on. A warning,
-- because some people enter a plan and correct it later.
select 'warning', format('recorded on %s, before the day it was worked', (r.recorded_at at time zone 'UTC')::date)
from {each row of days} r
where r.worked_on between '0001-01-03' and '9999-12-31' and r.recorded_at < r.worked_on - 1
  and r.recorded_at >= '0001-01-01' and r.recorded_at < '10000-01-01'
