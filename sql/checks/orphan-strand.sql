-- A strand must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'strands', {key of strands},
  'the commission of this strand is not in commissions, so it makes no figure'
from strands r
where ($3::bigint[] is null
    or (r.starts_on >= $1 and r.starts_on < $2)
    or (r.due_on >= $1 and r.due_on < $2)
    or (r.completed_on >= $1 and r.completed_on < $2)
    or (r.on_hold_since >= $1 and r.on_hold_since < $2)
    or (r.stopped_on >= $1 and r.stopped_on < $2))
  and not exists (select from commissions c where c.commission_id = r.commission_id)
