-- Of the other relations, one arm each: how many rows that rules look at are not as they should be by themselves, or belong to
-- no commission. $1, $2: the period; $3: the projects in scope.
select 'variations', count(*)
from (
  select v.* from programme.variations v
  where v.commission_id = any($3::bigint[]) and (v.agreed_on between $2 and '9999-12-31') is not true
  union all
  select v.* from programme.variations v where v.agreed_on >= $1 and v.agreed_on < $2
) v
left join programme.commissions c on c.commission_id = v.commission_id
where not coalesce(
  c.commission_id is not null and v.variation_no is not null and v.agreed_on between '0001-01-01' and '9999-12-31'
  and v.days_change between -9999.99 and 9999.99 and scale(v.days_change) <= 2
  and v.reason collate "C" between '!' and '~' and octet_length(v.reason) <= 100000, false)
union all
select 'strands', count(*)
from (
  select t.* from programme.strands t where t.commission_id = any($3::bigint[])
  union all
  select t.* from programme.strands t
  where (t.starts_on >= $1 and t.starts_on < $2) or (t.due_on >= $1 and t.due_on < $2)
    or (t.completed_on >= $1 and t.completed_on < $2) or (t.on_hold_since >= $1 and t.on_hold_since < $2)
    or (t.stopped_on >= $1 and t.stopped_on < $2)
) t
left join programme.commissions c on c.commission_id = t.commission_id
where not coalesce(
  c.commission_id is not null and t.strand_no is not null and t.title collate "C" between '!' and '~'
  and greatest(octet_length(t.title), octet_length(t.note)) <= 100000
  and (least(t.completed_on, t.on_hold_since, t.stopped_on, t.starts_on, t.due_on) >= '0001-01-01') is not false
  and (greatest(t.completed_on, t.on_hold_since, t.stopped_on, t.starts_on, t.due_on) <= '9999-12-31') is not false
  and (least(t.due_on, t.completed_on, t.stopped_on) >= t.starts_on) is not false, false)
union all
select t.name, count(*)
from (
  select r.* from programme.reviews r where r.commission_id = any($3::bigint[])
  union all
  select r.* from programme.reviews r
  where (r.asked_on >= $1 and r.asked_on < $2) or (r.received_on >= $1 and r.received_on < $2)
) r
left join programme.commissions c on c.commission_id = r.commission_id
cross join lateral (
  values ('reviews', not coalesce(
      c.commission_id is not null and r.may_publish is not null
      and (least(r.asked_on, r.received_on) >= '0001-01-01') is not false
      and (greatest(r.asked_on, r.received_on) <= '9999-12-31') is not false
      and (r.rating is null or r.rating::text in ('very useful', 'useful', 'partly useful', 'not useful'))
      and coalesce(greatest(octet_length(r.rating), octet_length(r.comment), octet_length(r.reviewer_role)), 0) <= 100000,
      false)),
    ('review-before-asked', r.received_on < r.asked_on),
    ('review-without-date', r.received_on is null and (r.rating is not null or r.comment is not null))
) t(name, is_suspect)
where t.is_suspect
group by t.name
union all
select t.name, count(*)
from (
  select p.* from programme.shared_practice p
  where p.commission_id = any($3::bigint[]) and (p.shared_on between $2 and '9999-12-31') is not true
  union all
  select p.* from programme.shared_practice p where p.shared_on >= $1 and p.shared_on < $2
) p
left join programme.commissions c on c.commission_id = p.commission_id
cross join lateral (
  values ('shared_practice', not coalesce(
      c.commission_id is not null and p.share_no is not null and p.shared_on between '0001-01-01' and '9999-12-31'
      and p.channel collate "C" between '!' and '~' and p.summary collate "C" between '!' and '~'
      and greatest(octet_length(p.borough_code), octet_length(p.channel), octet_length(p.summary)) <= 100000
      and (p.borough_code is null or p.borough_code collate "C" between '!' and '~'), false)),
    ('shared-with-own-borough', p.borough_code = c.borough_code)
) t(name, is_suspect)
where t.is_suspect
group by t.name
union all
select 'advisers', count(*)
from programme.advisers
where not coalesce(
  adviser_id is not null and name collate "C" between '!' and '~' and octet_length(name) <= 100000
  and appointed_on between '0001-01-01' and '9999-12-31'
  and (left_on between appointed_on and '9999-12-31') is not false
  and days_per_week between 0 and 7 and scale(days_per_week) <= 2, false)
union all
select 'boroughs', count(*)
from programme.boroughs
where not coalesce(
  borough_code collate "C" between '!' and '~' and name collate "C" between '!' and '~'
  and octet_length(borough_code) <= 100000 and octet_length(name) <= 100000, false)
union all
select 'bank_holidays', count(*)
from programme.bank_holidays
where not coalesce(
  holiday_on between '0001-01-01' and '9999-12-31' and name collate "C" between '!' and '~'
  and octet_length(name) <= 100000, false)
union all
-- Entries of no date, or of one that is none: of whatever commission, for there is next to none.
select 'days', count(*) from programme.days where worked_on is null
union all
select 'days', count(*) from programme.days where worked_on < '0001-01-01'
union all
select 'days', count(*) from programme.days where worked_on > '9999-12-31'
