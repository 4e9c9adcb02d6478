-- A date or time is a day of years 1 to 9999. Any other counts as not recorded; where the column must be filled, the row
-- makes no figure.
select 'error', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  'worked_on or recorded_at is infinite, or not in years 1 to 9999: the entry makes no figure'
from (
  select * from programme.days where worked_on >= $1 and worked_on < $2
  union all
  select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
  where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
  union all
  select * from programme.days
  where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
) d
where not d.worked_on between '0001-01-01' and '9999-12-31'
  or not (d.recorded_at >= '0001-01-01 00:00Z' and d.recorded_at < '10000-01-01 00:00Z')
union all
select 'error', 'commissions', format('commission_id=%s', r.commission_id),
  t.name || ' is infinite, or not in years 1 to 9999: it counts as not recorded'
from programme.commissions r
cross join lateral (values ('requested_on', r.requested_on),
    ('agreed_on', r.agreed_on),
    ('starts_on', r.starts_on),
    ('due_on', r.due_on),
    ('completed_on', r.completed_on),
    ('withdrawn_on', r.withdrawn_on),
    ('on_hold_since', r.on_hold_since),
    ('case_study_on', r.case_study_on)) as t(name, day)
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and not t.day between '0001-01-01' and '9999-12-31'
union all
select 'error', 'variations', format('commission_id=%s;variation_no=%s', r.commission_id, r.variation_no),
  t.name || ' is infinite, or not in years 1 to 9999: the variation makes no figure'
from programme.variations r
cross join lateral (values ('agreed_on', r.agreed_on)) as t(name, day)
where ($3::bigint[] is null or (r.agreed_on >= $1 and r.agreed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.agreed_on between $2 and '9999-12-31', false)))
  and not t.day between '0001-01-01' and '9999-12-31'
union all
select 'error', 'strands', format('commission_id=%s;strand_no=%s', r.commission_id, r.strand_no),
  t.name || ' is infinite, or not in years 1 to 9999: it counts as not recorded'
from programme.strands r
cross join lateral (values ('completed_on', r.completed_on),
    ('on_hold_since', r.on_hold_since),
    ('stopped_on', r.stopped_on),
    ('starts_on', r.starts_on),
    ('due_on', r.due_on)) as t(name, day)
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and not t.day between '0001-01-01' and '9999-12-31'
union all
select 'error', 'outcomes', format('commission_id=%s;outcome_no=%s', r.commission_id, r.outcome_no),
  t.name || ' is infinite, or not in years 1 to 9999: the outcome makes no figure'
from programme.outcomes r
cross join lateral (values ('observed_on', r.observed_on)) as t(name, day)
where ($3::bigint[] is null or (r.observed_on >= $1 and r.observed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.observed_on between $2 and '9999-12-31', false)))
  and not t.day between '0001-01-01' and '9999-12-31'
union all
select 'error', 'reviews', format('commission_id=%s', r.commission_id),
  t.name || ' is infinite, or not in years 1 to 9999: it counts as not recorded'
from programme.reviews r
cross join lateral (values ('asked_on', r.asked_on), ('received_on', r.received_on)) as t(name, day)
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and not t.day between '0001-01-01' and '9999-12-31'
union all
select 'error', 'shared_practice', format('commission_id=%s;share_no=%s', r.commission_id, r.share_no),
  t.name || ' is infinite, or not in years 1 to 9999: the share makes no figure'
from programme.shared_practice r
cross join lateral (values ('shared_on', r.shared_on)) as t(name, day)
where ($3::bigint[] is null or (r.shared_on >= $1 and r.shared_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.shared_on between $2 and '9999-12-31', false)))
  and not t.day between '0001-01-01' and '9999-12-31'
union all
select 'error', 'advisers', format('adviser_id=%s', r.adviser_id),
  t.name || ' is infinite, or not in years 1 to 9999: it counts as not recorded'
from programme.advisers r
cross join lateral (values ('appointed_on', r.appointed_on), ('left_on', r.left_on)) as t(name, day)
where not t.day between '0001-01-01' and '9999-12-31'
union all
select 'error', 'bank_holidays', format('holiday_on=%s', r.holiday_on),
  t.name || ' is infinite, or not in years 1 to 9999: it is no bank holiday'
from programme.bank_holidays r
cross join lateral (values ('holiday_on', r.holiday_on)) as t(name, day)
where not t.day between '0001-01-01' and '9999-12-31'
union all
select 'error', 'outcomes', format('commission_id=%s;outcome_no=%s', r.commission_id, r.outcome_no),
  'recorded_at is infinite, or not in years 1 to 9999: the outcome makes no figure'
from programme.outcomes r
where ($3::bigint[] is null or (r.observed_on >= $1 and r.observed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.observed_on between $2 and '9999-12-31', false)))
  and not (r.recorded_at >= '0001-01-01 00:00Z' and r.recorded_at < '10000-01-01 00:00Z')
