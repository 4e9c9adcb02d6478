-- Days are recorded with two decimals at most: more are rounded as they are read.
select 'error', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  'days has more than two decimals and is rounded as it is read'
from (
  select * from programme.days where worked_on >= $1 and worked_on < $2
  union all
  select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
  where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
  union all
  select * from programme.days
  where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
) d
where d.days > -1000000 and d.days < 1000000 and min_scale(d.days) > 2
union all
select 'error', 'commissions', format('commission_id=%s', c.commission_id),
  n.name || ' has more than two decimals and is rounded as it is read'
from programme.commissions c
cross join lateral (values ('days_agreed', c.days_agreed), ('days_per_week', c.days_per_week)) as n(name, amount)
where ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))
  and n.amount > -1000000 and n.amount < 1000000 and min_scale(n.amount) > 2
union all
select 'error', 'variations', format('commission_id=%s;variation_no=%s', v.commission_id, v.variation_no),
  'days_change' || ' has more than two decimals and is rounded as it is read'
from programme.variations v
where ($3::bigint[] is null or (v.agreed_on >= $1 and v.agreed_on < $2) or (
    v.commission_id::bigint = any($3::bigint[])
    and not coalesce(v.agreed_on between $2 and '9999-12-31', false)))
  and v.days_change > -1000000 and v.days_change < 1000000 and min_scale(v.days_change) > 2
union all
select 'error', 'advisers', format('adviser_id=%s', p.adviser_id),
  'days_per_week' || ' has more than two decimals and is rounded as it is read'
from programme.advisers p
where p.days_per_week > -1000000 and p.days_per_week < 1000000 and min_scale(p.days_per_week) > 2
