-- A variation must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'variations', format('commission_id=%s;variation_no=%s', o.commission_id, o.variation_no),
  'the commission of this variation is not in commissions, so it makes no figure'
from programme.variations o
where ($3::bigint[] is null or (o.agreed_on >= $1 and o.agreed_on < $2))
  and not exists (select from programme.commissions c where c.commission_id = o.commission_id)
