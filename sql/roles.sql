-- Two roles to grant to people and jobs. Neither can log in, so no password is needed here: create a login role and
-- `grant board_reader to` it. Roles belong to the whole server, so existing roles are not changed.
-- The role that runs this owns the tables. It also needs the right to create roles if one is missing; a superuser is
-- not needed.

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'board_reader') then
    create role board_reader nologin nosuperuser nocreatedb nocreaterole;
    comment on role board_reader is 'Reads the programme''s tables, and can change nothing: what a board report runs as.';
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'board_clerk') then
    create role board_clerk nologin nosuperuser nocreatedb nocreaterole;
    comment on role board_clerk is 'Fills in the programme''s tables, and cannot alter them: what an import runs as.';
  end if;
end
$$;

grant usage on schema programme to board_reader, board_clerk;

-- The grants name each table instead of ALL TABLES, so that a report cannot read a later table until it is named here.
-- An organisation's own schema need not have all of them.
do $grants$
declare
  relation regclass;
begin
  for relation in
    select c.oid
    from unnest(array[
      'boroughs', 'advisers', 'commissions', 'variations', 'strands', 'days', 'outcomes', 'reviews', 'shared_practice',
      'actions', 'outputs', 'bank_holidays']) as t (name)
    join pg_catalog.pg_class c on c.oid = pg_catalog.to_regclass($schema$programme.$schema$ || t.name)
    where c.relkind in ('r', 'p', 'v', 'm', 'f')
  loop
    execute pg_catalog.format('grant select on %s to board_reader', relation);
    execute pg_catalog.format('grant select, insert, update, delete on %s to board_clerk', relation);
  end loop;
end
$grants$;
