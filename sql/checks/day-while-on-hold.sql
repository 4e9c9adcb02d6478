-- Work rests while a project is on hold: no day entry is dated after the hold began. A warning: the work may have gone on,
-- and then on_hold_since should be emptied.
select 'warning', 'commissions', format('commission_id=%s', c.commission_id),
  format('%s day %s dated after the project was put on hold (%s); the first is dated %s, the last %s',
    count(*), case count(*) when 1 then 'entry is' else 'entries are' end,
    c.on_hold_since, min(d.worked_on), max(d.worked_on))
from commissions c
join days d on d.commission_id = c.commission_id and d.worked_on > c.on_hold_since
where ($3::bigint[] is null or (c.commission_id = any($3::bigint[]) and d.worked_on < $2))
  and c.on_hold_since between '0001-01-01' and '9999-12-31'
  and d.worked_on between '0001-01-01' and '9999-12-31'
group by c.commission_id, c.on_hold_since
