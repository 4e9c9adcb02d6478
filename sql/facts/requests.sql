-- The commissions $1: the reference, and when each was requested. A date outside years 1 to 9999 counts as not recorded.
select commission_id::bigint, left(reference, 100000)::text,
  case when requested_on >= '0001-01-01' and requested_on <= '9999-12-31' then requested_on end
from commissions
where commission_id = any($1::bigint[])
