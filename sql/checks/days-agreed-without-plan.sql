-- Where days were agreed and the project has begun, a planned last day, a rate of days a week, or dates of every strand
-- say by when they are due: without one the project has no profile, and nobody sees it fall behind.
-- needs commissions.due_on
select 'warning', 'commissions', format('commission_id=%s', c.commission_id),
  'days were agreed, but no planned last day, days per week or dates of every strand: nobody knows whether it is behind'
from commissions c
where ($3::bigint[] is null or c.commission_id = any($3::bigint[]))
  and c.days_agreed > -1000000 and c.days_agreed < 1000000
  and not coalesce(c.days_per_week > -1000000 and c.days_per_week < 1000000, false)
  and c.starts_on >= '0001-01-01' and c.starts_on < $4
  and (c.due_on is null or not c.due_on between '0001-01-01' and '9999-12-31' or c.due_on < c.starts_on)
  and not coalesce(c.completed_on >= '0001-01-01' and c.completed_on < $4, false)
  and not coalesce(c.withdrawn_on >= '0001-01-01' and c.withdrawn_on < $4, false)
  and coalesce((
    select bool_or(s.starts_on is null or s.due_on is null
      or not s.starts_on between '0001-01-01' and '9999-12-31'
      or not s.due_on between '0001-01-01' and '9999-12-31' or s.due_on < s.starts_on)
    from strands s where s.commission_id = c.commission_id
  ), true)
