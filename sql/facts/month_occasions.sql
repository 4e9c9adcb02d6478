-- Shared practice, grouped by calendar month ($1: the first days of the months, and the day after the last month) and
-- commission: the number of rows, and of occasions. Rows of one commission, date and channel are one occasion.
select width_bucket(shared_on, $1::date[])::bigint, commission_id::bigint, sum(shares)::bigint, count(*)
from (
  select commission_id, shared_on, case when channel ~ '[^[:space:]]' then left(channel, 100000) end, count(*) as shares
  from shared_practice
  where shared_on >= $2 and shared_on < $3 and commission_id is not null
  group by 1, 2, 3
) o
group by 1, 2
