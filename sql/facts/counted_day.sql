-- Whether any day entry of the database makes a figure. Asked only where none that a report reads makes one.
select count(*) > 0
from (
  select d.worked_on
  from days d
  join commissions c on c.commission_id = d.commission_id
  where d.worked_on >= '0001-01-01' and d.worked_on < '10000-01-01' and d.days > -1000000 and d.days < 1000000
  limit 1
) d
