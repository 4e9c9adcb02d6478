-- An output must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'outputs', {key of outputs},
  'the commission of this output is not in commissions, so it makes no figure'
from outputs r
where ($3::bigint[] is null or (r.produced_on >= $1 and r.produced_on < $2))
  and not exists (select from commissions c where c.commission_id = r.commission_id)
