-- One piece of work is entered once: no two day entries of one adviser, date and commission have activities that differ
-- only in capitals, spaces or the way an accent is encoded. A warning: both may be meant, and both count.
-- The activities that look alike are found first. Where there are none, no entry is read a second time.
select 'warning', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s', d.commission_id, d.worked_on, d.adviser_id),
  'several day entries whose activities differ only in capitals, spaces or encoding; each is counted'
from (
  select r.commission_id, r.worked_on, r.adviser_id, r.activity::text collate "C" as activity
  from {rows of days} r
) d
join (
  select f.word, f.folded, count(*) over (partition by f.folded) as spellings
  from (
    select u.word, lower(btrim(regexp_replace(
        case getdatabaseencoding() when 'UTF8' then normalize(left(u.word, 1000), NFKC) else left(u.word, 1000) end,
        '\s+', ' ', 'g'))) as folded
    from (select distinct r.activity::text collate "C" as word from {rows of days} r where r.activity is not null) u
  ) f
) a on a.word = d.activity and a.spellings > 1
group by d.commission_id, d.worked_on, d.adviser_id, a.folded
having count(distinct d.activity) > 1
