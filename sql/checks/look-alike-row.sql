-- An outcome, a variation and a share are written down once: no two of one commission are the same but for their number.
-- A row of a project in scope that is dated in the period is looked at twice, so that indexes find each; it is told once.
-- `offset 0`: rows that lie in shards are grouped where they lie, and what was found comes from there.
select distinct 'warning', 'outcomes', format('commission_id=%s;outcome_no=%s', r.commission_id, n.number),
  format('is the same outcome, of the same date, as number %s;'
    ' perhaps it was entered twice, and both count', r.lowest)
from (
  select o.commission_id, min(o.outcome_no) as lowest, array_agg(o.outcome_no) as numbers
  from (
    select commission_id, outcome_no, observed_on, kind, stage, summary from programme.outcomes
    where $3::bigint[] is null
      or (commission_id = any($3::bigint[]) and (observed_on between $2 and '9999-12-31') is not true)
    union all
    select commission_id, outcome_no, observed_on, kind, stage, summary from programme.outcomes
    where $3::bigint[] is not null and observed_on >= $1 and observed_on < $2
  ) o
  group by o.commission_id, o.observed_on, o.kind collate "C", o.stage collate "C", left(o.summary, 100000) collate "C"
  having min(o.outcome_no) < max(o.outcome_no)
  offset 0
) r
cross join lateral unnest(r.numbers) as n(number)
where n.number > r.lowest
union all
select distinct 'warning', 'variations', format('commission_id=%s;variation_no=%s', r.commission_id, n.number),
  format('is the same change, of the same date, as number %s;'
    ' perhaps it was entered twice, and both count', r.lowest)
from (
  select o.commission_id, min(o.variation_no) as lowest, array_agg(o.variation_no) as numbers
  from (
    select commission_id, variation_no, agreed_on, days_change, reason from programme.variations
    where $3::bigint[] is null
      or (commission_id = any($3::bigint[]) and (agreed_on between $2 and '9999-12-31') is not true)
    union all
    select commission_id, variation_no, agreed_on, days_change, reason from programme.variations
    where $3::bigint[] is not null and agreed_on >= $1 and agreed_on < $2
  ) o
  group by o.commission_id, o.agreed_on, o.days_change, left(o.reason, 100000) collate "C"
  having min(o.variation_no) < max(o.variation_no)
  offset 0
) r
cross join lateral unnest(r.numbers) as n(number)
where n.number > r.lowest
union all
select distinct 'warning', 'shared_practice', format('commission_id=%s;share_no=%s', r.commission_id, n.number),
  format('is the same practice, shared with the same borough on the same date, as number %s;'
    ' perhaps it was entered twice, and both count', r.lowest)
from (
  select o.commission_id, min(o.share_no) as lowest, array_agg(o.share_no) as numbers
  from (
    select commission_id, share_no, shared_on, borough_code, channel, summary from programme.shared_practice
    where $3::bigint[] is null
      or (commission_id = any($3::bigint[]) and (shared_on between $2 and '9999-12-31') is not true)
    union all
    select commission_id, share_no, shared_on, borough_code, channel, summary from programme.shared_practice
    where $3::bigint[] is not null and shared_on >= $1 and shared_on < $2
  ) o
  group by o.commission_id, o.shared_on, o.borough_code collate "C", o.channel collate "C", left(o.summary, 100000) collate "C"
  having min(o.share_no) < max(o.share_no)
  offset 0
) r
cross join lateral unnest(r.numbers) as n(number)
where n.number > r.lowest
