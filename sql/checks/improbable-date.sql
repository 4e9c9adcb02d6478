-- A date is of our time: no year before 1900, and no plan more than 30 years ahead. A year such as 0226 or 2062 is a slip.
-- for each date
select 'warning', '{column} is ' || to_char(r.{column}, 'YYYY-MM-DD') || ', an improbable year'
from {each row of {relation}} r
where r.{column} >= '0001-01-01' and r.{column} <= '9999-12-31'
  and (r.{column} < '1900-01-01' or r.{column} > $4::date + interval '30 years')
