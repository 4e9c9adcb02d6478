-- A borough is named by its code in boroughs. A code that is not there reaches no borough.
-- needs boroughs
-- for each relation | column | then
--   commissions | borough_code | borough code of this commission is not in boroughs, so its days count for no borough
--   shared_practice | borough_code | borough code of this share is not in boroughs, so it reaches no borough
--   shared_practice | from_borough_code | from_borough_code of this share is not in boroughs, so no borough is counted as its teacher
select 'error', '{relation}', {key of {relation}}, 'the {then}'
from {rows of {relation}} r
where r.{column} ~ '\S'
  and not exists (select from boroughs b where b.borough_code = r.{column})
