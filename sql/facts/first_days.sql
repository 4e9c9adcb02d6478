-- The first day entry of each commission that counts for a figure, of those in [$1, $2).
select commission_id::bigint, min(worked_on)
from days
where worked_on >= $1 and worked_on < $2 and days > -1000000 and days < 1000000
  and commission_id is not null
group by commission_id
