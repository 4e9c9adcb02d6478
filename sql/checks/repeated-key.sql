-- Boroughs, advisers, commissions, reviews and bank holidays have one row each. A second row would multiply days, so nothing is
-- published while there is one. A row without a key of its own is found by other rules. Looks at everything.
-- for each relation
--   commissions
--   advisers
--   reviews
--   actions
--   bank_holidays
--   boroughs
select 'error', '{relation}', {key of {relation}},
  format('%s rows have this key; expected is one, and no report can be made', count(*))
from {all rows of {relation}} r
where {usable key of {relation}}
group by {key columns of {relation}}
having count(*) > 1
