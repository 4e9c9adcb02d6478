-- Text that the contract says is not null is not blank: one that is empty or white space is not recorded, and its row stays.
select 'warning', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  concat_ws(', ', case when coalesce(d.activity, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'activity' end)
    || ' must be filled, and is blank'
from (
  select * from programme.days where worked_on >= $1 and worked_on < $2
  union all
  select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
  where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
  union all
  select * from programme.days
  where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
) d
where (coalesce(d.activity, '') !~ '[^\s\u0085\u00a0\u2007\u202f]')
union all
select 'warning', 'commissions', format('commission_id=%s', r.commission_id),
  concat_ws(', ', case when coalesce(r.reference, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'reference' end,
    case when coalesce(r.borough_code, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'borough_code' end,
    case when coalesce(r.title, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'title' end,
    case when coalesce(r.theme, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'theme' end,
    case when coalesce(r.arrangement, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'arrangement' end)
    || ' must be filled, and is blank'
from programme.commissions r
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and (coalesce(r.reference, '') !~ '[^\s\u0085\u00a0\u2007\u202f]'
    or coalesce(r.borough_code, '') !~ '[^\s\u0085\u00a0\u2007\u202f]'
    or coalesce(r.title, '') !~ '[^\s\u0085\u00a0\u2007\u202f]'
    or coalesce(r.theme, '') !~ '[^\s\u0085\u00a0\u2007\u202f]'
    or coalesce(r.arrangement, '') !~ '[^\s\u0085\u00a0\u2007\u202f]')
union all
select 'warning', 'variations', format('commission_id=%s;variation_no=%s', r.commission_id, r.variation_no),
  concat_ws(', ', case when coalesce(r.reason, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'reason' end)
    || ' must be filled, and is blank'
from programme.variations r
where ($3::bigint[] is null or (r.agreed_on >= $1 and r.agreed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.agreed_on between $2 and '9999-12-31', false)))
  and (coalesce(r.reason, '') !~ '[^\s\u0085\u00a0\u2007\u202f]')
union all
select 'warning', 'strands', format('commission_id=%s;strand_no=%s', r.commission_id, r.strand_no),
  concat_ws(', ', case when coalesce(r.title, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'title' end)
    || ' must be filled, and is blank'
from programme.strands r
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and (coalesce(r.title, '') !~ '[^\s\u0085\u00a0\u2007\u202f]')
union all
select 'warning', 'outcomes', format('commission_id=%s;outcome_no=%s', r.commission_id, r.outcome_no),
  concat_ws(', ', case when coalesce(r.kind, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'kind' end,
    case when coalesce(r.stage, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'stage' end,
    case when coalesce(r.summary, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'summary' end)
    || ' must be filled, and is blank'
from programme.outcomes r
where ($3::bigint[] is null or (r.observed_on >= $1 and r.observed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.observed_on between $2 and '9999-12-31', false)))
  and (coalesce(r.kind, '') !~ '[^\s\u0085\u00a0\u2007\u202f]'
    or coalesce(r.stage, '') !~ '[^\s\u0085\u00a0\u2007\u202f]'
    or coalesce(r.summary, '') !~ '[^\s\u0085\u00a0\u2007\u202f]')
union all
select 'warning', 'shared_practice', format('commission_id=%s;share_no=%s', r.commission_id, r.share_no),
  concat_ws(', ', case when coalesce(r.channel, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'channel' end,
    case when coalesce(r.summary, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'summary' end)
    || ' must be filled, and is blank'
from programme.shared_practice r
where ($3::bigint[] is null or (r.shared_on >= $1 and r.shared_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.shared_on between $2 and '9999-12-31', false)))
  and (coalesce(r.channel, '') !~ '[^\s\u0085\u00a0\u2007\u202f]'
    or coalesce(r.summary, '') !~ '[^\s\u0085\u00a0\u2007\u202f]')
union all
select 'warning', 'advisers', format('adviser_id=%s', r.adviser_id),
  concat_ws(', ', case when coalesce(r.name, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'name' end)
    || ' must be filled, and is blank'
from programme.advisers r
where (coalesce(r.name, '') !~ '[^\s\u0085\u00a0\u2007\u202f]')
union all
select 'warning', 'bank_holidays', format('holiday_on=%s', r.holiday_on),
  concat_ws(', ', case when coalesce(r.name, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'name' end)
    || ' must be filled, and is blank'
from programme.bank_holidays r
where (coalesce(r.name, '') !~ '[^\s\u0085\u00a0\u2007\u202f]')
union all
select 'warning', 'boroughs', format('borough_code=%s', '#' || r.place),
  concat_ws(', ', case when coalesce(r.borough_code, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'borough_code' end,
    case when coalesce(r.name, '') !~ '[^\s\u0085\u00a0\u2007\u202f]' then 'name' end)
    || ' must be filled, and is blank'
from (
  select borough_code, name, dense_rank() over (order by borough_code collate "C") as place
  from programme.boroughs
) r
where (coalesce(r.borough_code, '') !~ '[^\s\u0085\u00a0\u2007\u202f]'
    or coalesce(r.name, '') !~ '[^\s\u0085\u00a0\u2007\u202f]')
