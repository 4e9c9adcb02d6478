-- Whether a day entry is dated before $1. Only where no adviser is recorded does the answer decide where the series begin.
select count(*) > 0
from (select worked_on from days where worked_on >= '0001-01-01' and worked_on < $1 limit 1) d
