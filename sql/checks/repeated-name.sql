-- Two rows with one name are probably one borough or one adviser: a borough may have its old code in one row and its new code in
-- another. Nobody knows which row is right, so each is found.
-- for each relation | number | one
--   boroughs | borough_code | borough
--   advisers | adviser_id | adviser
select 'warning', '{relation}', {key of {relation}},
  'another row has this name too, and reports count two; keep one row if both are one {one}'
from {rows of {relation}} r
where left(r.name::text, 1000) collate "C" in (
    select left(n.name::text, 1000) collate "C"
    from {rows of {relation}} n
    where left(n.name::text, 1000) collate "C" ~ '\S'
    group by left(n.name::text, 1000) collate "C"
    having min(n.{number}) < max(n.{number})
  )
