-- Days are recorded with two decimals at most. More decimals are rounded as they are read.
-- for each number
select 'error', '{column} has more than two decimals and is rounded as it is read'
from {each row of {relation}} r
where r.{column} > -1000000 and r.{column} < 1000000 and min_scale(r.{column}) > 2
