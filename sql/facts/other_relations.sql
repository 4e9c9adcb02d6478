-- The relations of a schema that are no part of the contract. $1: the schema's name, $2: the contract's relations.
-- A ? is sent for every character that is not ASCII: see contract.sql.
select regexp_replace(c.relname::text, '[^ -~]', '?', 'g')
from pg_catalog.pg_class c
where c.relnamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident($1)) and c.relkind in ('r', 'p', 'v', 'm', 'f')
  and not c.relname = any($2::text::name[])
