-- The texts of the strands of the commissions $1.
select commission_id::bigint, strand_no::bigint, left(title, 100000)::text, left(note, 100000)::text
from strands
where commission_id = any($1::bigint[])
order by commission_id, strand_no
