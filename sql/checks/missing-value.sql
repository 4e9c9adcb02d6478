-- What the contract says is not null is filled in every row: numbers, dates, times and consent. (Texts: see blank-text.)
select 'error', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  concat_ws(', ', case when d.commission_id is null then 'commission_id' end,
    case when d.worked_on is null then 'worked_on' end,
    case when d.adviser_id is null then 'adviser_id' end,
    case when d.days is null then 'days' end,
    case when d.recorded_at is null then 'recorded_at' end)
    || ' must be filled, and is not recorded'
from (
  select * from programme.days where worked_on >= $1 and worked_on < $2
  union all
  select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
  where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
  union all
  select * from programme.days
  where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
) d
where (d.commission_id is null
    or d.worked_on is null
    or d.adviser_id is null
    or d.days is null
    or d.recorded_at is null)
union all
select 'error', 'commissions', format('commission_id=%s', r.commission_id),
  concat_ws(', ', case when r.commission_id is null then 'commission_id' end,
    case when r.requested_on is null then 'requested_on' end)
    || ' must be filled, and is not recorded'
from programme.commissions r
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and (r.commission_id is null
    or r.requested_on is null)
union all
select 'error', 'variations', format('commission_id=%s;variation_no=%s', r.commission_id, r.variation_no),
  concat_ws(', ', case when r.commission_id is null then 'commission_id' end,
    case when r.variation_no is null then 'variation_no' end,
    case when r.agreed_on is null then 'agreed_on' end,
    case when r.days_change is null then 'days_change' end)
    || ' must be filled, and is not recorded'
from programme.variations r
where ($3::bigint[] is null or (r.agreed_on >= $1 and r.agreed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.agreed_on between $2 and '9999-12-31', false)))
  and (r.commission_id is null
    or r.variation_no is null
    or r.agreed_on is null
    or r.days_change is null)
union all
select 'error', 'strands', format('commission_id=%s;strand_no=%s', r.commission_id, r.strand_no),
  concat_ws(', ', case when r.commission_id is null then 'commission_id' end,
    case when r.strand_no is null then 'strand_no' end)
    || ' must be filled, and is not recorded'
from programme.strands r
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and (r.commission_id is null
    or r.strand_no is null)
union all
select 'error', 'outcomes', format('commission_id=%s;outcome_no=%s', r.commission_id, r.outcome_no),
  concat_ws(', ', case when r.commission_id is null then 'commission_id' end,
    case when r.outcome_no is null then 'outcome_no' end,
    case when r.observed_on is null then 'observed_on' end,
    case when r.recorded_at is null then 'recorded_at' end)
    || ' must be filled, and is not recorded'
from programme.outcomes r
where ($3::bigint[] is null or (r.observed_on >= $1 and r.observed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.observed_on between $2 and '9999-12-31', false)))
  and (r.commission_id is null
    or r.outcome_no is null
    or r.observed_on is null
    or r.recorded_at is null)
union all
select 'error', 'reviews', format('commission_id=%s', r.commission_id),
  concat_ws(', ', case when r.commission_id is null then 'commission_id' end,
    case when r.may_publish is null then 'may_publish' end)
    || ' must be filled, and is not recorded'
from programme.reviews r
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
  and (r.commission_id is null
    or r.may_publish is null)
union all
select 'error', 'shared_practice', format('commission_id=%s;share_no=%s', r.commission_id, r.share_no),
  concat_ws(', ', case when r.commission_id is null then 'commission_id' end,
    case when r.share_no is null then 'share_no' end,
    case when r.shared_on is null then 'shared_on' end)
    || ' must be filled, and is not recorded'
from programme.shared_practice r
where ($3::bigint[] is null or (r.shared_on >= $1 and r.shared_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.shared_on between $2 and '9999-12-31', false)))
  and (r.commission_id is null
    or r.share_no is null
    or r.shared_on is null)
union all
select 'error', 'advisers', format('adviser_id=%s', r.adviser_id),
  concat_ws(', ', case when r.adviser_id is null then 'adviser_id' end,
    case when r.appointed_on is null then 'appointed_on' end,
    case when r.days_per_week is null then 'days_per_week' end)
    || ' must be filled, and is not recorded'
from programme.advisers r
where (r.adviser_id is null
    or r.appointed_on is null
    or r.days_per_week is null)
union all
select 'error', 'bank_holidays', format('holiday_on=%s', r.holiday_on),
  concat_ws(', ', case when r.holiday_on is null then 'holiday_on' end)
    || ' must be filled, and is not recorded'
from programme.bank_holidays r
where (r.holiday_on is null)
