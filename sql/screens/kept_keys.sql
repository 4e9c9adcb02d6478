-- The key columns of the ten relations that the server itself keeps: those of every unique index without a condition whose
-- columns may not be null. Rules about repeated keys need not look there. $1: the schema's name, $2: theirs.
select c.relname::text, k.columns
from pg_catalog.pg_class c
join pg_catalog.pg_index i on i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indisready
  and i.indpred is null and i.indexprs is null
cross join lateral (
  select pg_catalog.string_agg(a.attname::text, ' ') as columns, pg_catalog.bool_and(a.attnotnull) as are_kept
  from pg_catalog.pg_attribute a
  where a.attrelid = c.oid and a.attnum = any((i.indkey::int2[])[0:i.indnkeyatts - 1])
) k
where c.relnamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident($1)) and c.relname = any($2::text::name[])
  and c.relkind in ('r', 'p') and k.are_kept
