-- A case study is shared when a project is completed: more than $5 days later there is one.
-- Looks at projects in scope, and at those for which the days ran out in the period.
-- needs commissions.case_study_on
select 'warning', 'commissions', format('commission_id=%s', c.commission_id),
  format('completed on %s, and no case study has been shared; expected within %s days',
    c.completed_on, $5::integer)
from commissions c
where c.completed_on between '0001-01-01' and '9999-12-31' and c.completed_on < $4::date - $5::integer
  and not coalesce(c.withdrawn_on >= '0001-01-01' and c.withdrawn_on < $4, false)
  and ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[])
    or c.completed_on >= $1::date - $5::integer)
  and not coalesce(c.case_study_on >= '0001-01-01' and c.case_study_on < $4, false)
