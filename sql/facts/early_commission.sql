-- The identifier up to which there are $1 commissions; no row when there are fewer.
select commission_id::bigint from commissions order by commission_id offset $1 - 1 limit 1
