-- Practice is shared with others. A share with the project's own borough reaches nobody new, and is left out.
select 'warning', 'shared_practice', {key of shared_practice},
  'shared with the project''s own borough, which is not counted as reached'
from {rows of shared_practice} r
join programme.commissions c on c.commission_id = r.commission_id and c.borough_code = r.borough_code
