-- Numbers of days are such as a programme has: an entry at most 31 days, a commission 0 to 9,999.99 and 0 to 7 a
-- week, a variation within 9,999.99 either way, an adviser 0 to 7 a week. Others count as they stand.
select 'error', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  format('%s days in one entry; expected at most 31, the days of a month', round(d.days, 2))
from (
  select * from programme.days where worked_on >= $1 and worked_on < $2
  union all
  select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
  where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
  union all
  select * from programme.days
  where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
) d
where d.days > 31 and d.days < 1000000
union all
select 'error', 'commissions', format('commission_id=%s', c.commission_id),
  format('%s is %s; expected 0 to %s', n.name, round(n.amount, 2), n.most)
from programme.commissions c
cross join lateral (
  values ('days_agreed', c.days_agreed, 9999.99), ('days_per_week', c.days_per_week, 7)
) as n(name, amount, most)
where ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))
  and n.amount > -1000000 and n.amount < 1000000 and not n.amount between 0 and n.most
union all
select 'error', 'variations', format('commission_id=%s;variation_no=%s', v.commission_id, v.variation_no),
  format('days_change is %s; expected -9999.99 to 9999.99', round(v.days_change, 2))
from programme.variations v
where ($3::bigint[] is null or (v.agreed_on >= $1 and v.agreed_on < $2) or (
    v.commission_id::bigint = any($3::bigint[])
    and not coalesce(v.agreed_on between $2 and '9999-12-31', false)))
  and v.days_change > -1000000 and v.days_change < 1000000 and not v.days_change between -9999.99 and 9999.99
union all
select 'error', 'advisers', format('adviser_id=%s', p.adviser_id),
  format('days_per_week is %s; expected 0 to 7', round(p.days_per_week, 2))
from programme.advisers p
where p.days_per_week > -1000000 and p.days_per_week < 1000000 and not p.days_per_week between 0 and 7
