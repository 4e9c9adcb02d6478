-- The day entries of a span, [$1, $2), with what the comparison spans and the series need of each.
-- The server would take longer to add up the entries for each use than to send them, and the program adds them up as they arrive.
select worked_on::date, commission_id::bigint, adviser_id::bigint, days::numeric
from days
where worked_on >= $1 and worked_on < $2
