-- The day entries of the period, [$1, $2), by date, as recorded. The reader decides which of them count for a figure.
-- The report itself orders the entries of a date.
select commission_id::bigint, worked_on, adviser_id::bigint, left(activity, 100000)::text, days::numeric, recorded_at
from programme.days
where worked_on >= $1 and worked_on < $2
order by worked_on
