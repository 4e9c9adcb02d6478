-- On each node of a Citus cluster: the prepared transactions, the sessions that serve this program's session $1 with
-- the start of each one's transaction, and those sessions that hold no snapshot.
select nodeid::bigint, success, split_part(result, ' ', 1), split_part(result, ' ', 3), split_part(result, ' ', 2)
from pg_catalog.run_command_on_all_nodes(pg_catalog.format(
  $command$
  select pg_catalog.concat_ws(' ',
    (select pg_catalog.count(*) from pg_catalog.pg_prepared_xacts where database = pg_catalog.current_database()),
    pg_catalog.count(*) filter (where backend_xmin is null),
    pg_catalog.string_agg(pid || '@' || extract(epoch from xact_start), ',' order by pid))
  from pg_catalog.pg_stat_activity where application_name = 'citus_internal gpid=%s'
  $command$, $1::bigint))
