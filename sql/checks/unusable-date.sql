-- A date or time is a day of the years 1 to 9999. Any other date or time counts as not recorded. Without the day that was
-- worked, or on which an outcome was observed, the row makes no figure.
-- for each date, time
select 'error', '{column} is infinite, or not in years 1 to 9999: ' || case '{column}'
  when 'worked_on' then 'the entry makes no figure' when 'observed_on' then 'the outcome makes no figure'
  when 'agreed_on' then case '{relation}' when 'commissions' then 'it counts as not recorded' else 'the row makes no figure' end
  when 'shared_on' then 'the share makes no figure' when 'produced_on' then 'the output makes no figure'
  when 'holiday_on' then 'it is no bank holiday' else 'it counts as not recorded' end
from {each row of {relation}} r
where not (r.{column} >= '0001-01-01' and r.{column} < '10000-01-01')
