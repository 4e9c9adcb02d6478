-- A share must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'shared_practice', {key of shared_practice},
  'the commission of this share is not in commissions, so it makes no figure'
from shared_practice r
where ($3::bigint[] is null or (r.shared_on >= $1 and r.shared_on < $2))
  and not exists (select from commissions c where c.commission_id = r.commission_id)
