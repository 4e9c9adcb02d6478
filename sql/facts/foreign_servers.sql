-- Whether the database has a foreign server. Without one, no row is on a foreign server.
select exists (select from pg_catalog.pg_foreign_server)
