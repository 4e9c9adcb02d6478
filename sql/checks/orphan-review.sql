-- A review must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'reviews', {key of reviews},
  'the commission of this review is not in commissions, so it makes no figure'
from reviews r
where ($3::bigint[] is null
    or (r.asked_on >= $1 and r.asked_on < $2)
    or (r.received_on >= $1 and r.received_on < $2))
  and not exists (select from commissions c where c.commission_id = r.commission_id)
