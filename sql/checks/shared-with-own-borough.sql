-- Practice is shared with others. A share of the own borough's practice with the own borough reaches nobody new, and is left out.
select 'warning', 'shared_practice', {key of shared_practice},
  'shared with the project''s own borough, which is not counted as reached'
from {rows of shared_practice} r
join commissions c on c.commission_id = r.commission_id and c.borough_code = r.borough_code
where r.from_borough_code is null or r.from_borough_code = c.borough_code
