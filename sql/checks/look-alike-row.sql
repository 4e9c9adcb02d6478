-- An outcome, a variation and a share are written down once: no two of one commission are the same but for their number.
select 'warning', 'outcomes', format('commission_id=%s;outcome_no=%s', r.commission_id, r.outcome_no),
  format('is the same outcome, of the same date, as number %s;'
    ' perhaps it was entered twice, and both count', r.lowest)
from (
  select o.commission_id, o.outcome_no,
    min(o.outcome_no) over (
      partition by o.commission_id, o.observed_on, o.kind collate "C", o.stage collate "C", left(o.summary, 100000) collate "C"
    ) as lowest
  from programme.outcomes o
  where ($3::bigint[] is null or (o.observed_on >= $1 and o.observed_on < $2) or (
    o.commission_id::bigint = any($3::bigint[])
    and not coalesce(o.observed_on between $2 and '9999-12-31', false)))
) r
where r.outcome_no <> r.lowest
union all
select 'warning', 'variations', format('commission_id=%s;variation_no=%s', r.commission_id, r.variation_no),
  format('is the same change, of the same date, as number %s;'
    ' perhaps it was entered twice, and both count', r.lowest)
from (
  select o.commission_id, o.variation_no,
    min(o.variation_no) over (
      partition by o.commission_id, o.agreed_on, o.days_change, left(o.reason, 100000) collate "C"
    ) as lowest
  from programme.variations o
  where ($3::bigint[] is null or (o.agreed_on >= $1 and o.agreed_on < $2) or (
    o.commission_id::bigint = any($3::bigint[])
    and not coalesce(o.agreed_on between $2 and '9999-12-31', false)))
) r
where r.variation_no <> r.lowest
union all
select 'warning', 'shared_practice', format('commission_id=%s;share_no=%s', r.commission_id, r.share_no),
  format('is the same practice, shared with the same borough on the same date, as number %s;'
    ' perhaps it was entered twice, and both count', r.lowest)
from (
  select o.commission_id, o.share_no,
    min(o.share_no) over (
      partition by o.commission_id, o.shared_on, o.borough_code collate "C", o.channel collate "C", left(o.summary, 100000) collate "C"
    ) as lowest
  from programme.shared_practice o
  where ($3::bigint[] is null or (o.shared_on >= $1 and o.shared_on < $2) or (
    o.commission_id::bigint = any($3::bigint[])
    and not coalesce(o.shared_on between $2 and '9999-12-31', false)))
) r
where r.share_no <> r.lowest
