-- A project that is worked on has a first day. Without starts_on the project is never active, and it is in scope only where it
-- has entries.
-- needs commissions.starts_on
select 'warning', 'commissions', format('commission_id=%s', c.commission_id),
  format('%s day %s, the first dated %s, but no starts_on: the project does not count as active',
    count(*), case count(*) when 1 then 'entry' else 'entries' end, min(d.worked_on))
from commissions c
join days d on d.commission_id = c.commission_id
where ($3::bigint[] is null or c.commission_id = any($3::bigint[]))
  and (c.starts_on is null or not c.starts_on between '0001-01-01' and '9999-12-31')
  and d.worked_on between '0001-01-01' and '9999-12-31' and d.worked_on < $4
group by c.commission_id
