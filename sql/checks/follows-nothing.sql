-- An outcome follows an expectation of its own commission, and a commission follows another commission that is known.
select 'error', 'outcomes', {key of outcomes},
  format('follows outcome %s, which is no expectation of its commission, so it settles none', r.follows)
from {rows of outcomes} r
where r.follows is not null
  and not exists (
    select from outcomes e
    where e.commission_id = r.commission_id and e.outcome_no = r.follows and e.stage = 'expected')
union all
select 'warning', 'commissions', {key of commissions},
  format('follows commission %s, which is not in commissions', r.follows_commission_id)
from {rows of commissions} r
where r.follows_commission_id is not null
  and not exists (select from commissions c where c.commission_id = r.follows_commission_id)
