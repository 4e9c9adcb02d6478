-- The day entries that count for a figure, of those in [$1, $2), by commission: the first date; and of those before $3 their number,
-- their sum in hundredths of a day, the first and last date.
select commission_id::bigint, min(worked_on), count(*) filter (where worked_on < $3),
  coalesce((sum(round(days, 2)) filter (where worked_on < $3) * 100)::bigint, 0),
  min(worked_on) filter (where worked_on < $3), max(worked_on) filter (where worked_on < $3)
from days
where worked_on >= $1 and worked_on < $2 and days > -1000000 and days < 1000000
  and commission_id is not null
group by commission_id
