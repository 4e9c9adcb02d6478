-- The sums of days by month over three years, by a query written by hand: what the series of a report need.
-- :f and :t are the period's first day and the day after its last.
select date_trunc('month', worked_on)::date as month, count(*), sum(round(days, 2))
from programme.days
where worked_on >= :'f' - interval '33 months' and worked_on < :'t'
group by 1
order by 1
