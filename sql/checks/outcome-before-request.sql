-- An outcome follows the request: none is observed before its commission was requested. A warning, because a request is
-- sometimes written down after it was made.
select 'warning', 'outcomes', {key of outcomes},
  format('observed on %s, before the request of %s', r.observed_on, c.requested_on)
from {rows of outcomes} r
join commissions c on c.commission_id = r.commission_id
where r.observed_on < c.requested_on
  and r.observed_on >= '0001-01-01' and c.requested_on <= '9999-12-31'
