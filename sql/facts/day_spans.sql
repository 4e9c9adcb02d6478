-- Day entries of a span, [$1, $2), that count for a figure, grouped by date bucket ($3: the days that separate the
-- buckets), commission and adviser: their number, their sum in hundredths of a day, the first and last date.
select width_bucket(worked_on, $3::date[])::bigint, commission_id::bigint, adviser_id::bigint,
  count(*), (sum(round(days, 2)) * 100)::bigint, min(worked_on), max(worked_on)
from days
where worked_on >= $1 and worked_on < $2 and days > -1000000 and days < 1000000
group by 1, 2, 3
