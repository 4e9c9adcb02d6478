-- The lowest commission with an outcome that follows an expectation, observed before $1. It proves that somebody records what
-- became of expectations.
select min(o.commission_id)::bigint
from outcomes o
join commissions c on c.commission_id = o.commission_id
where o.follows is not null and o.observed_on >= '0001-01-01' and o.observed_on < $1
