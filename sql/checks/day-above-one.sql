-- An adviser has one day in a day: all entries of an adviser on one date, on whatever commission, come to 1 at most.
-- A warning, because some write several days' work as one entry, and the work was done.
-- needs days.adviser_id
select 'warning', 'days', format('adviser_id=%s;worked_on=%s', d.adviser_id, d.worked_on),
  format('%s days by one adviser on one date, in %s %s; expected at most 1',
    sum(round(d.days, 2)), count(*), case count(*) when 1 then 'entry' else 'entries' end)
from days d
where d.adviser_id is not null and ($3::bigint[] is null or (d.worked_on >= $1 and d.worked_on < $2))
  and d.worked_on between '0001-01-01' and '9999-12-31' and d.days > -1000000 and d.days < 1000000
group by d.adviser_id, d.worked_on
having sum(round(d.days, 2)) > 1
