-- A day entry must name an adviser that is known: else it counts for its project and borough, and for no
-- adviser.
select 'error', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  'the adviser of this day entry is not in advisers: its days count for the project, and for no adviser'
from (
  select * from programme.days where worked_on >= $1 and worked_on < $2
  union all
  select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
  where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
  union all
  select * from programme.days
  where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
) d
where not exists (select from programme.advisers p where p.adviser_id = d.adviser_id)
