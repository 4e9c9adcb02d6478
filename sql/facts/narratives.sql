-- The texts of the commissions $1. A client's comment is included only if it was received before $2 and may be
-- published.
select c.commission_id::bigint, left(c.request, 100000)::text, left(c.work_undertaken, 100000)::text,
  left(c.next_steps, 100000)::text,
  case when r.may_publish and r.received_on >= '0001-01-01' and r.received_on < $2
    then left(r.comment, 100000) end::text,
  case when r.received_on >= '0001-01-01' and r.received_on < $2
    then left(r.reviewer_role, 100000) end::text
from programme.commissions c
left join programme.reviews r on r.commission_id = c.commission_id
where c.commission_id = any($1::bigint[])
