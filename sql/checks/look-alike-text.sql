-- Boroughs, themes, activities, kinds and channels are written one way each: no two differ only in capitals, spaces or
-- the way an accent is encoded, because reports group by the exact text. A number is a text's place among those looked at.
-- `offset 0` keeps PostgreSQL from matching the pattern in every row: each text is matched once.
-- for each relation | column
--   boroughs | name
--   commissions | theme
--   days | activity
--   outcomes | kind
--   shared_practice | channel
select 'warning', '{relation}', '{column}=#' || t.place,
  format('differs from %s only in capitals, spaces or encoding: they are grouped as two', '#' || t.first_place)
from (
  select w.place, min(w.place) over (partition by w.folded) as first_place
  from (
    select u.folded, count(*) over (partition by u.folded) as spellings, row_number() over (order by u.word) as place
    from (
      select f.word, lower(btrim(regexp_replace(
          case getdatabaseencoding() when 'UTF8' then normalize(left(f.word, 1000), NFKC) else left(f.word, 1000) end,
          '\s+', ' ', 'g'))) as folded
      from (select distinct r.{column}::text collate "C" as word from {rows of {relation}} r offset 0) f
      where f.word ~ '\S'
    ) u
  ) w
  where w.spellings > 1
) t
where t.place <> t.first_place
