-- The role's privileges on each of the contract's relations. $1: the schema's name, $2: the names of the relations.
select c.relname::text, c.relkind::text, pg_catalog.has_schema_privilege(n.oid, 'USAGE'),
  pg_catalog.has_table_privilege(c.oid, 'SELECT'),
  pg_catalog.has_any_column_privilege(c.oid, 'SELECT'),
  pg_catalog.has_table_privilege(c.oid, 'INSERT, UPDATE, DELETE, TRUNCATE'),
  pg_catalog.pg_has_role(c.relowner, 'USAGE')
from pg_catalog.pg_class c
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where n.nspname = $1 and c.relname = any($2::text::name[])
order by 1
