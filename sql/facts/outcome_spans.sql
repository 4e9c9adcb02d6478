-- Outcomes of a span, [$1, $2), grouped by date bucket ($3: the days that separate the buckets) and commission: their
-- number and, by kind, the number at stage achieved.
select width_bucket(observed_on, $3::date[])::bigint, commission_id::bigint,
  case when stage = 'achieved' then left(kind, 100000) end::text, count(*), count(*) filter (where stage = 'achieved')
from programme.outcomes
where observed_on >= $1 and observed_on < $2
  and recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z'
group by 1, 2, 3
