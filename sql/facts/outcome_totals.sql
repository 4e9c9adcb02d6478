-- Outcomes at stage achieved observed in a span, [$1, $2), by commission and kind.
select commission_id::bigint, left(kind, 100000)::text, count(*)
from programme.outcomes
where observed_on >= $1 and observed_on < $2 and stage = 'achieved'
  and recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z'
group by commission_id, left(kind, 100000)
