-- Boroughs, advisers and the bank holidays of every year of the period are there: shares, utilisation and
-- capacity are measured against them.
-- needs boroughs
select 'warning', 'boroughs', '', 'there is no borough: no share of boroughs can be given'
where not exists (select from boroughs)
union all
-- needs advisers
select 'warning', 'advisers', '', 'there is no adviser: no capacity or utilisation can be given'
where not exists (select from advisers)
union all
-- needs bank_holidays
select 'warning', 'bank_holidays', '',
  format('there is no bank holiday of %s: capacity is too high by those missing', y.year)
from generate_series(extract(year from $1::date)::integer, extract(year from $2::date - 1)::integer) as y(year)
where exists (select from advisers)
  and not exists (
    select from bank_holidays h
    where h.holiday_on >= make_date(y.year, 1, 1) and h.holiday_on <= make_date(y.year, 12, 31))
