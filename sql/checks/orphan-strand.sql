-- A strand must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'strands', format('commission_id=%s;strand_no=%s', o.commission_id, o.strand_no),
  'the commission of this strand is not in commissions, so it makes no figure'
from programme.strands o
where ($3::bigint[] is null
    or (o.starts_on >= $1 and o.starts_on < $2)
    or (o.due_on >= $1 and o.due_on < $2)
    or (o.completed_on >= $1 and o.completed_on < $2)
    or (o.on_hold_since >= $1 and o.on_hold_since < $2)
    or (o.stopped_on >= $1 and o.stopped_on < $2))
  and not exists (select from programme.commissions c where c.commission_id = o.commission_id)
