-- Whether the database has a foreign server, or dblink. Without one, no row is on a foreign server.
select exists (select from pg_catalog.pg_foreign_server)
  or exists (select from pg_catalog.pg_extension where extname = 'dblink')
