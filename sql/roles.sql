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
grant select on programme.boroughs, programme.advisers, programme.commissions, programme.variations, programme.strands,
  programme.days, programme.outcomes, programme.reviews, programme.shared_practice, programme.actions,
  programme.outputs, programme.bank_holidays
  to board_reader;
grant select, insert, update, delete on programme.boroughs, programme.advisers, programme.commissions,
  programme.variations, programme.strands, programme.days, programme.outcomes, programme.reviews,
  programme.shared_practice, programme.actions, programme.outputs, programme.bank_holidays
  to board_clerk;
