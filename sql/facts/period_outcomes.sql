-- The outcomes observed in the period, [$1, $2), by date.
select commission_id::bigint, outcome_no::bigint, observed_on, left(kind, 100000)::text,
  left(stage, 100000)::text, left(summary, 100000)::text, recorded_at
from programme.outcomes
where observed_on >= $1 and observed_on < $2
  and recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z'
order by observed_on
