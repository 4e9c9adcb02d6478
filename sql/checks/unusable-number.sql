-- A number of days is finite and below a million. Any other number counts as not recorded. Without its days an
-- entry makes no figure.
-- for each number
select 'error', '{column} is not a number, or a million or more: ' || case '{relation}'
  when 'days' then 'the entry makes no figure' else 'it counts as not recorded' end
from {each row of {relation}} r
where not (r.{column} > -1000000 and r.{column} < 1000000)
