-- A number of days is finite and below a million. Any other number counts as not recorded. Without its days an
-- entry makes no figure. A quantity is below a million millions.
-- for each number
select 'error', '{column} is not a number, or a million or more: ' || case '{relation}'
  when 'days' then 'the entry makes no figure' else 'it counts as not recorded' end
from {each row of {relation}} r
where not (r.{column} > -1000000 and r.{column} < 1000000)
union all
select 'error', 'quantity is a million millions or more: it counts as 1'
from {each row of outputs} r
where not (r.quantity > -1000000000000 and r.quantity < 1000000000000)
