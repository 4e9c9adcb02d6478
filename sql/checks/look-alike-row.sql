-- An outcome, a variation, a share and an output are written down once: no two of one commission are the same but for their number.
-- `offset 0`: rows that lie in shards are grouped where they lie, and only what was found is sent.
-- for each relation | number | same | words
--   outcomes | outcome_no | observed_on, r.kind collate "C", r.stage collate "C", left(r.summary, 100000) collate "C" | outcome, of the same date
--   variations | variation_no | agreed_on, r.days_change, left(r.reason, 100000) collate "C" | change, of the same date
--   shared_practice | share_no | shared_on, r.borough_code collate "C", r.from_borough_code collate "C", r.channel collate "C", left(r.summary, 100000) collate "C" | practice, shared with the same borough on the same date
--   outputs | output_no | produced_on, r.kind collate "C", r.quantity, left(r.summary, 100000) collate "C" | output, of the same date
select distinct 'warning', '{relation}', format('commission_id=%s;{number}=%s', g.commission_id, n.number),
  format('is the same {words}, as number %s; perhaps it was entered twice, and both count', g.lowest)
from (
  select r.commission_id, min(r.{number}) as lowest, array_agg(r.{number}) as numbers
  from {rows of {relation}} r
  group by r.commission_id, r.{same}
  having min(r.{number}) < max(r.{number})
  offset 0
) g
cross join lateral unnest(g.numbers) as n(number)
where n.number > g.lowest
