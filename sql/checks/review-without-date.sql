-- A rating or a comment has the date it was received: without one it counts nowhere.
select 'warning', 'reviews', format('commission_id=%s', r.commission_id),
  'there is a rating or a comment but no date it was received, so it counts nowhere'
from programme.reviews r
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and (r.received_on is null or not r.received_on between '0001-01-01' and '9999-12-31')
  and (r.rating ~ '\S' or r.comment ~ '\S')
