-- The strands of the commissions $1, without their words.
select commission_id::bigint, strand_no::bigint,
  case when completed_on between '0001-01-01' and '9999-12-31' then completed_on end,
  case when on_hold_since between '0001-01-01' and '9999-12-31' then on_hold_since end,
  case when stopped_on between '0001-01-01' and '9999-12-31' then stopped_on end,
  case when starts_on between '0001-01-01' and '9999-12-31' then starts_on end,
  case when due_on between '0001-01-01' and '9999-12-31' then due_on end
from programme.strands
where commission_id = any($1::bigint[])
order by commission_id, strand_no
