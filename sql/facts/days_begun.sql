-- The commissions among $1 with a day entry that counts for a figure before $2.
select distinct commission_id::bigint
from days
where commission_id = any($1::bigint[]) and worked_on >= '0001-01-01' and worked_on < $2
  and days > -1000000 and days < 1000000
