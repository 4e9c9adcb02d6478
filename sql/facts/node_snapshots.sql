-- The transactions that each node of a Citus cluster has finished, from a snapshot that the node takes now in a new
-- session. For a standby, whose snapshot holds less, only that it is a standby.
select nodeid::bigint, success, result
from pg_catalog.run_command_on_all_nodes(
  'select case when pg_catalog.pg_is_in_recovery() then ''standby'' else pg_catalog.pg_current_snapshot()::text end')
