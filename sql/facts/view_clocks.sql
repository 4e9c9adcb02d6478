-- The contract's views that use the time of reading or a random number, themselves or by a view beneath: the contract's relation,
-- the first view whose definition does so, and what it uses. Each definition is read without its quoted texts and names. The
-- server names a function of pg_catalog without its schema, and any other function with it. $1: the schema's name, $2: the names
-- of the contract's relations.
with recursive beneath(top, oid) as (
  select c.oid, c.oid
  from pg_catalog.pg_class c
  where c.relnamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident($1)) and c.relname = any($2::text::name[])
  union
  select b.top, d.refobjid
  from beneath b
  join pg_catalog.pg_class v on v.oid = b.oid and v.relkind = 'v'
  join pg_catalog.pg_rewrite w on w.ev_class = v.oid
  join pg_catalog.pg_depend d on d.objid = w.oid and d.classid = 'pg_catalog.pg_rewrite'::regclass
    and d.refclassid = 'pg_catalog.pg_class'::regclass and d.refobjid <> v.oid
)
-- A ? is sent for every character that is not ASCII: see contract.sql.
select distinct on (t.relname) t.relname::text, regexp_replace(n.nspname::text, '[^ -~]', '?', 'g'),
  regexp_replace(c.relname::text, '[^ -~]', '?', 'g'),
  f.used || case when f.used ~ '^[a-z]' then '()' else '' end
from beneath b
join pg_catalog.pg_class t on t.oid = b.top
join pg_catalog.pg_class c on c.oid = b.oid and c.relkind = 'v'
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
cross join lateral (
  select pg_catalog.substring(
    pg_catalog.regexp_replace(pg_catalog.pg_get_viewdef(c.oid) collate "C", $text$'([^']|'')*'|"([^"]|"")*"$text$, '""', 'g'),
    '(?<!\.)\m(CURRENT_(?:DATE|TIME|TIMESTAMP)|LOCALTIME(?:STAMP)?|(?:now|(?:clock|statement|transaction)_timestamp|timeofday|random(?:_normal)?)(?=\())\M'
  ) as used
) f
where f.used is not null
order by t.relname, n.nspname, c.relname
