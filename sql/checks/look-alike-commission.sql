-- A commission is written down once: no two have one borough, title, theme, request date and start.
-- `+ 0` keeps PostgreSQL from walking an index of dates from its beginning: the commissions are found by their keys.
-- needs commissions.requested_on
select 'warning', 'commissions', format('commission_id=%s', m.id),
  format('has the borough, title, theme, request date and start of commission %s; perhaps it was entered twice', g.lowest)
from (
  select min(c.commission_id) as lowest, array_agg(c.commission_id) as ids
  from commissions c
  where c.title ~ '\S'
    and ($3::bigint[] is null or (
      c.requested_on >= (
        select min(requested_on + 0) from commissions where commission_id = any($3::bigint[]))
      and c.requested_on <= (
        select max(requested_on + 0) from commissions where commission_id = any($3::bigint[]))))
  group by c.borough_code collate "C", left(c.title, 1000) collate "C", c.theme collate "C", c.requested_on, c.starts_on
  having count(*) > 1 and bool_or($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))
  offset 0
) g
cross join lateral unnest(g.ids) as m(id)
where m.id <> g.lowest
