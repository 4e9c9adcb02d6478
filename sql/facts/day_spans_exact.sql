-- The same sums for a span in which some entry makes no figure, or has more than two decimals: those are left out, and
-- each number is rounded before it is added.
select width_bucket(worked_on, $3::text::date[])::bigint, commission_id::bigint, adviser_id::bigint,
  count(*), (sum(round(days, 2)) * 100)::bigint, min(worked_on), max(worked_on)
from programme.days
where worked_on >= $1 and worked_on < $2 and days > -1000000 and days < 1000000
  and recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z'
group by 1, 2, 3
