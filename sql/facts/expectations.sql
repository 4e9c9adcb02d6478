-- Outcomes of the commissions $1 observed before $2 that are expected, or that settle an expectation. The columns are those
-- of the relation's declaration.
select {columns}
from outcomes
where commission_id = any($1::bigint[]) and observed_on >= '0001-01-01' and observed_on < $2
  and (stage = 'expected' or follows is not null)
order by commission_id, outcome_no, observed_on
