-- The series of the measures to the reporting end, of at most 36 months, and what the last point of each says.

-- Whole months that are over at the reporting end, from the first in which somebody was in post on its first day; where nobody
-- ever was, from the first with an entry.
create view second.month as
  with known as (
    select date_trunc('month', as_of)::date as until_on, (date_trunc('month', as_of) - interval '36 months')::date as from_on
    from second.period
  ), posted as (
    select min(m.first_on) as first_on
    from second.adviser a
    cross join lateral (
      select (date_trunc('month', a.appointed_on - 1) + interval '1 month')::date as first_on) m
    where a.left_on is null or a.left_on >= m.first_on
  ), started as (select min(date_trunc('month', worked_on)::date) as first_on from second.entry)
  select m::date as first_on, (m + interval '1 month')::date as until_on,
    exists (select from second.adviser) and not exists (
      select from second.adviser a where coalesce(a.appointed_on <= m, true) and coalesce(a.left_on >= m, true)) as is_gap
  from known, posted, started,
    lateral generate_series(
      greatest(coalesce(posted.first_on, started.first_on), from_on)::timestamp, known.until_on - 1, '1 month') m;

-- The capacity of a month, five times, in days of work: of everyone in post on a day of it, or with entries in it.
create view second.month_capacity as
  select m.first_on, count(*) as advisers,
    sum(a.days_per_week * (
      select count(*) from generate_series(m.first_on::timestamp, m.until_on - 1, '1 day') d
      where d >= coalesce(a.appointed_on, d) and d <= coalesce(a.left_on, d) and extract(isodow from d) < 6
        and not exists (select from second.holiday h where h.holiday_on = d))) as capacity,
    sum((select coalesce(sum(e.days), 0) from second.entry e
      where e.adviser_id = a.adviser_id and e.worked_on >= m.first_on and e.worked_on < m.until_on)) as days
  from second.month m
  join second.adviser a on (coalesce(a.appointed_on < m.until_on, true) and coalesce(a.left_on >= m.first_on, true)
      and coalesce(a.left_on >= a.appointed_on, true))
    or exists (select from second.entry e
      where e.adviser_id = a.adviser_id and e.worked_on >= m.first_on and e.worked_on < m.until_on)
  group by m.first_on;

create view second.begun as
  select c.commission_id, c.reference, b.first_on, b.first_on - c.requested_on as waited
  from second.commission c
  join (select commission_id, min(worked_on) as first_on from second.entry group by commission_id) b using (commission_id)
  where c.requested_on is not null and b.first_on >= (select min(first_on) from second.month) and b.first_on < (select max(until_on) from second.month);

create view second.point as
  select v.measure, row_number() over (partition by v.measure order by m.first_on) as place,
    case when m.is_gap then null else v.value end as value, 'months' as unit
  from second.month m left join second.month_capacity u using (first_on)
  cross join lateral (values
    ('days_delivered', (select coalesce(sum(e.days), 0) from second.entry e
      where e.worked_on >= m.first_on and e.worked_on < m.until_on)),
    ('requests_received', (select count(*) from second.commission c
      where c.requested_on >= m.first_on and c.requested_on < m.until_on)),
    ('outcomes_in_period', (select count(*) from second.outcome o
      where o.stage = 'achieved' and o.observed_on >= m.first_on and o.observed_on < m.until_on)),
    ('practice_occasions', (select count(distinct (h.commission_id, h.shared_on, h.channel)) from second.share h
      where h.shared_on >= m.first_on and h.shared_on < m.until_on)),
    ('utilisation', (u.days * 5)::numeric(60, 30) / nullif(u.capacity, 0))
  ) v (measure, value)
  union all
  select 'wait_days', row_number() over (order by first_on, coalesce(reference, '') collate "C", commission_id), waited,
    'projects'
  from (
    select * from second.begun
    order by first_on desc, coalesce(reference, '') collate "C" desc, commission_id desc limit 36
  ) b
  where (select count(*) from second.begun) <= 100
  union all
  select 'wait_days', row_number() over (order by m.first_on),
    case when not m.is_gap then percentile_cont(0.5) within group (order by b.waited)::numeric end, 'months'
  from second.month m left join second.begun b on b.first_on >= m.first_on and b.first_on < m.until_on
  where (select count(*) from second.begun) > 100
  group by m.first_on, m.is_gap;

-- Moving ranges, those that are far too large dropped once.
create view second.moved as
  with range as (
    select measure, abs(value - lag(value) over (partition by measure order by place)) as size from second.point
  ), total as (
    select measure, sum(size) as sum, count(size) as count from range group by measure
  ), kept as (
    select measure, coalesce(sum(size), 0) as sum, count(size) as count
    from range join total t using (measure) where size * 1000 * t.count < 3267 * t.sum group by measure
  )
  select measure, case when kept.sum > 0 then kept.sum else total.sum end as sum,
    case when kept.sum > 0 then kept.count else total.count end as count
  from total left join kept using (measure);

-- Nothing is divided until a limit is printed: `top` and `reach` are the mean and the reach of the limits, times `scale`.
create view second.limited as
  select p.measure, min(p.unit) as unit, count(p.value) as n, m.count as ranges, m.sum as range_sum,
    min(p.value) = max(p.value) as is_level, sum(p.value) * greatest(m.count, 1) * 300 as top, 798 * coalesce(m.sum, 0) * count(p.value) as reach,
    count(p.value) * greatest(m.count, 1) * 300 as scale,
    (array_agg(p.value order by p.place desc))[1:7] as last
  from second.point p join second.moved m using (measure)
  where p.measure <> 'utilisation' or exists (select from second.adviser)
  group by p.measure, m.count, m.sum
  having count(p.value) > 0;

create view second.verdict as
  select l.*, t.*,
    case
      when last[1] is null then null
      when n < 13 then 'too early to judge: ' || n || ' of 13 ' || unit
      when ranges > 0 and is_level then 'always the same'
      when ranges = 0 or range_sum = 0 or measure not in ('utilisation', 'wait_days') and top < scale then 'too few to judge'
      else case
        when outside then case when last[1] * scale > top then 'higher than usual' else 'lower than usual' end
        when rises then 'rising'
        when falls then 'falling'
        when near or shifted then case when last[1] * scale > top then 'higher than usual' else 'lower than usual' end
        else 'no sign of change'
      end || case
        when not (outside or rises or falls or near or shifted) or measure in ('utilisation', 'requests_received') then ''
        when (case when not outside and (rises or falls) then rises else last[1] * scale > top end)
          = (measure <> 'wait_days') then ', better'
        else ', worse'
      end
    end as words
  from second.limited l cross join lateral (
    select abs(last[1] * scale - top) > reach as outside,
      cardinality(last) = 7 and array_position(last, null) is null and last[1] > last[2] and last[2] > last[3]
        and last[3] > last[4] and last[4] > last[5] and last[5] > last[6] and last[6] > last[7] as rises,
      cardinality(last) = 7 and array_position(last, null) is null and last[1] < last[2] and last[2] < last[3]
        and last[3] < last[4] and last[4] < last[5] and last[5] < last[6] and last[6] < last[7] as falls,
      (select count(*) = 3 and (bool_and(v * scale > top) or bool_and(v * scale < top))
          and count(*) filter (where abs(v * scale - top) * 3 > reach * 2 and abs(v * scale - top) <= reach) >= 2
        from unnest(last[1:3]) v where v is not null)
        and abs(last[1] * scale - top) * 3 > reach * 2 as near,
      (select count(*) = 7 and (bool_and(v * scale > top) or bool_and(v * scale < top))
        from unnest(last) v where v is not null) as shifted
  ) t;

create view second.trend as
  select m.metric || '/measure/' || v.measure || '/' || s.to_date as identity, m.value, v.n
  from second.verdict v join second.span s on s.frame = 'period'
  cross join lateral (select case v.measure when 'utilisation' then 4 else 2 end as decimals) d
  cross join lateral (values
    ('trend', v.words),
    ('trend_mean', case when v.n >= 13 then round(v.top / v.scale, decimals)::text end),
    ('trend_upper', case when v.n >= 13 then round((v.top + v.reach) / v.scale, decimals)::text end),
    ('trend_lower', case when v.n >= 13 then round(case when v.measure = 'wait_days' then (v.top - v.reach) / v.scale
      else greatest((v.top - v.reach) / v.scale, 0) end, decimals)::text end)
  ) m (metric, value);
