-- The texts of the reviews of the commissions $1 that were received before $2. A client's comment is included only where it
-- may be published on the day $3.
select r.commission_id::bigint, coalesce(r.review_no, 1)::bigint,
  case when r.may_publish and not coalesce(r.consent_ended_on between '0001-01-01' and $3::date, false)
    then left(r.comment, 100000) end::text,
  left(r.reviewer_role, 100000)::text
from reviews r
where r.commission_id = any($1::bigint[]) and r.received_on >= '0001-01-01' and r.received_on < $2
