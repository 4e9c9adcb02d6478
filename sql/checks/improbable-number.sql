-- A number of days is one that a programme can have: an entry has at most 31 days, a week at most 7. Any other number counts
-- as it is recorded. An entry of zero days or fewer has a rule of its own.
select 'error', format('%s days in one entry; expected at most 31, the days of a month', round(r.days, 2))
from {each row of days} r
where r.days > 31 and r.days < 1000000
union all
select 'error', format('quantity is %s; expected 1 or more', r.quantity)
from {each row of outputs} r
where r.quantity < 1
union all
-- for each number
select 'error', format('{column} is %s; expected {least} to {most}', round(r.{column}, 2))
from {each row of {relation}} r
where not r.{column} between {least} and {most} and r.{column} > -1000000 and r.{column} < 1000000 and '{relation}' <> 'days'
