-- What happened is not dated after today. Plans, such as due_on, may be. Of a period that is over nothing is looked at: what
-- lies after it is in another period.
-- for each past date
select 'error', '{relation}', {key of {relation}}, format('{column} is %s, a day that has not come', r.{column})
from {relation} r
where r.{column} >= $4 and r.{column} <= '9999-12-31'
  and ($3::bigint[] is null or ($4::date < $2::date and r.{column} < $2))
union all
-- A time of recording is that of the server's clock. Where it has not come yet, late entries cannot be recognised.
-- for each past time
select 'error', format('{column} is %s, a time that has not come', r.{column}::date)
from {each row of {relation}} r
where r.{column} > now() + interval '1 day' and r.{column} < '10000-01-01'
