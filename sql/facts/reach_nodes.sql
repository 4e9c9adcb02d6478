-- A query that makes a Citus coordinator open one session to each node through which it reads, itself included. Its
-- result is not used. Citus evaluates the subquery first and sends its rows to every node with the list, a relation that
-- every node has. {list} and {column}: a list that is offered, and a column of it. Columns that are not offered reach no node.
select 1::bigint
from {list} a
left join (select distinct worked_on from days where worked_on < '0001-01-01') d on d.worked_on = '0001-01-01'
where a.{column} is null
