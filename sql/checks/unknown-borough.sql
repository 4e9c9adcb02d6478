-- A borough is named by its code in boroughs. A code that is not there reaches no borough.
-- for each relation | then
--   commissions | commission is not in boroughs, so its days count for no borough
--   shared_practice | share is not in boroughs, so it reaches no borough
select 'error', '{relation}', {key of {relation}}, 'the borough code of this {then}'
from {rows of {relation}} r
where r.borough_code ~ '\S'
  and not exists (select from programme.boroughs b where b.borough_code = r.borough_code)
