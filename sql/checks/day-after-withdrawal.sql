-- Nobody works on a project once it is withdrawn: no day entry is dated after that day.
select 'error', 'commissions', format('commission_id=%s', c.commission_id),
  format('%s day %s dated after the project was withdrawn (%s); the first is dated %s, the last %s',
    count(*), case count(*) when 1 then 'entry is' else 'entries are' end,
    c.withdrawn_on, min(d.worked_on), max(d.worked_on))
from commissions c
join days d on d.commission_id = c.commission_id and d.worked_on > c.withdrawn_on
where ($3::bigint[] is null or (c.commission_id = any($3::bigint[]) and d.worked_on < $2))
  and c.withdrawn_on between '0001-01-01' and '9999-12-31'
  and d.worked_on between '0001-01-01' and '9999-12-31'
group by c.commission_id, c.withdrawn_on
