-- The columns of a relation that are computed at each reading: all of a view, and the virtual ones of a table.
-- $1: the schema's name, $2: the relation's. A ? is sent for every character that is not ASCII: see contract.sql.
select regexp_replace(a.attname::text, '[^ -~]', '?', 'g')
from pg_catalog.pg_class c
join pg_catalog.pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
where c.relnamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident($1)) and c.relname = $2::text::name
  and (c.relkind = 'v' or a.attgenerated = 'v')
