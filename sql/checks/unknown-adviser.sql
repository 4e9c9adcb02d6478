-- A day entry must name an adviser that is known. Otherwise the entry counts for its project and borough, and for no adviser.
-- needs advisers, days.adviser_id
select 'error', 'days', {key of days},
  'the adviser of this day entry is not in advisers: its days count for the project, and for no adviser'
from {rows of days} r
where r.adviser_id is not null and not exists (select from advisers p where p.adviser_id = r.adviser_id)
