-- A number of days is finite and below a million. Any other counts as not recorded; where the column must be filled, the row
-- makes no figure.
select 'error', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  'days is not a number, or a million or more: the entry makes no figure'
from (
  select * from programme.days where worked_on >= $1 and worked_on < $2
  union all
  select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
  where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
  union all
  select * from programme.days
  where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
) d
where not (d.days > -1000000 and d.days < 1000000)
union all
select 'error', 'commissions', format('commission_id=%s', c.commission_id),
  n.name || ' is not a number, or a million or more: it counts as not recorded'
from programme.commissions c
cross join lateral (values ('days_agreed', c.days_agreed), ('days_per_week', c.days_per_week)) as n(name, amount)
where ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))
  and not (n.amount > -1000000 and n.amount < 1000000)
union all
select 'error', 'variations', format('commission_id=%s;variation_no=%s', v.commission_id, v.variation_no),
  'days_change' || ' is not a number, or a million or more: the variation makes no figure'
from programme.variations v
where ($3::bigint[] is null or (v.agreed_on >= $1 and v.agreed_on < $2) or (
    v.commission_id::bigint = any($3::bigint[])
    and not coalesce(v.agreed_on between $2 and '9999-12-31', false)))
  and not (v.days_change > -1000000 and v.days_change < 1000000)
union all
select 'error', 'advisers', format('adviser_id=%s', p.adviser_id),
  'days_per_week' || ' is not a number, or a million or more: the adviser makes no figure'
from programme.advisers p
where not (p.days_per_week > -1000000 and p.days_per_week < 1000000)
