-- The borough is asked for a review when a project is completed: more than $5 days later it has been asked.
-- Looks at projects in scope, and at those for which the days ran out in the period.
-- needs reviews
select 'warning', 'commissions', format('commission_id=%s', c.commission_id),
  format('completed on %s, and the borough has not been asked for a review; expected within %s days',
    c.completed_on, $5::integer)
from commissions c
where c.completed_on between '0001-01-01' and '9999-12-31' and c.completed_on < $4::date - $5::integer
  and not coalesce(c.withdrawn_on >= '0001-01-01' and c.withdrawn_on < $4, false)
  and ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[])
    or c.completed_on >= $1::date - $5::integer)
  and not exists (
    select from reviews r where r.commission_id = c.commission_id
      and ((r.asked_on >= '0001-01-01' and r.asked_on < $4)
        or (r.received_on >= '0001-01-01' and r.received_on < $4)))
