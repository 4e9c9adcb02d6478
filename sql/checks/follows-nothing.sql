-- An outcome follows an expectation of its own commission, and a commission follows another commission that is known.
-- `offset 0`: a Citus coordinator finds the commissions that are followed first, because they may lie in other shards.
-- needs outcomes.follows
select 'error', 'outcomes', {key of outcomes},
  format('follows outcome %s, which is no expectation of its commission, so it settles none', r.follows)
from outcomes r
left join outcomes e on e.commission_id = r.commission_id and e.outcome_no = r.follows and e.stage = 'expected'
where r.follows is not null and e.commission_id is null
  and ($3::bigint[] is null or (r.observed_on >= $1 and r.observed_on < $2) or r.commission_id = any($3::bigint[]))
union all
-- needs commissions.follows_commission_id
select 'warning', 'commissions', {key of commissions},
  format('follows commission %s, which is not in commissions', r.follows_commission_id)
from commissions r
left join (
  select c.commission_id
  from commissions c
  where c.commission_id in (
    select f.follows_commission_id from commissions f where f.follows_commission_id is not null offset 0)
  offset 0
) k on k.commission_id = r.follows_commission_id
where r.follows_commission_id is not null and k.commission_id is null
  and ($3::bigint[] is null or r.commission_id = any($3::bigint[]))
