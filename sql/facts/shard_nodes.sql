-- The number of Citus nodes that hold shards. The program runs this only where Citus is installed.
select count(distinct groupid)
from pg_catalog.pg_dist_placement
