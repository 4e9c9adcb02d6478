-- Whether any commission of the database makes a figure. Asked only where a report reads none.
select count(*) > 0
from (select commission_id from commissions where commission_id is not null limit 1) c
