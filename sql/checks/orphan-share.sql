-- A share must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'shared_practice', format('commission_id=%s;share_no=%s', o.commission_id, o.share_no),
  'the commission of this share is not in commissions, so it makes no figure'
from programme.shared_practice o
where ($3::bigint[] is null or (o.shared_on >= $1 and o.shared_on < $2))
  and not exists (select from programme.commissions c where c.commission_id = o.commission_id)
