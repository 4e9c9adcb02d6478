-- Outcomes of the commissions $1 observed before $2, counted by stage; a stage that is none of the four in a count of its own.
select commission_id::bigint,
  count(*) filter (where stage = 'achieved'), count(*) filter (where stage = 'enabling'),
  count(*) filter (where stage = 'expected'), count(*) filter (where stage = 'not achieved'),
  count(*) filter (where stage is null or stage not in ('achieved', 'enabling', 'expected', 'not achieved'))
from outcomes
where commission_id = any($1::bigint[]) and observed_on >= '0001-01-01' and observed_on < $2
group by commission_id
