-- Day entries, variations, strands, outcomes and shares have keys of their own: where two rows share one, each counts.
select 'error', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    r.commission_id, r.worked_on, r.adviser_id, chr(31) || left(r.activity, 100000)),
  format('%s day entries have this key; each is counted, and expected is one', r.entries)
from (
  select d.commission_id, d.worked_on, d.adviser_id, d.activity, count(*) as entries
  from (
    select * from programme.days where worked_on >= $1 and worked_on < $2
    union all
    select w.* from unnest($3::bigint[]) as s(id) join programme.days w on w.commission_id = s.id
    where w.worked_on is null or w.worked_on < $1 or w.worked_on > '9999-12-31'
    union all
    select * from programme.days
    where $3::bigint[] is null and not coalesce(worked_on >= $1 and worked_on < $2, false)
  ) d
  group by d.commission_id, d.worked_on, d.adviser_id, d.activity
  having count(*) > 1
) r
union all
select 'error', 'variations', format('commission_id=%s;variation_no=%s', r.commission_id, r.variation_no),
  format('%s rows have this key; each is counted, and expected is one', count(*))
from programme.variations r
where ($3::bigint[] is null or (r.agreed_on >= $1 and r.agreed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.agreed_on between $2 and '9999-12-31', false)))
group by r.commission_id, r.variation_no
having count(*) > 1
union all
select 'error', 'strands', format('commission_id=%s;strand_no=%s', r.commission_id, r.strand_no),
  format('%s rows have this key; each is counted, and expected is one', count(*))
from programme.strands r
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[]))
group by r.commission_id, r.strand_no
having count(*) > 1
union all
select 'error', 'outcomes', format('commission_id=%s;outcome_no=%s', r.commission_id, r.outcome_no),
  format('%s rows have this key; each is counted, and expected is one', count(*))
from programme.outcomes r
where ($3::bigint[] is null or (r.observed_on >= $1 and r.observed_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.observed_on between $2 and '9999-12-31', false)))
group by r.commission_id, r.outcome_no
having count(*) > 1
union all
select 'error', 'shared_practice', format('commission_id=%s;share_no=%s', r.commission_id, r.share_no),
  format('%s rows have this key; each is counted, and expected is one', count(*))
from programme.shared_practice r
where ($3::bigint[] is null or (r.shared_on >= $1 and r.shared_on < $2) or (
    r.commission_id::bigint = any($3::bigint[])
    and not coalesce(r.shared_on between $2 and '9999-12-31', false)))
group by r.commission_id, r.share_no
having count(*) > 1
