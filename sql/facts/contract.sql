-- The columns of the contract's relations as the database declares them. $1: the schema's name, $2: the names of the
-- relations. Beside the declared type are the type beneath a domain, the category of types (S text, E an enum), and whether
-- the column has no collation but the database's own or "C": then equal texts are equal bytes, and the server compares the column
-- with any other such column. The last column lists the columns of each unique index that
-- holds for every row of the relation: without a condition, valid, checked at once, over columns that are never null. The index
-- of a table with children does not hold for the children.
-- In a database of encoding SQL_ASCII a name may be no UTF-8, so a ? is sent for every character that is not ASCII.
-- A relation that is missing or not visible has no row. (A function returns the schema's identifier, which saves the
-- planner a relation.)
with relations as (
  select c.oid, c.relname,
    array_to_string(array(
      select k.columns
      from pg_catalog.pg_index i
      cross join lateral (
        select pg_catalog.string_agg(t.attname, ',') as columns
        from pg_catalog.pg_attribute t
        where t.attrelid = i.indrelid and t.attnum = any(i.indkey[:i.indnkeyatts - 1])
          and t.attnotnull and t.attname ~ '^[a-z_]+$'
        having count(*) = i.indnkeyatts
      ) k
      where i.indrelid = c.oid and i.indisunique and i.indisvalid and i.indimmediate and i.indpred is null
        and (c.relkind = 'p' or not c.relhassubclass)
    ), ';') as keys
  from pg_catalog.pg_class c
  where c.relnamespace = pg_catalog.to_regnamespace(pg_catalog.quote_ident($1)) and c.relname = any($2::text::name[])
    and c.relkind in ('r', 'p', 'v', 'm', 'f')
  -- Once for each relation, and not for each column.
  offset 0
)
select r.relname::text, regexp_replace(a.attname::text, '[^ -~]', '?', 'g'),
  regexp_replace(a.atttypid::regtype::text, '[^ -~]', '?', 'g'), regexp_replace(b.oid::regtype::text, '[^ -~]', '?', 'g'),
  b.typcategory::text,
  a.attcollation in (0, 'pg_catalog."default"'::regcollation, 'pg_catalog."C"'::regcollation),
  r.keys
from relations r
join pg_catalog.pg_attribute a on a.attrelid = r.oid and a.attnum > 0 and not a.attisdropped
cross join lateral (
  select t.oid, t.typcategory from pg_catalog.pg_type t where t.oid = a.atttypid and t.typtype <> 'd'
  union all
  -- A domain may be of another domain.
  (with recursive beneath(oid) as (
    select d.typbasetype from pg_catalog.pg_type d where d.oid = a.atttypid and d.typtype = 'd'
    union all
    select d.typbasetype from beneath join pg_catalog.pg_type d on d.oid = beneath.oid where d.typtype = 'd'
  )
  select t.oid, t.typcategory from beneath join pg_catalog.pg_type t on t.oid = beneath.oid where t.typtype <> 'd')
) b
