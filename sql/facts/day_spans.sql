-- Day entries of a span, [$1, $2), by the stretch of it they lie in ($3: the days it is cut at), commission and adviser: how
-- many, of how many hundredths of a day, first and last. Then whether every one of them makes a figure as it stands (else
-- day_spans_exact.sql leaves out and rounds), and whether each is as an entry should be, so that no rule about entries by
-- themselves need look.
select width_bucket(worked_on, $3::text::date[])::bigint, commission_id::bigint, adviser_id::bigint,
  count(*), case when bool_and(coalesce(days > -1000000 and days < 1000000, false)) then (sum(days) * 100)::bigint end,
  min(worked_on), max(worked_on),
  bool_and(coalesce(days > -1000000 and days < 1000000 and scale(days) <= 2
    and recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z', false)),
  bool_and(coalesce(days > 0 and days <= 31 and recorded_at >= worked_on - 1, false))
from programme.days
where worked_on >= $1 and worked_on < $2
group by 1, 2, 3
