-- Whether the database knows any foreign server: where it knows none, no row lies on one.
select exists (select from pg_catalog.pg_foreign_server)
