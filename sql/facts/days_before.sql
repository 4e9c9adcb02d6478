-- Day entries of the commissions $1 before $2 that count for a figure: their number, their sum in
-- hundredths of a day, the first and last date.
-- The index stores a commission's entries together, so the entries of other commissions cost nothing.
select commission_id::bigint, count(*), (sum(round(days, 2)) * 100)::bigint, min(worked_on), max(worked_on)
from days
where commission_id = any($1::bigint[]) and worked_on >= '0001-01-01' and worked_on < $2
  and days > -1000000 and days < 1000000
group by commission_id
