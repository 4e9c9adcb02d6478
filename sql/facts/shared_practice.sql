-- Practice of the commissions $1 shared before $2.
select commission_id::bigint, share_no::bigint, shared_on, left(borough_code, 100000)::text, left(channel, 100000)::text
from programme.shared_practice
where commission_id = any($1::bigint[])
  and shared_on >= '0001-01-01' and shared_on < $2
order by commission_id, share_no
