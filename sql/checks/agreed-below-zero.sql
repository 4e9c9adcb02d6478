-- The days agreed, with every change agreed since, are not below zero.
select 'error', 'commissions', format('commission_id=%s', c.commission_id),
  format('%s days agreed after variations; expected 0 or more', round(c.days_agreed, 2) + v.change)
from commissions c
join (
  select commission_id, sum(round(days_change, 2)) as change
  from variations
  where ($3::bigint[] is null or (commission_id = any($3::bigint[]) and agreed_on < $2))
    and days_change > -1000000 and days_change < 1000000
    and agreed_on >= '0001-01-01' and agreed_on <= '9999-12-31'
  group by commission_id
) v on v.commission_id = c.commission_id
where ($3::bigint[] is null or c.commission_id = any($3::bigint[]))
  and c.days_agreed >= 0 and c.days_agreed < 1000000
  and round(c.days_agreed, 2) + v.change < 0
