-- A query that makes a Citus coordinator open one session to each node through which it reads, itself included. Its
-- result is not used. Citus evaluates the subquery first and sends it to every node with the list of advisers.
select a.adviser_id::bigint
from advisers a
left join (select distinct adviser_id from days where worked_on < '0001-01-01') d on d.adviser_id = 1
where a.appointed_on < '0001-01-01'
