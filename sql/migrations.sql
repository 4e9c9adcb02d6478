-- The record of the numbered files of sql/schema that were run here. `board-report database` writes it. No report reads
-- it, and the roles that read or fill in the programme's tables need no right to it.
create table programme.schema_migrations (
  number integer primary key,
  name text not null,
  sha256 text not null,
  applied_at timestamptz not null default now()
);
comment on table programme.schema_migrations is 'The numbered changes of the schema that were made here, kept by `board-report database`. No part of the programme''s data.';
comment on column programme.schema_migrations.number is 'The number the file in sql/schema begins with.';
comment on column programme.schema_migrations.name is 'The file''s name without its ending.';
comment on column programme.schema_migrations.sha256 is 'The digest of the file as it was run: another one later means that a file was altered after the fact.';
comment on column programme.schema_migrations.applied_at is 'When it was run.';
