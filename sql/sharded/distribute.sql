-- Distributes our tables over the nodes of a Citus cluster (12.1 or later), for a programme that outgrew one machine.
-- Run once, as the tables' owner, on the coordinator, after `board-report database create`, with rows in them or without:
--   psql -d programme -f distribute.sql
-- Before it, in the database of that name on every node: CREATE EXTENSION citus; and on the coordinator
-- citus_set_coordinator_host and, for each worker, citus_add_node. deploy/scaling.md says when this is worth its price.
--
-- Every large table is cut by commission_id, and all of them alike, so a commission's days, outcomes and reviews lie on
-- its own node and every join by commission stays there. The four short tables are copied to every node.
--
-- Into 8 shards, or -v shards=N: no more nodes can share the rows, and no statement is asked more often than once a shard, so
-- fewer are faster. alter_distributed_table changes it later.

\set ON_ERROR_STOP on
\if :{?shards} \else \set shards 8 \endif
begin;
select set_config('citus.shard_count', :'shards', true) \g /dev/null
set local client_min_messages = warning;
-- Keys towards the short tables: their shards are made one by one.
set local citus.multi_shard_modify_mode = 'sequential';

-- A key over all nodes has to hold the column they are cut by, so no constraint keeps references apart any more. An
-- import still refuses a reference that is taken; what enters otherwise is a finding of quality, repeated-reference.
alter table programme.commissions drop constraint commissions_reference_key;
-- Actions are copied to every node, and a copied table may not refer to a distributed one.
alter table programme.actions drop constraint actions_commission_id_fkey;

-- A local table may not refer to a distributed one, not even until it is distributed itself: the foreign keys are taken
-- away, and put back as they were.
create temporary table foreign_keys on commit drop as
select conrelid::regclass::text as relation, conname, pg_get_constraintdef(oid) as definition
from pg_constraint
where contype = 'f' and connamespace = 'programme'::regnamespace and conparentid = 0;

do $$
declare one record;
begin
  for one in select * from foreign_keys loop
    execute format('alter table %s drop constraint %I', one.relation, one.conname);
  end loop;
end
$$;

select create_reference_table('programme.boroughs');
select create_reference_table('programme.advisers');
select create_reference_table('programme.bank_holidays');
select create_reference_table('programme.actions');

select create_distributed_table('programme.commissions', 'commission_id');
select create_distributed_table(t, 'commission_id', colocate_with => 'programme.commissions')
from unnest(array['programme.variations', 'programme.strands', 'programme.days', 'programme.outcomes',
  'programme.reviews', 'programme.shared_practice', 'programme.outputs']) as t;

do $$
declare one record;
begin
  for one in select * from foreign_keys loop
    execute format('alter table %s add constraint %I %s', one.relation, one.conname, one.definition);
  end loop;
end
$$;

commit;
