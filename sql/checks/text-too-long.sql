-- A text has 100,000 characters at most: a longer one is cut there as it is read. (The size in bytes is looked at first: it is
-- known without reading the text.)
select 'warning', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  'activity has more than 100,000 characters and is cut there'
from (
  select * from programme.days where worked_on >= $1 and worked_on < $2
  union all
  select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
  where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
  union all
  select * from programme.days
  where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
) d
where octet_length(d.activity) > 100000 and char_length(d.activity) > 100000
union all
select 'warning', 'commissions', format('commission_id=%s', r.commission_id),
  t.name || ' has more than 100,000 characters and is cut there'
from programme.commissions r
cross join lateral (values ('reference', r.reference),
    ('borough_code', r.borough_code),
    ('title', r.title),
    ('theme', r.theme),
    ('arrangement', r.arrangement),
    ('request', r.request),
    ('work_undertaken', r.work_undertaken),
    ('next_steps', r.next_steps)) as t(name, words)
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and octet_length(t.words) > 100000 and char_length(t.words) > 100000
union all
select 'warning', 'variations', format('commission_id=%s;variation_no=%s', r.commission_id, r.variation_no),
  t.name || ' has more than 100,000 characters and is cut there'
from programme.variations r
cross join lateral (values ('reason', r.reason)) as t(name, words)
where ($3::bigint[] is null or (r.agreed_on >= $1 and r.agreed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.agreed_on between $2 and '9999-12-31', false)))
  and octet_length(t.words) > 100000 and char_length(t.words) > 100000
union all
select 'warning', 'strands', format('commission_id=%s;strand_no=%s', r.commission_id, r.strand_no),
  t.name || ' has more than 100,000 characters and is cut there'
from programme.strands r
cross join lateral (values ('title', r.title), ('note', r.note)) as t(name, words)
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and octet_length(t.words) > 100000 and char_length(t.words) > 100000
union all
select 'warning', 'outcomes', format('commission_id=%s;outcome_no=%s', r.commission_id, r.outcome_no),
  t.name || ' has more than 100,000 characters and is cut there'
from programme.outcomes r
cross join lateral (values ('kind', r.kind), ('stage', r.stage), ('summary', r.summary)) as t(name, words)
where ($3::bigint[] is null or (r.observed_on >= $1 and r.observed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.observed_on between $2 and '9999-12-31', false)))
  and octet_length(t.words) > 100000 and char_length(t.words) > 100000
union all
select 'warning', 'reviews', format('commission_id=%s', r.commission_id),
  t.name || ' has more than 100,000 characters and is cut there'
from programme.reviews r
cross join lateral (values ('rating', r.rating), ('comment', r.comment), ('reviewer_role', r.reviewer_role)) as t(name, words)
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and octet_length(t.words) > 100000 and char_length(t.words) > 100000
union all
select 'warning', 'shared_practice', format('commission_id=%s;share_no=%s', r.commission_id, r.share_no),
  t.name || ' has more than 100,000 characters and is cut there'
from programme.shared_practice r
cross join lateral (values ('borough_code', r.borough_code), ('channel', r.channel), ('summary', r.summary)) as t(name, words)
where ($3::bigint[] is null or (r.shared_on >= $1 and r.shared_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.shared_on between $2 and '9999-12-31', false)))
  and octet_length(t.words) > 100000 and char_length(t.words) > 100000
union all
select 'warning', 'advisers', format('adviser_id=%s', r.adviser_id),
  t.name || ' has more than 100,000 characters and is cut there'
from programme.advisers r
cross join lateral (values ('name', r.name)) as t(name, words)
where octet_length(t.words) > 100000 and char_length(t.words) > 100000
union all
select 'warning', 'bank_holidays', format('holiday_on=%s', r.holiday_on),
  t.name || ' has more than 100,000 characters and is cut there'
from programme.bank_holidays r
cross join lateral (values ('name', r.name)) as t(name, words)
where octet_length(t.words) > 100000 and char_length(t.words) > 100000
union all
select 'warning', 'boroughs', format('borough_code=%s', '#' || r.place),
  t.name || ' has more than 100,000 characters and is cut there'
from (
  select borough_code, name, dense_rank() over (order by borough_code collate "C") as place
  from programme.boroughs
) r
cross join lateral (values ('borough_code', r.borough_code), ('name', r.name)) as t(name, words)
where octet_length(t.words) > 100000 and char_length(t.words) > 100000
