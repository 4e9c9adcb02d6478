-- A day entry records time worked, so its days are above zero. An entry at or below zero is added up as it is recorded.
select 'error', format('%s days in a day entry; expected more than 0', round(r.days, 2))
from {each row of days} r
where r.days <= 0 and r.days > -1000000
