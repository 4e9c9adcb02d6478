-- Shared practice, grouped by calendar month ($1: the first days of the months, and the day after the last month): the number
-- of rows, and of occasions. Rows of one commission, date and channel are one occasion.
-- The inner groups hold the commission, so that a cluster makes them where the rows are.
select width_bucket(shared_on, $1::date[])::bigint, sum(shares)::bigint, count(*)
from (
  select s.commission_id, s.shared_on, case when s.channel ~ '[^[:space:]]' then left(s.channel, 100000) end,
    count(*) as shares
  from shared_practice s
  join commissions c on c.commission_id = s.commission_id
  where s.shared_on >= $2 and s.shared_on < $3
  group by 1, 2, 3
) o
group by 1
order by 1
