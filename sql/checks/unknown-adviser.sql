-- A day entry must name an adviser that is known. Otherwise the entry counts for its project and borough, and for no adviser.
select 'error', 'days', {key of days},
  'the adviser of this day entry is not in advisers: its days count for the project, and for no adviser'
from {rows of days} r
where not exists (select from programme.advisers p where p.adviser_id = r.adviser_id)
