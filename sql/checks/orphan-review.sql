-- A review must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'reviews', format('commission_id=%s', o.commission_id),
  'the commission of this review is not in commissions, so it makes no figure'
from programme.reviews o
where ($3::bigint[] is null
    or (o.asked_on >= $1 and o.asked_on < $2)
    or (o.received_on >= $1 and o.received_on < $2))
  and not exists (select from programme.commissions c where c.commission_id = o.commission_id)
