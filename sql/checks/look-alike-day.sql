-- One piece of work is entered once: no two day entries of one adviser, date and commission have activities that differ
-- only in capitals, spaces or the way an accent is encoded. A warning: both may be meant, and both count.
-- (Only entries beside others of another activity are compared: that is cheap to know.)
select 'warning', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s', m.commission_id, m.worked_on, m.adviser_id),
  'several day entries whose activities differ only in capitals, spaces or encoding; each is counted'
from (
  select d.commission_id, d.worked_on, d.adviser_id, array_agg(distinct d.activity::text collate "C") as activities
  from (
    select * from programme.days where worked_on >= $1 and worked_on < $2
    union all
    select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
    where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
    union all
    select * from programme.days
    where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
  ) d
  where d.activity is not null
  group by d.commission_id, d.worked_on, d.adviser_id
  having count(*) > 1
  offset 0
) m
cross join lateral unnest(m.activities) as u(word)
group by m.commission_id, m.worked_on, m.adviser_id, lower(btrim(regexp_replace(
    case getdatabaseencoding() when 'UTF8' then normalize(left(u.word, 1000), NFKC) else left(u.word, 1000) end,
    '\s+', ' ', 'g')))
having count(*) > 1
