-- Arrangement, stage, rating, the source of an action and who confirmed an outcome are words of a closed list. Any other word
-- is printed as it is recorded and counts as not recorded.
-- for each word
select 'error', '{column} is none of {choices}' || coalesce((
    select format(' (perhaps %s, written differently)', w.word)
    from unnest(array[{words}]) as w(word)
    where w.word = lower(btrim(regexp_replace(left(r.{column}, 100)::text, '[\s_-]+', ' ', 'g')))
  ), '') || '; it counts as not recorded'
from {each row of {relation}} r
where r.{column}::text not in ({words}) and r.{column} ~ '\S' and '{relation}' <> 'reviews'
union all
-- The rating of a review that was received in the period is looked at whatever its project.
select 'error', 'reviews', {key of reviews},
  'rating is none of very useful, useful, partly useful or not useful' || coalesce((
    select format(' (perhaps %s, written differently)', w.word)
    from unnest(array['very useful', 'useful', 'partly useful', 'not useful']) as w(word)
    where w.word = lower(btrim(regexp_replace(left(r.rating, 100)::text, '[\s_-]+', ' ', 'g')))
  ), '') || '; it counts as not recorded'
from reviews r
where ($3::bigint[] is null or r.commission_id::bigint = any($3::bigint[])
    or (r.received_on >= $1 and r.received_on < $2))
  and r.rating::text not in ('very useful', 'useful', 'partly useful', 'not useful') and r.rating ~ '\S'
