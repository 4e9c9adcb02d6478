-- The reviews of the commissions $1; of a comment only whether there is one. White space is Unicode's: a
-- locale's own leaves some out.
select commission_id::bigint,
  case when asked_on between '0001-01-01' and '9999-12-31' then asked_on end,
  case when received_on between '0001-01-01' and '9999-12-31' then received_on end,
  left(rating, 100000)::text,
  coalesce(comment ~ '[^\s\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]', false),
  coalesce(may_publish, false)
from programme.reviews
where commission_id = any($1::bigint[])
