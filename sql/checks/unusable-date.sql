-- A date or time is a day of the years 1 to 9999. Any other date or time counts as not recorded. Where the column is
-- required, the row makes no figure.
select 'error', 'worked_on or recorded_at is infinite, or not in years 1 to 9999: the entry makes no figure'
from {each row of days} r
where not (r.worked_on >= '0001-01-01' and r.worked_on < '10000-01-01')
  or not (r.recorded_at >= '0001-01-01' and r.recorded_at < '10000-01-01')
union all
-- for each date, time
select 'error', '{column} is infinite, or not in years 1 to 9999: ' || case '{relation}'
  when 'variations' then 'the variation makes no figure' when 'outcomes' then 'the outcome makes no figure'
  when 'shared_practice' then 'the share makes no figure' when 'bank_holidays' then 'it is no bank holiday'
  else 'it counts as not recorded' end
from {each row of {relation}} r
where not (r.{column} >= '0001-01-01' and r.{column} < '10000-01-01') and '{relation}' <> 'days'
