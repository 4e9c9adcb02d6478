-- Practice is shared with others: a share with the project's own borough reaches nobody new, and is left out.
select 'warning', 'shared_practice', format('commission_id=%s;share_no=%s', s.commission_id, s.share_no),
  'shared with the project''s own borough, which is not counted as reached'
from programme.shared_practice s
join programme.commissions c on c.commission_id = s.commission_id and c.borough_code = s.borough_code
where ($3::bigint[] is null or (s.shared_on >= $1 and s.shared_on < $2) or (
    s.commission_id::bigint = any($3::bigint[])
    and not coalesce(s.shared_on between $2 and '9999-12-31', false)))
