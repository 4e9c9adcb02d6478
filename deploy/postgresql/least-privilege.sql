-- The login role of the board's report, with nothing it does not need. Run once, as a superuser or who may create roles:
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

-- To connect, and nothing else: no temporary tables. PUBLIC's own right to them is the database owner's to take away.
do $$
begin
  execute pg_catalog.format('grant connect on database %I to board_report', pg_catalog.current_database());
end
$$;

-- The report only reads; the server holds it to that, whatever is granted later.
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

commit;
