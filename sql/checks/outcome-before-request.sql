-- An outcome follows the request: none is observed before its commission was requested. A warning, because a request is
-- sometimes written down after it was made.
select 'warning', 'outcomes', format('commission_id=%s;outcome_no=%s', o.commission_id, o.outcome_no),
  format('observed on %s, before the request of %s', o.observed_on, c.requested_on)
from programme.outcomes o
join programme.commissions c on c.commission_id = o.commission_id
where ($3::bigint[] is null or (o.observed_on >= $1 and o.observed_on < $2) or (
    o.commission_id::bigint = any($3::bigint[])
    and not coalesce(o.observed_on between $2 and '9999-12-31', false)))
  and o.observed_on < c.requested_on
  and o.observed_on >= '0001-01-01' and c.requested_on <= '9999-12-31'
