-- Nothing ends before it starts, and nothing is agreed, withdrawn or left before it was asked for or taken up. A planned
-- last day before the start counts as not recorded; the other dates count as they stand.
select 'error', 'commissions', format('commission_id=%s', c.commission_id),
  format('%s (%s) is before %s (%s)', o.later, o.later_on, o.earlier, o.earlier_on)
from programme.commissions c
cross join lateral (
  values ('starts_on', c.starts_on, 'due_on', c.due_on),
    ('starts_on', c.starts_on, 'completed_on', c.completed_on),
    ('requested_on', c.requested_on, 'agreed_on', c.agreed_on),
    ('requested_on', c.requested_on, 'completed_on', c.completed_on),
    ('requested_on', c.requested_on, 'withdrawn_on', c.withdrawn_on)
) as o(earlier, earlier_on, later, later_on)
where ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))
  and o.later_on < o.earlier_on
  and o.later_on >= '0001-01-01' and o.earlier_on <= '9999-12-31'
union all
select 'error', 'strands', format('commission_id=%s;strand_no=%s', c.commission_id, c.strand_no),
  format('%s (%s) is before %s (%s)', o.later, o.later_on, o.earlier, o.earlier_on)
from programme.strands c
cross join lateral (
  values ('starts_on', c.starts_on, 'due_on', c.due_on),
    ('starts_on', c.starts_on, 'completed_on', c.completed_on),
    ('starts_on', c.starts_on, 'stopped_on', c.stopped_on)
) as o(earlier, earlier_on, later, later_on)
where ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))
  and o.later_on < o.earlier_on
  and o.later_on >= '0001-01-01' and o.earlier_on <= '9999-12-31'
union all
select 'error', 'advisers', format('adviser_id=%s', c.adviser_id),
  format('%s (%s) is before %s (%s)', o.later, o.later_on, o.earlier, o.earlier_on)
from programme.advisers c
cross join lateral (
  values ('appointed_on', c.appointed_on, 'left_on', c.left_on)
) as o(earlier, earlier_on, later, later_on)
where o.later_on < o.earlier_on
  and o.later_on >= '0001-01-01' and o.earlier_on <= '9999-12-31'
