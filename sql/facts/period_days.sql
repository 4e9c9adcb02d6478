-- The day entries of the period, [$1, $2), by date, as they are recorded. The reader decides which of them make a figure, and
-- puts those of a date in order. The columns are those of the relation's declaration.
select {columns}
from days
where worked_on >= $1 and worked_on < $2
order by worked_on
