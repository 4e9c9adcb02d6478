-- Advisers work Monday to Friday and not on bank holidays: capacity counts no other day. A warning, because urgent need
-- is met when it arises.
-- needs advisers.days_per_week
select 'warning', 'days', format('adviser_id=%s;worked_on=%s', d.adviser_id, d.worked_on),
  format('%s days worked on a %s, which capacity leaves out', sum(round(d.days, 2)),
    case extract(isodow from d.worked_on) when 6 then 'Saturday' when 7 then 'Sunday' else 'bank holiday' end)
from days d
where d.adviser_id is not null and ($3::bigint[] is null or (d.worked_on >= $1 and d.worked_on < $2))
  and d.worked_on between '0001-01-01' and '9999-12-31' and d.days > -1000000 and d.days < 1000000
  and (extract(isodow from d.worked_on) > 5
    or exists (select from bank_holidays h where h.holiday_on = d.worked_on))
group by d.adviser_id, d.worked_on
