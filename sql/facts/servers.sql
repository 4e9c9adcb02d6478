-- The foreign servers that hold rows of the relations. Views are followed to their tables, and partitioned tables to their
-- partitions. $1: the schema's name, $2: the names of the relations.
with recursive beneath(oid) as (
  select c.oid
  from pg_catalog.pg_class c
  join pg_catalog.pg_namespace n on n.oid = c.relnamespace
  where n.nspname = $1 and c.relname = any($2::text::name[])
  union
  select next.oid
  from beneath b
  cross join lateral (
    select d.refobjid as oid
    from pg_catalog.pg_rewrite r
    join pg_catalog.pg_depend d on d.objid = r.oid and d.classid = 'pg_catalog.pg_rewrite'::regclass
      and d.refclassid = 'pg_catalog.pg_class'::regclass
    where r.ev_class = b.oid
    union all
    select i.inhrelid from pg_catalog.pg_inherits i where i.inhparent = b.oid
  ) next
)
select distinct s.srvname::text
from beneath b
join pg_catalog.pg_foreign_table f on f.ftrelid = b.oid
join pg_catalog.pg_foreign_server s on s.oid = f.ftserver
order by 1
