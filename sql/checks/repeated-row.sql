-- Day entries, variations, strands, outcomes and shares have keys of their own. Where two rows share one, each counts, unless
-- it makes no figure: other rules find such a row.
-- for each relation | rows
--   days | day entries
--   variations | rows
--   strands | rows
--   outcomes | rows
--   shared_practice | rows
--   outputs | rows
select 'error', '{relation}', {key of {relation}},
  format('%s {rows} have this key; each is counted, and expected is one', count(*))
from {rows of {relation}} r
where {makes a figure of {relation}}
group by {key columns of {relation}}
having count(*) > 1
