-- An action belongs to a commission that is known, or to the whole programme. Any other action makes no figure.
select 'error', 'actions', {key of actions},
  'the commission of this action is not in commissions, so the action makes no figure'
from actions r
where r.agreed_on < $4 and r.commission_id is not null
  and not exists (select from commissions c where c.commission_id = r.commission_id)
