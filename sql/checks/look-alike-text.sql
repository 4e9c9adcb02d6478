-- Boroughs, themes, activities, kinds and channels are written one way each: no two differ only in capitals, spaces or
-- the way an accent is encoded, for reports group by the exact text. A number is a text's place among those looked at.
select 'warning', 'boroughs', 'name=#' || t.place,
  format('differs from %s only in capitals, spaces or encoding: they are grouped as two',
    '#' || t.first_place)
from (
  select w.place, min(w.place) over (partition by w.folded) as first_place
  from (
    select u.folded, count(*) over (partition by u.folded) as spellings,
      row_number() over (order by u.word) as place
    from (
      select f.word, lower(btrim(regexp_replace(
          case getdatabaseencoding() when 'UTF8' then normalize(left(f.word, 1000), NFKC) else left(f.word, 1000) end,
          '\s+', ' ', 'g'))) as folded
      from (
        select distinct d.name::text collate "C" as word
        from programme.boroughs d
        where d.name ~ '\S'
      ) f
    ) u
  ) w
  where w.spellings > 1
) t
where t.place <> t.first_place
union all
select 'warning', 'commissions', 'theme=#' || t.place,
  format('differs from %s only in capitals, spaces or encoding: they are grouped as two',
    '#' || t.first_place)
from (
  select w.place, min(w.place) over (partition by w.folded) as first_place
  from (
    select u.folded, count(*) over (partition by u.folded) as spellings,
      row_number() over (order by u.word) as place
    from (
      select f.word, lower(btrim(regexp_replace(
          case getdatabaseencoding() when 'UTF8' then normalize(left(f.word, 1000), NFKC) else left(f.word, 1000) end,
          '\s+', ' ', 'g'))) as folded
      from (
        select distinct d.theme::text collate "C" as word
        from programme.commissions d
        where ($3::bigint[] is null or d.commission_id::bigint = any($3::bigint[]))
          and d.theme ~ '\S'
      ) f
    ) u
  ) w
  where w.spellings > 1
) t
where t.place <> t.first_place
union all
select 'warning', 'days', 'activity=#' || t.place,
  format('differs from %s only in capitals, spaces or encoding: they are grouped as two',
    '#' || t.first_place)
from (
  select w.place, min(w.place) over (partition by w.folded) as first_place
  from (
    select u.folded, count(*) over (partition by u.folded) as spellings,
      row_number() over (order by u.word) as place
    from (
      select f.word, lower(btrim(regexp_replace(
          case getdatabaseencoding() when 'UTF8' then normalize(left(f.word, 1000), NFKC) else left(f.word, 1000) end,
          '\s+', ' ', 'g'))) as folded
      from (
        select distinct d.activity::text collate "C" as word
        from (
          select * from programme.days where worked_on >= $1 and worked_on < $2
          union all
          select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
          where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
          union all
          select * from programme.days
          where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
        ) d
        where d.activity ~ '\S'
      ) f
    ) u
  ) w
  where w.spellings > 1
) t
where t.place <> t.first_place
union all
select 'warning', 'outcomes', 'kind=#' || t.place,
  format('differs from %s only in capitals, spaces or encoding: they are grouped as two',
    '#' || t.first_place)
from (
  select w.place, min(w.place) over (partition by w.folded) as first_place
  from (
    select u.folded, count(*) over (partition by u.folded) as spellings,
      row_number() over (order by u.word) as place
    from (
      select f.word, lower(btrim(regexp_replace(
          case getdatabaseencoding() when 'UTF8' then normalize(left(f.word, 1000), NFKC) else left(f.word, 1000) end,
          '\s+', ' ', 'g'))) as folded
      from (
        select distinct d.kind::text collate "C" as word
        from programme.outcomes d
        where ($3::bigint[] is null or (d.observed_on >= $1 and d.observed_on < $2) or (
          d.commission_id::bigint = any($3::bigint[])
          and not coalesce(d.observed_on between $2 and '9999-12-31', false)))
          and d.kind ~ '\S'
      ) f
    ) u
  ) w
  where w.spellings > 1
) t
where t.place <> t.first_place
union all
select 'warning', 'shared_practice', 'channel=#' || t.place,
  format('differs from %s only in capitals, spaces or encoding: they are grouped as two',
    '#' || t.first_place)
from (
  select w.place, min(w.place) over (partition by w.folded) as first_place
  from (
    select u.folded, count(*) over (partition by u.folded) as spellings,
      row_number() over (order by u.word) as place
    from (
      select f.word, lower(btrim(regexp_replace(
          case getdatabaseencoding() when 'UTF8' then normalize(left(f.word, 1000), NFKC) else left(f.word, 1000) end,
          '\s+', ' ', 'g'))) as folded
      from (
        select distinct d.channel::text collate "C" as word
        from programme.shared_practice d
        where ($3::bigint[] is null or (d.shared_on >= $1 and d.shared_on < $2) or (
          d.commission_id::bigint = any($3::bigint[])
          and not coalesce(d.shared_on between $2 and '9999-12-31', false)))
          and d.channel ~ '\S'
      ) f
    ) u
  ) w
  where w.spellings > 1
) t
where t.place <> t.first_place
