-- What happened is not dated after today. Plans (starts_on, due_on, left_on, appointed_on) may be. Of a period that is over
-- nothing is looked at: what lies after it is another period's.
select 'error', 'days',
  format('commission_id=%s;worked_on=%s;adviser_id=%s;activity=%s',
    d.commission_id, d.worked_on, d.adviser_id, chr(31) || left(d.activity, 100000)),
  format('worked_on is %s, a day that has not come', d.worked_on)
from programme.days d
where d.worked_on >= $4 and d.worked_on <= '9999-12-31' and ($3::bigint[] is null or d.worked_on < $2)
union all
select 'error', 'commissions', format('commission_id=%s', r.commission_id),
  format('%s is %s, a day that has not come', t.name, t.day)
from programme.commissions r
cross join lateral (values ('requested_on', r.requested_on),
    ('agreed_on', r.agreed_on),
    ('completed_on', r.completed_on),
    ('withdrawn_on', r.withdrawn_on),
    ('on_hold_since', r.on_hold_since),
    ('case_study_on', r.case_study_on)) as t(name, day)
where t.day >= $4 and t.day <= '9999-12-31' and ($3::bigint[] is null or t.day < $2)
union all
select 'error', 'variations', format('commission_id=%s;variation_no=%s', r.commission_id, r.variation_no),
  format('%s is %s, a day that has not come', t.name, t.day)
from programme.variations r
cross join lateral (values ('agreed_on', r.agreed_on)) as t(name, day)
where t.day >= $4 and t.day <= '9999-12-31' and ($3::bigint[] is null or t.day < $2)
union all
select 'error', 'strands', format('commission_id=%s;strand_no=%s', r.commission_id, r.strand_no),
  format('%s is %s, a day that has not come', t.name, t.day)
from programme.strands r
cross join lateral (values ('completed_on', r.completed_on),
    ('on_hold_since', r.on_hold_since),
    ('stopped_on', r.stopped_on)) as t(name, day)
where t.day >= $4 and t.day <= '9999-12-31' and ($3::bigint[] is null or t.day < $2)
union all
select 'error', 'outcomes', format('commission_id=%s;outcome_no=%s', r.commission_id, r.outcome_no),
  format('%s is %s, a day that has not come', t.name, t.day)
from programme.outcomes r
cross join lateral (values ('observed_on', r.observed_on)) as t(name, day)
where t.day >= $4 and t.day <= '9999-12-31' and ($3::bigint[] is null or t.day < $2)
union all
select 'error', 'reviews', format('commission_id=%s', r.commission_id),
  format('%s is %s, a day that has not come', t.name, t.day)
from programme.reviews r
cross join lateral (values ('asked_on', r.asked_on), ('received_on', r.received_on)) as t(name, day)
where t.day >= $4 and t.day <= '9999-12-31' and ($3::bigint[] is null or t.day < $2)
union all
select 'error', 'shared_practice', format('commission_id=%s;share_no=%s', r.commission_id, r.share_no),
  format('%s is %s, a day that has not come', t.name, t.day)
from programme.shared_practice r
cross join lateral (values ('shared_on', r.shared_on)) as t(name, day)
where t.day >= $4 and t.day <= '9999-12-31' and ($3::bigint[] is null or t.day < $2)
