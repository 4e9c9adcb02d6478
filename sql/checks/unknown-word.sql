-- Arrangement, stage and rating are words of a closed list. Any other word is printed as it stands and counts as not recorded.
select 'error', 'commissions', format('commission_id=%s', c.commission_id),
  'arrangement is none of host, commissioned, urgent or board' || coalesce((
    select format(' (perhaps %s, written differently)', w.word)
    from unnest(array['host', 'commissioned', 'urgent', 'board']) as w(word)
    where w.word = lower(btrim(regexp_replace(left(c.arrangement, 100)::text, '[\s_-]+', ' ', 'g')))
  ), '') || '; it counts as not recorded'
from programme.commissions c
where ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))
  and c.arrangement ~ '\S' and c.arrangement::text not in ('host', 'commissioned', 'urgent', 'board')
union all
select 'error', 'outcomes', format('commission_id=%s;outcome_no=%s', c.commission_id, c.outcome_no),
  'stage is none of expected, enabling, achieved or not achieved' || coalesce((
    select format(' (perhaps %s, written differently)', w.word)
    from unnest(array['expected', 'enabling', 'achieved', 'not achieved']) as w(word)
    where w.word = lower(btrim(regexp_replace(left(c.stage, 100)::text, '[\s_-]+', ' ', 'g')))
  ), '') || '; it counts as not recorded'
from programme.outcomes c
where ($3::bigint[] is null or (c.observed_on >= $1 and c.observed_on < $2) or (
    c.commission_id::bigint = any($3::bigint[])
    and not coalesce(c.observed_on between $2 and '9999-12-31', false)))
  and c.stage ~ '\S' and c.stage::text not in ('expected', 'enabling', 'achieved', 'not achieved')
union all
select 'error', 'reviews', format('commission_id=%s', c.commission_id),
  'rating is none of very useful, useful, partly useful or not useful' || coalesce((
    select format(' (perhaps %s, written differently)', w.word)
    from unnest(array['very useful', 'useful', 'partly useful', 'not useful']) as w(word)
    where w.word = lower(btrim(regexp_replace(left(c.rating, 100)::text, '[\s_-]+', ' ', 'g')))
  ), '') || '; it counts as not recorded'
from programme.reviews c
where ($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[])
    or (c.received_on >= $1 and c.received_on < $2))
  and c.rating ~ '\S' and c.rating::text not in ('very useful', 'useful', 'partly useful', 'not useful')
