-- A day entry must belong to a commission that is known: one that does not makes no figure.
-- Looks at entries dated in the period: no entry of a commission in scope can be one.
select 'error', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  'the commission of this day entry is not in commissions, so the entry makes no figure'
from programme.days d
where ($3::bigint[] is null or (d.worked_on >= $1 and d.worked_on < $2))
  and not exists (select from programme.commissions c where c.commission_id = d.commission_id)
