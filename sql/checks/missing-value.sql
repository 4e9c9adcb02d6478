-- What the contract requires is recorded in every row: numbers, dates, times and consent. (Texts: see blank-text.)
-- for each required integer, number, date, time, boolean
select 'error', {columns} || ' must be filled, and nothing is recorded there'
  || case when {makes no figure of {relation}} then ': the row makes no figure' else '' end
from {each row of {relation}} r
where r.{column} is null
