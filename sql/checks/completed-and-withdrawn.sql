-- A project is completed or withdrawn, not both: with both dates it counts as withdrawn.
select 'warning', 'commissions', format('commission_id=%s', c.commission_id),
  format('completed on %s and withdrawn on %s; expected one of the two, and it counts as withdrawn',
    c.completed_on, c.withdrawn_on)
from programme.commissions c
where ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))
  and c.completed_on between '0001-01-01' and '9999-12-31'
  and c.withdrawn_on between '0001-01-01' and '9999-12-31'
