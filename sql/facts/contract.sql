-- The columns of the ten relations as the database declares them; $1: the schema's name, $2: theirs.
-- A relation that is not there, or not to be seen, has no row. (The schema's number is asked of a function: one relation less to plan.)
select c.relname::text, c.relkind::text, a.attname::text, a.atttypid::regtype::text
from pg_catalog.pg_class c
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident($1)) and c.relname = any($2::text::name[])
