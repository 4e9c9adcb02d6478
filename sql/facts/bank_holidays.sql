-- Bank holidays of the years the report looks at; name is not needed, a day off is a day off.
select holiday_on
from programme.bank_holidays
where holiday_on >= $1 and holiday_on < $2
