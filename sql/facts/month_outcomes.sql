-- Outcomes at stage achieved, grouped by calendar month ($1: the first days of the months, and the day after the last month)
-- and commission: their number, twice.
select width_bucket(observed_on, $1::date[])::bigint, commission_id::bigint, count(*), count(*)
from outcomes
where observed_on >= $2 and observed_on < $3 and stage = 'achieved' and commission_id is not null
group by 1, 2
