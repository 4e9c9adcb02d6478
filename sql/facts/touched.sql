-- Commissions with practice shared in one of the spans ($1: their first days, $2: the days after their ends), or a review
-- asked for or received in one of $3, $4.
select commission_id::bigint
from programme.shared_practice
join unnest($1::text::date[], $2::text::date[]) as s(from_on, until_on)
  on shared_on >= from_on and shared_on < until_on
union all
select commission_id::bigint
from programme.reviews
join unnest($3::text::date[], $4::text::date[]) as s(from_on, until_on)
  on (asked_on >= from_on and asked_on < until_on) or (received_on >= from_on and received_on < until_on)
