-- A commission is written down once: no two have one borough, title, theme, request date and start.
select 'warning', 'commissions', format('commission_id=%s', r.commission_id),
  format('has the borough, title, theme, request date and start of commission %s; perhaps it was entered twice', r.lowest)
from (
  select c.commission_id, min(c.commission_id) over same as lowest,
    bool_or(($3::bigint[] is null or c.commission_id::bigint = any($3::bigint[]))) over same as in_scope
  from programme.commissions c
  where c.title ~ '\S'
  window same as (
    partition by c.borough_code collate "C", left(c.title, 1000) collate "C", c.theme collate "C", c.requested_on, c.starts_on)
) r
where r.commission_id <> r.lowest and r.in_scope
