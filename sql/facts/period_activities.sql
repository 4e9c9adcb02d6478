-- The activities of the period's entries, [$1, $2), whether or not they count for a figure. For each adviser and
-- commission, the number of entries that count and their sum in hundredths of a day.
select left(activity, 100000)::text, count(*) filter (where makes_figure),
  coalesce((sum(round(days, 2)) filter (where makes_figure) * 100)::bigint, 0)
from days
cross join lateral (select commission_id is not null and days > -1000000 and days < 1000000 as makes_figure) f
where worked_on >= $1 and worked_on < $2
group by 1
