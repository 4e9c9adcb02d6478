-- Commissions with day entries or outcomes in the period, [$1, $2), with practice shared in one of the spans ($3: their
-- first days, $4: the days after their ends), with a review requested or received in one of the spans $5, $6, with an
-- action agreed before $7 that did not end before $8, or with an output before $7.
select distinct commission_id::bigint from days where worked_on >= $1 and worked_on < $2
union all
select distinct commission_id::bigint from outcomes
where observed_on >= $1 and observed_on < $2
union all
select commission_id::bigint
from shared_practice
join unnest($3::date[], $4::date[]) as s(from_on, until_on)
  on shared_on >= from_on and shared_on < until_on
union all
select commission_id::bigint
from reviews
join unnest($5::date[], $6::date[]) as s(from_on, until_on)
  on (asked_on >= from_on and asked_on < until_on) or (received_on >= from_on and received_on < until_on)
union all
select commission_id::bigint
from actions
where agreed_on < $7 and not coalesce(greatest(done_on, dropped_on) between '0001-01-01' and $8::date - 1, false)
union all
select commission_id::bigint from outputs where produced_on >= '0001-01-01' and produced_on < $7
