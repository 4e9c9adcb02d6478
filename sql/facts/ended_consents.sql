-- Reviews whose consent to print the comment ended by the day $1.
select commission_id::bigint, coalesce(review_no, 1)::bigint
from reviews
where consent_ended_on between '0001-01-01' and $1
