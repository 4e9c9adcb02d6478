-- Boroughs, advisers, commissions, reviews and bank holidays have one row each: a second would multiply days, so nothing is
-- published while there is one. Looks at everything.
select 'error', 'commissions', format('commission_id=%s', r.commission_id),
  format('%s rows have this key; expected is one, and no report can be made', count(*))
from programme.commissions r
group by r.commission_id
having count(*) > 1
union all
select 'error', 'advisers', format('adviser_id=%s', r.adviser_id),
  format('%s rows have this key; expected is one, and no report can be made', count(*))
from programme.advisers r
group by r.adviser_id
having count(*) > 1
union all
select 'error', 'reviews', format('commission_id=%s', r.commission_id),
  format('%s rows have this key; expected is one, and no report can be made', count(*))
from programme.reviews r
group by r.commission_id
having count(*) > 1
union all
select 'error', 'bank_holidays', format('holiday_on=%s', r.holiday_on),
  format('%s rows have this key; expected is one, and no report can be made', count(*))
from programme.bank_holidays r
group by r.holiday_on
having count(*) > 1
union all
select 'error', 'boroughs', format('borough_code=%s', '#' || r.place),
  format('%s rows have this key; expected is one, and no report can be made', r.entries)
from (
  select count(*) as entries, dense_rank() over (order by borough_code collate "C") as place
  from programme.boroughs group by borough_code
) r
where r.entries > 1
