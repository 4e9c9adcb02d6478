-- Two roles to grant to people and jobs. Neither logs in, so no password belongs here: create a login role of your own
-- and `grant board_reader to it`. Roles belong to the whole server, so those that exist are left as they are.
-- Whoever runs this owns the tables and, for a role that is missing, may create roles; a superuser is not needed.

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'board_reader') then
    create role board_reader nologin nosuperuser nocreatedb nocreaterole;
    comment on role board_reader is 'Reads the programme''s ten tables, and can change nothing: what a board report runs as.';
  end if;
  if not exists (select from pg_catalog.pg_roles where rolname = 'board_clerk') then
    create role board_clerk nologin nosuperuser nocreatedb nocreaterole;
    comment on role board_clerk is 'Fills in the programme''s ten tables, and cannot alter them: what an import runs as.';
  end if;
end
$$;

grant usage on schema programme to board_reader, board_clerk;

-- Table by table and not ALL TABLES: a table added later, of whatever content, is no report's to read until named here.
grant select on programme.boroughs, programme.advisers, programme.commissions, programme.variations, programme.strands,
  programme.days, programme.outcomes, programme.reviews, programme.shared_practice, programme.bank_holidays
  to board_reader;
grant select, insert, update, delete on programme.boroughs, programme.advisers, programme.commissions,
  programme.variations, programme.strands, programme.days, programme.outcomes, programme.reviews,
  programme.shared_practice, programme.bank_holidays
  to board_clerk;
