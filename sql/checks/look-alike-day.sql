-- One piece of work is entered once: no two day entries of one adviser, date and commission have activities that differ
-- only in capitals, spaces or the way an accent is encoded. A warning: both may be meant, and both count.
-- Only the few dates with several activities are folded. `offset 0`: rows in shards are grouped where they lie.
select 'warning', 'days', format('commission_id=%s;worked_on=%s;adviser_id=%s', g.commission_id, g.worked_on, g.adviser_id),
  'several day entries whose activities differ only in capitals, spaces or encoding; each is counted'
from (
  select r.commission_id, r.worked_on, r.adviser_id, array_agg(distinct r.activity::text collate "C") as words
  from {rows of days} r
  group by r.commission_id, r.worked_on, r.adviser_id
  having min(r.activity::text collate "C") < max(r.activity::text collate "C")
  offset 0
) g
cross join lateral (
  select from unnest(g.words) as u(word)
  group by lower(btrim(regexp_replace(
    case getdatabaseencoding() when 'UTF8' then normalize(left(u.word, 1000), NFKC) else left(u.word, 1000) end,
    '\s+', ' ', 'g')))
  having count(*) > 1
) f
