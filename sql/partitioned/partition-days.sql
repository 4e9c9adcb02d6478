-- Cuts `days` into one partition a financial year, for a programme with years of entries in the tens of millions: a report
-- then reads the years it reports on, a year can be vacuumed, restored or set aside by itself, and an index fits in memory.
-- As the tables' owner, with nobody at work (it copies every entry), after `board-report database create` or `upgrade`:
--   psql -d programme -f partition-days.sql
-- Run again, say each January, it adds what years are missing up to three ahead. Where the year starts in another month
-- than April: -v starts=1. An entry of no partition's year goes to days_other, and from there to its year the next time.
--
-- Names, columns, types, keys, comments and rights stay, so reports, imports and later upgrades see the same table.

\set ON_ERROR_STOP on
\if :{?starts} \else \set starts 4 \endif
begin;
set local client_min_messages = warning;
set local search_path = pg_catalog, pg_temp;
select set_config('board_report.starts', :'starts', true) \g /dev/null
lock table programme.days in access exclusive mode;

do $$
declare
  is_whole boolean := (select relkind = 'r' from pg_class where oid = 'programme.days'::regclass);
  starts integer := current_setting('board_report.starts');
  first_on date;
  last_on date;
  year_on date;
  name text;
  one record;
begin
  if is_whole then
    alter table programme.days rename to days_whole;
    create temporary table rights on commit drop as
    select a.grantee, a.privilege_type, a.is_grantable
    from pg_class c cross join aclexplode(c.relacl) a
    where c.oid = 'programme.days_whole'::regclass and a.grantee <> c.relowner;
    create temporary table parts on commit drop as
    select 1 as place, format('alter table programme.days add constraint %I %s', conname, pg_get_constraintdef(oid)) as statement
    from pg_constraint where conrelid = 'programme.days_whole'::regclass and contype in ('p', 'u', 'f')
    union all
    select 2, replace(pg_get_indexdef(i.indexrelid), ' ON programme.days_whole ', ' ON programme.days ')
    from pg_index i
    where i.indrelid = 'programme.days_whole'::regclass
      and not exists (select from pg_constraint where conindid = i.indexrelid)
    union all
    select 3, format('comment on index programme.%I is %L', c.relname, obj_description(c.oid, 'pg_class'))
    from pg_index i join pg_class c on c.oid = i.indexrelid
    where i.indrelid = 'programme.days_whole'::regclass and obj_description(c.oid, 'pg_class') is not null
    union all
    select 3, format('comment on table programme.days is %L', obj_description('programme.days_whole'::regclass, 'pg_class'));
    -- Their names are wanted; the key of the whole table is not used again.
    for one in select c.relname from pg_index i join pg_class c on c.oid = i.indexrelid
      where i.indrelid = 'programme.days_whole'::regclass loop
      execute format('alter index programme.%I rename to %I', one.relname, 'whole_' || one.relname);
    end loop;
    create table programme.days (like programme.days_whole including defaults including constraints including comments)
    partition by range (worked_on);
    create table programme.days_other partition of programme.days default;
    for one in select statement from parts order by place loop execute one.statement; end loop;
    for one in select * from rights loop
      execute format('grant %s on programme.days to %s%s', one.privilege_type,
        case one.grantee when 0 then 'public' else quote_ident(pg_get_userbyid(one.grantee)) end,
        case when one.is_grantable then ' with grant option' else '' end);
    end loop;
    select min(worked_on), max(worked_on) into first_on, last_on from programme.days_whole;
  else
    select min(worked_on), max(worked_on) into first_on, last_on from programme.days_other;
  end if;

  -- Plausible years only: a mistyped one stays among the others.
  first_on := greatest(coalesce(first_on, current_date), date '1990-01-01');
  last_on := least(greatest(coalesce(last_on, current_date), current_date), current_date) + 3 * 365;
  year_on := make_date(extract(year from first_on)::integer - 1, starts, 1);
  while year_on <= last_on loop
    name := 'days_' || extract(year from year_on);
    if first_on < year_on + interval '1 year' and to_regclass('programme.' || name) is null then
      -- Made beside the table and then attached, with the rows of that year that are among the others.
      execute format('create table programme.%I (like programme.days including defaults including constraints)', name);
      execute format('with moved as (delete from programme.days_other where worked_on >= %L and worked_on < %L returning *) '
        'insert into programme.%I select * from moved', year_on, year_on + interval '1 year', name);
      execute format('alter table programme.days attach partition programme.%I for values from (%L) to (%L)',
        name, year_on, (year_on + interval '1 year')::date);
    end if;
    year_on := year_on + interval '1 year';
  end loop;

  if is_whole then
    insert into programme.days select * from programme.days_whole order by worked_on, commission_id;
    drop table programme.days_whole;
  end if;
end
$$;

commit;
analyze programme.days;
