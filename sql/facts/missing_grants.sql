-- The relations that a role must read and may not, where a view reads them: the relation, the role that needs the right, and the
-- contract's relation that reads it or is it. A view reads with the rights of its owner; one that is `security_invoker` reads with
-- the rights of the role that reads the view. $1: the schema's name, $2: the names of the contract's relations.
with recursive beneath(top, oid, reader) as (
  select c.oid, c.oid, pg_catalog.quote_ident(current_user)::regrole::oid
  from pg_catalog.pg_class c
  where c.relnamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident($1)) and c.relname = any($2::text::name[])
  union
  select b.top, d.refobjid,
    case when exists (
      select from pg_catalog.pg_options_to_table(v.reloptions) o
      where o.option_name = 'security_invoker' and o.option_value::boolean
    ) then b.reader else v.relowner end
  from beneath b
  join pg_catalog.pg_class v on v.oid = b.oid and v.relkind = 'v'
  join pg_catalog.pg_rewrite w on w.ev_class = v.oid
  join pg_catalog.pg_depend d on d.objid = w.oid and d.classid = 'pg_catalog.pg_rewrite'::regclass
    and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> v.oid
)
-- A ? is sent for every character that is not ASCII: see contract.sql.
select distinct t.relname::text, regexp_replace(n.nspname::text, '[^ -~]', '?', 'g'), regexp_replace(c.relname::text, '[^ -~]', '?', 'g'),
  regexp_replace(pg_catalog.pg_get_userbyid(b.reader)::text, '[^ -~]', '?', 'g')
from beneath b
join pg_catalog.pg_class t on t.oid = b.top
join pg_catalog.pg_class c on c.oid = b.oid and c.relkind in ('r', 'p', 'v', 'm', 'f')
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where not pg_catalog.has_table_privilege(b.reader, b.oid, 'SELECT')
order by 1, 2, 3, 4
