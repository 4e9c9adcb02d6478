-- Outcomes of a span, [$1, $2), grouped by date bucket ($3: the days that separate the buckets) and commission: their
-- number and, by kind, the number at stage achieved; of how many of these it is recorded who confirmed them, and how many
-- somebody other than the adviser confirmed.
select width_bucket(observed_on, $3::date[])::bigint, commission_id::bigint,
  case when stage = 'achieved' then left(kind, 100000) end::text, count(*), count(*) filter (where stage = 'achieved'),
  count(*) filter (where stage = 'achieved' and confirmed_by in ('adviser', 'client', 'audit', 'inspection', 'data')),
  count(*) filter (where stage = 'achieved' and confirmed_by in ('client', 'audit', 'inspection', 'data'))
from outcomes
where observed_on >= $1 and observed_on < $2
group by 1, 2, 3
