-- The activities of the entries of the period, [$1, $2), whether they make a figure or not.
select left(activity, 100000)::text
from programme.days
where worked_on >= $1 and worked_on < $2
group by 1
