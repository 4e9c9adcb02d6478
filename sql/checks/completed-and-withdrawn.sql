-- A project is completed or withdrawn, not both. A project with both dates counts as withdrawn.
select 'warning', format('completed on %s and withdrawn on %s; expected one of the two, and it counts as withdrawn',
  r.completed_on, r.withdrawn_on)
from {each row of commissions} r
where r.completed_on between '0001-01-01' and '9999-12-31'
  and r.withdrawn_on between '0001-01-01' and '9999-12-31'
