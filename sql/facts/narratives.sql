-- The texts of the commissions $1.
select commission_id::bigint, left(request, 100000)::text, left(work_undertaken, 100000)::text,
  left(next_steps, 100000)::text, left(on_hold_reason, 100000)::text
from commissions
where commission_id = any($1::bigint[])
