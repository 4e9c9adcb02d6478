-- Names of figures and rows with characters other than plain letters, in which something could be wrong. Days and
-- outcomes are those of the period, [$1, $2); outcomes before the period are included too, because they are counted by
-- kind.
-- (Each text is reduced to one row where it is stored, so a sharded relation sends no more.)
with texts(label, text) as materialized (
  select 0, borough_code from programme.boroughs
  union select distinct 0, borough_code from programme.commissions
  union select distinct 0, borough_code from programme.shared_practice where shared_on < $2
  union select 1, name from programme.boroughs
  union select 2, name from programme.advisers
  union select distinct 3, theme from programme.commissions
  union select distinct 4, activity from programme.days where worked_on >= $1 and worked_on < $2
  union select distinct 5, kind from programme.outcomes where observed_on < $2
  union select distinct 6, channel from programme.shared_practice where shared_on < $2
)
select label::bigint, left(text, 100000)::text
from texts
where text ~ '[0-9@]|[^ -~]'
