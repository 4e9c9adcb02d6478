-- Advisers and boroughs, in every frame.

create view second.capacity as
  select f.frame, a.adviser_id,
    count(d) as in_post,
    count(d) filter (where d < f.as_of and extract(isodow from d) < 6
      and not exists (select from second.holiday h where h.holiday_on = d)) * coalesce(a.days_per_week, 0) / 5 as capacity
  from second.frame f cross join second.adviser a
  left join lateral generate_series(f.from_on::timestamp, f.until_on - 1, '1 day') d
    on d >= coalesce(a.appointed_on, d) and d <= coalesce(a.left_on, d)
  group by f.frame, a.adviser_id, a.days_per_week;

create materialized view second.adviser_row as
  select c.frame, c.adviser_id, a.name, c.capacity,
    coalesce(sum(e.days), 0.00) as days,
    coalesce(sum(e.days) filter (where p.arrangement = 'host'), 0.00) as host,
    coalesce(sum(e.days) filter (where p.arrangement = 'commissioned'), 0.00) as commissioned,
    coalesce(sum(e.days) filter (where p.arrangement = 'urgent'), 0.00) as urgent,
    coalesce(sum(e.days) filter (where p.arrangement = 'board'), 0.00) as board,
    coalesce(sum(e.days) filter (where p.arrangement is null), 0.00) as unrecorded,
    count(distinct e.commission_id) as projects
  from second.capacity c join second.frame f using (frame) join second.adviser a using (adviser_id)
  left join (second.entry e join second.commission p on p.commission_id = e.commission_id)
    on e.adviser_id = c.adviser_id and e.worked_on >= f.from_on and e.worked_on < f.until_on
  group by c.frame, c.adviser_id, a.name, c.capacity, c.in_post
  having c.in_post > 0 or count(e.commission_id) > 0;

create view second.borough_row as
  select b.code, b.name,
    count(p.commission_id) as projects, coalesce(sum(p.in_period), 0.00) as days_in_period,
    coalesce(sum(p.to_date), 0.00) as days_to_date,
    case
      when exists (select from second.project q where q.frame = 'period' and q.borough_code = b.code
        and q.state <> 'withdrawn' and q.starts_on < q.as_of and q.arrangement = 'host') then 'host'
      when exists (select from second.project q where q.frame = 'period' and q.borough_code = b.code
        and q.state <> 'withdrawn' and q.starts_on < q.as_of and q.arrangement in ('commissioned', 'urgent'))
        then 'commissioned'
      -- Whatever became of the project it was learnt in: what was shared was shared.
      when exists (select from second.share h cross join second.period p
        where h.shared_on < p.until_on and h.code = b.code and h.own_code is distinct from b.code) then 'shared with'
      else 'not reached'
    end as reach,
    (select count(distinct h.teacher) from second.share h cross join second.period p
      where h.learner = b.code and h.shared_on >= p.from_on and h.shared_on < p.until_on and h.teacher <> b.code
        and h.teacher in (select code from second.borough)) as learnt_from
  from second.borough b
  left join second.project p on p.borough_code = b.code and p.frame = 'period' and p.in_scope
  group by b.code, b.name
  union all
  select null, null, count(*), sum(in_period), sum(to_date), null, null
  from second.project p
  where frame = 'period' and in_scope and not exists (select from second.borough b where b.code = p.borough_code)
  having count(*) > 0;
