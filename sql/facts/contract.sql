-- The columns of the ten relations as the database declares them, by relation; $1: the schema's name.
-- A relation that is not there, or not to be seen, has no row.
select c.relname::text, c.relkind::text, a.attname::text, a.atttypid::regtype::text
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where n.nspname = $1 and c.relname = any($2::text::name[])
order by 1, 3
