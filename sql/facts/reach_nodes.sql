-- Asked for the sessions it makes a Citus cluster's coordinator open: one to each node it reads through, itself among them. What it
-- finds, next to nothing, is for nobody. Joined so, the subquery is worked out first and sent wherever the list of advisers lies.
select a.adviser_id::bigint
from programme.advisers a
left join (select distinct adviser_id from programme.days where worked_on < '0001-01-01') d on d.adviser_id = 1
where a.appointed_on < '0001-01-01'
