-- How many nodes of a Citus cluster hold shards; asked only where Citus is.
select count(distinct groupid)
from pg_catalog.pg_dist_placement
