-- The columns of the ten relations as the database declares them. $1: the schema's name, $2: the names of the
-- relations.
-- A relation that is missing or not visible has no row. (A function returns the schema's identifier, which saves the
-- planner a relation.)
select c.relname::text, c.relkind::text, a.attname::text, a.atttypid::regtype::text
from pg_catalog.pg_class c
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident($1)) and c.relname = any($2::text::name[])
