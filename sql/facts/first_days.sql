-- Commissions whose first day entry that counts for a figure lies in [$1, $2): when each was requested, and its first day.
select c.commission_id::bigint, left(c.reference, 100000)::text, c.requested_on, d.first_on
from (
  select commission_id, min(worked_on) as first_on
  from days
  where worked_on >= $1 and worked_on < $2 and days > -1000000 and days < 1000000
  group by commission_id
) d
join commissions c on c.commission_id = d.commission_id
where c.requested_on >= '0001-01-01' and c.requested_on <= '9999-12-31'
  and not exists (
    select from days e
    where e.commission_id = c.commission_id and e.worked_on >= '0001-01-01' and e.worked_on < $1
      and e.days > -1000000 and e.days < 1000000)
