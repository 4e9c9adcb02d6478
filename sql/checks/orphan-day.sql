-- A day entry must belong to a commission that is known: one that does not makes no figure.
-- Looks at rows dated in the period: no row of a commission in scope can be one.
select 'error', 'days', {key of days},
  'the commission of this day entry is not in commissions, so the entry makes no figure'
from days r
where ($3::bigint[] is null or (r.worked_on >= $1 and r.worked_on < $2))
  and not exists (select from commissions c where c.commission_id = r.commission_id)
