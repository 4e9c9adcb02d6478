-- An action belongs to a commission that is known, or to the whole programme. Any other action makes no figure.
-- `offset 0`: a Citus coordinator finds the commissions that have actions first, because they lie in shards and actions do not.
-- needs actions.commission_id
select 'error', 'actions', {key of actions},
  'the commission of this action is not in commissions, so the action makes no figure'
from actions r
left join (
  select c.commission_id
  from commissions c
  where c.commission_id in (select a.commission_id from actions a where a.commission_id is not null offset 0)
  offset 0
) k on k.commission_id = r.commission_id
where r.agreed_on < $4 and r.commission_id is not null and k.commission_id is null
