-- Changes of the days agreed of the commissions $1, agreed before $2.
select commission_id::bigint, variation_no::bigint, agreed_on, (round(days_change, 2) * 100)::bigint
from programme.variations
join unnest($1::bigint[]) as s(id) on s.id = commission_id
where agreed_on >= '0001-01-01' and agreed_on < $2
  and days_change > -1000000 and days_change < 1000000
order by commission_id, variation_no
