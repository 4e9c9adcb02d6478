-- A variation must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'variations', {key of variations},
  'the commission of this variation is not in commissions, so it makes no figure'
from variations r
where ($3::bigint[] is null or (r.agreed_on >= $1 and r.agreed_on < $2))
  and not exists (select from commissions c where c.commission_id = r.commission_id)
