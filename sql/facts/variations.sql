-- Changes of the days agreed of the commissions $1, agreed before $2.
select commission_id::bigint, variation_no::bigint, agreed_on, (round(days_change, 2) * 100)::bigint
from programme.variations
where commission_id = any($1::bigint[])
  and agreed_on >= '0001-01-01' and agreed_on < $2
  and days_change > -1000000 and days_change < 1000000
order by commission_id, variation_no
