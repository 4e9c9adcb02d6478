-- The outcomes of the commissions $1 observed before $2, with their words.
select commission_id::bigint, outcome_no::bigint, observed_on, left(kind, 100000)::text,
  left(stage, 100000)::text, left(summary, 100000)::text, recorded_at
from programme.outcomes
where commission_id = any($1::bigint[]) and observed_on >= '0001-01-01' and observed_on < $2
  and recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z'
order by commission_id, observed_on, outcome_no
