-- Every adviser. Without a day of appointment and a contract in days an adviser has no capacity and makes no figure.
select adviser_id::bigint, left(name, 100000)::text, appointed_on,
  case when left_on between '0001-01-01' and '9999-12-31' then left_on end,
  (round(days_per_week, 2) * 100)::bigint
from programme.advisers
where appointed_on between '0001-01-01' and '9999-12-31'
  and days_per_week > -1000000 and days_per_week < 1000000
