-- An outcome must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'outcomes', {key of outcomes},
  'the commission of this outcome is not in commissions, so it makes no figure'
from outcomes r
where ($3::bigint[] is null or (r.observed_on >= $1 and r.observed_on < $2))
  and not exists (select from commissions c where c.commission_id = r.commission_id)
