-- A number of days is finite and below a million. Any other number counts as not recorded. Where the column is required,
-- the row makes no figure.
-- for each number
select 'error', '{column} is not a number, or a million or more: ' || case '{relation}'
  when 'days' then 'the entry makes no figure' when 'variations' then 'the variation makes no figure'
  when 'advisers' then 'the adviser makes no figure' else 'it counts as not recorded' end
from {each row of {relation}} r
where not (r.{column} > -1000000 and r.{column} < 1000000)
