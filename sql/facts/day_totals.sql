-- Day entries of a span, [$1, $2), by commission and adviser: how many, of how many hundredths of a day, first and last.
select commission_id::bigint, adviser_id::bigint, count(*), sum(round(days, 2) * 100)::bigint,
  min(worked_on), max(worked_on)
from programme.days
where worked_on >= $1 and worked_on < $2 and days > -1000000 and days < 1000000
  and recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z'
group by commission_id, adviser_id
