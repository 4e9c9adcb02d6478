-- The login role of the board's report, with no privilege of its own that it does not need. Run once, as a superuser or
-- who may create roles:
--   psql -d programme -f least-privilege.sql
-- after the role board_reader exists (`board-report database create`, or sql/roles.sql). Then set a password where it
-- enters no log and no shell history:
--   psql -d programme -c '\password board_report'
-- In pg_hba.conf let it in by TLS only, with SCRAM, from where it runs:
--   hostssl programme board_report 192.0.2.10/32 scram-sha-256

\set ON_ERROR_STOP on
begin;

do $$
begin
  if not exists (select from pg_catalog.pg_roles where rolname = 'board_report') then
    create role board_report login;
  end if;
end
$$;

-- Said again for a role that existed. It owns nothing and bypasses no row security, so a policy that hides rows is an
-- error (77) and never a smaller figure. Three connections: a run, one that a lost network has left behind, a check.
alter role board_report nosuperuser nocreatedb nocreaterole noreplication nobypassrls inherit connection limit 3;
grant board_reader to board_report;

-- The role's own privilege is to connect. PostgreSQL also lets every role, through PUBLIC, create temporary tables and
-- large objects in the database. Where no other program needs them, add `-v alone=on`, as the database's owner and a
-- superuser: the end of this file then revokes both from PUBLIC.
do $$
begin
  execute pg_catalog.format('grant connect on database %I to board_report', pg_catalog.current_database());
end
$$;

-- A session of the role begins read-only. This guards against mistakes: a session may set it off, so only the missing
-- privileges keep the role from writing.
alter role board_report set default_transaction_read_only = on;
-- The job's own deadline is 600 s; these end what a vanished job leaves behind on the server.
alter role board_report set statement_timeout = '15min';
alter role board_report set idle_in_transaction_session_timeout = '15min';
-- It waits for a migration that holds our tables, but not so long that others queue behind it.
alter role board_report set lock_timeout = '30s';
-- A client that was killed is noticed while its query still runs.
alter role board_report set client_connection_check_interval = '10s';
-- What it reads is not a hot set: one worker at most beside it.
alter role board_report set max_parallel_workers_per_gather = 1;

\if :{?alone}
do $$
begin
  execute pg_catalog.format('revoke temporary on database %I from public', pg_catalog.current_database());
end
$$;
revoke execute on function pg_catalog.lo_create(oid), pg_catalog.lo_creat(integer),
  pg_catalog.lo_from_bytea(oid, bytea) from public;
\endif

commit;
