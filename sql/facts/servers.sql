-- The foreign servers that hold rows of the relations. Views are followed to their tables, and partitioned tables to their
-- partitions. A server that a view reaches by a function of dblink, or by a function whose text names one, has no name. $1: the schema's name, $2: the names of the relations.
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
union
select 'reached by dblink'
from beneath b
join pg_catalog.pg_rewrite r on r.ev_class = b.oid
join pg_catalog.pg_depend d on d.objid = r.oid and d.classid = 'pg_catalog.pg_rewrite'::regclass
  and d.refclassid = 'pg_catalog.pg_proc'::regclass
join pg_catalog.pg_proc p on p.oid = d.refobjid
where p.proname ~ '^dblink' or p.prosrc ~ '\mdblink'
order by 1
