-- What each node of a Citus cluster has finished by now, as a snapshot of its own tells that is taken now, in a session of its
-- own. On a standby, whose snapshot tells less, no more than that it is one.
select nodeid::bigint, success, result
from pg_catalog.run_command_on_all_nodes(
  'select case when pg_catalog.pg_is_in_recovery() then ''standby'' else pg_catalog.pg_current_snapshot()::text end')
