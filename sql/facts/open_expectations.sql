-- Commissions with an expectation that is open on one of the days $1: it was observed before the day, and no outcome observed
-- before the day follows it.
select distinct e.commission_id::bigint
from outcomes e
cross join unnest($1::date[]) as d(end_on)
where e.stage = 'expected' and e.observed_on >= '0001-01-01' and e.observed_on < d.end_on
  and not exists (
    select from outcomes f
    where f.commission_id = e.commission_id and f.follows = e.outcome_no
      and f.observed_on >= '0001-01-01' and f.observed_on < d.end_on)
