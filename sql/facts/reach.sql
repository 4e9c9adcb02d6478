-- How each borough is reached to date ($1: the first day not reported on, $2: the day after the period). For each kind
-- of engagement the lowest commission that proves it, among those numbered up to $3, or among all where $3 is
-- null. Kinds: 0 host, 1 commissioned or urgent, 2 shared with: the borough was taught.
-- The groups are the columns of an index. Groups by an expression would take twice the time.
select left(borough_code, 100000)::text, case arrangement when 'host' then 0 else 1 end::bigint, min(lowest)::bigint
from (
  select borough_code, arrangement, min(commission_id) as lowest
  from commissions
  where ($3::bigint is null or commission_id <= $3) and commission_id is not null and arrangement in ('host', 'commissioned', 'urgent')
    and starts_on between '0001-01-01' and '9999-12-31' and starts_on < $1
    and not coalesce(withdrawn_on >= '0001-01-01' and withdrawn_on < $1, false)
  group by borough_code, arrangement
) c
group by 1, 2
union all
select left(s.borough_code, 100000)::text, 2::bigint, min(c.commission_id)::bigint
from shared_practice s
join commissions c on c.commission_id = s.commission_id
where ($3::bigint is null or (s.commission_id <= $3 and c.commission_id <= $3)) and s.shared_on >= '0001-01-01' and s.shared_on < $2
  and s.borough_code is distinct from c.borough_code and s.from_borough_code is distinct from s.borough_code
group by 1
