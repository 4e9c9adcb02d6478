-- A borough is named by its code in boroughs: a code that is not there reaches no borough.
select 'error', 'commissions', format('commission_id=%s', c.commission_id),
  'the borough code of this commission is not in boroughs, so its days count for no borough'
from programme.commissions c
where ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))
  and c.borough_code ~ '\S'
  and not exists (select from programme.boroughs b where b.borough_code = c.borough_code)
union all
select 'error', 'shared_practice', format('commission_id=%s;share_no=%s', s.commission_id, s.share_no),
  'the borough code of this share is not in boroughs, so it reaches no borough'
from programme.shared_practice s
where ($3::bigint[] is null or (s.shared_on >= $1 and s.shared_on < $2) or (
    s.commission_id::bigint = any($3::bigint[])
    and not coalesce(s.shared_on between $2 and '9999-12-31', false)))
  and s.borough_code ~ '\S'
  and not exists (select from programme.boroughs b where b.borough_code = s.borough_code)
