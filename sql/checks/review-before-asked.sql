-- A review is received after it was asked for. A warning, because a borough may write without being asked and be asked later.
select 'warning', 'reviews', {key of reviews},
  format('received on %s, before it was asked for on %s', r.received_on, r.asked_on)
from reviews r
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[])
    or (r.received_on >= $1 and r.received_on < $2))
  and r.received_on < r.asked_on and r.received_on >= '0001-01-01' and r.asked_on <= '9999-12-31'
