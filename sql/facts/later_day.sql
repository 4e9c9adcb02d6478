-- The first day entry from $1 on. Asked only where no day entry is dated before it.
select min(worked_on)
from days
where worked_on >= $1 and worked_on < '10000-01-01'
