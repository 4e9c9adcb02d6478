-- An adviser in post works in every month: a whole calendar month of the period in post without any day entry is either
-- leave, or entries that are missing. To look at everything means the ten years to today, from the first entry on.
-- needs advisers.appointed_on, days.adviser_id
select 'warning', 'advisers', format('adviser_id=%s', p.adviser_id),
  format('in post, but without any day entry in %s whole %s; the first is %s, the last %s', count(*),
    case count(*) when 1 then 'month' else 'months' end,
    to_char(min(m.month), 'YYYY-MM'), to_char(max(m.month), 'YYYY-MM'))
from advisers p
join (
  select s::date as month, (s + interval '1 month')::date as next
  from (
    select $1::date as from_on, least($2::date, $4::date) as until_on where $3::bigint[] is not null
    union all
    select greatest($4::date - 3653, min(worked_on)), $4::date
    from days where worked_on between '0001-01-01' and '9999-12-31'
    having $3::bigint[] is null and count(*) > 0
  ) b
  cross join generate_series(
    date_trunc('month', b.from_on::timestamp), b.until_on::timestamp, interval '1 month') s
  where s >= b.from_on and s + interval '1 month' <= b.until_on
) m on p.appointed_on >= '0001-01-01' and p.appointed_on <= m.month
  and (p.left_on is null or not p.left_on between '0001-01-01' and '9999-12-31' or p.left_on >= m.next - 1)
left join (
  select distinct d.adviser_id, date_trunc('month', d.worked_on::timestamp)::date as month
  from days d
  where ($3::bigint[] is null or (d.worked_on >= $1 and d.worked_on < $2)) and d.worked_on between '0001-01-01' and '9999-12-31'
) w on w.adviser_id = p.adviser_id and w.month = m.month
where w.month is null
group by p.adviser_id
