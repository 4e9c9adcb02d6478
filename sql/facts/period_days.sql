-- The day entries of the period, [$1, $2), by date, as they are recorded: which of them make a figure is told where they are
-- read. Within a date the report orders them by words of its own.
select commission_id::bigint, worked_on, adviser_id::bigint, left(activity, 100000)::text, days::numeric, recorded_at
from programme.days
where worked_on >= $1 and worked_on < $2
order by worked_on
