-- Work follows the request: no day entry is dated before its commission was requested, or the wait is negative.
-- A warning, because a request is sometimes written down after it was made.
select 'warning', 'commissions', format('commission_id=%s', c.commission_id),
  format('%s day %s dated before the request (%s); the first is dated %s, the last %s',
    count(*), case count(*) when 1 then 'entry is' else 'entries are' end,
    c.requested_on, min(d.worked_on), max(d.worked_on))
from commissions c
join days d on d.commission_id = c.commission_id and d.worked_on < c.requested_on
where ($3::bigint[] is null or (c.commission_id = any($3::bigint[]) and d.worked_on < $2))
  and c.requested_on between '0001-01-01' and '9999-12-31'
  and d.worked_on between '0001-01-01' and '9999-12-31'
group by c.commission_id, c.requested_on
