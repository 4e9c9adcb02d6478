-- What the contract requires is recorded in every row: numbers, dates, times and consent. (Texts: see blank-text.)
-- for each required integer, number, date, time, boolean
select 'error', {columns} || ' must be filled, and is not recorded'
from {each row of {relation}} r
where r.{column} is null
