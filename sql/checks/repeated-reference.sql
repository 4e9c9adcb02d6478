-- A reference names one commission: no two share one, blank ones apart.
select 'error', 'commissions', format('commission_id=%s', r.commission_id),
  format('has the reference of commission %s too; expected one of its own', r.lowest)
from (
  select c.commission_id, min(c.commission_id) over same as lowest, row_number() over (same order by c.commission_id) as place
  from commissions c
  where c.reference collate "C" in (
      select g.reference collate "C"
      from commissions g
      group by g.reference collate "C"
      having count(*) > 1 and bool_or($3::bigint[] is null or g.commission_id::bigint = any($3::bigint[]))
    )
    and c.reference ~ '\S'
  window same as (partition by c.reference collate "C")
) r
where r.place > 1
