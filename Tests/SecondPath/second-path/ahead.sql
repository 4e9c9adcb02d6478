-- What lies ahead: the days that projects still take after the period, and the capacity for them.

create view second.horizon as
  select p.from_on, p.until_on, p.year_from, p.partial, (p.year_from + interval '1 year')::date as year_until,
    (q.start + case when q.start < p.until_on then interval '3 months' else interval '0' end)::date as next_from,
    (q.start + case when q.start < p.until_on then interval '6 months' else interval '3 months' end)::date as next_until,
    extract(year from p.year_from) || '-' || lpad((extract(year from p.year_from)::int + 1) % 100 || '', 2, '0') || '-FY'
      as year_name,
    not p.partial and exists (
      select from second.commission c where c.due_on is not null or c.days_per_week is not null) as looks
  from second.period p cross join lateral (select date_trunc('quarter', p.until_on::timestamp)::date as start) q;

create view second.going_on as
  select p.commission_id, p.state, p.due_on, p.days_per_week, greatest(0.00, p.agreed - p.to_date) as days_left,
    p.agreed is not null as is_agreed, coalesce(p.starts_on, h.until_on) as begins_on, h.until_on
  from second.project p cross join second.horizon h
  where p.frame = 'period' and h.looks and p.state not in ('withdrawn', 'completed');

-- The planned days from the end on: of the strands where each has its dates and any day is left, else the commission's own.
create view second.days_planned as
  select g.commission_id, coalesce(
    nullif(s.spans * datemultirange(daterange(g.until_on, null)), '{}'::datemultirange),
    datemultirange(daterange(greatest(g.until_on, g.begins_on), g.due_on + 1))) as days
  from second.going_on g
  left join second.stranded s on s.frame = 'period' and s.commission_id = g.commission_id
  where g.due_on >= g.until_on;

create function second.length(datemultirange) returns bigint immutable language sql
  return (select coalesce(sum(upper(r) - lower(r)), 0) from unnest($1) r);

create view second.committed as
  select g.commission_id, g.state, t.which,
    case
      when g.is_agreed and g.days_left = 0 then 0.00
      when g.is_agreed and g.due_on < g.until_on then g.days_left
      when g.is_agreed and g.due_on is not null then round(g.days_left
        * second.length(d.days * datemultirange(daterange(t.from_on, t.until_on))) / second.length(d.days), 2)
      when g.days_per_week is not null then round(g.days_per_week
        * greatest(0, least(t.until_on, g.due_on + 1) - greatest(t.from_on, g.begins_on)) / 7, 2)
    end as days
  from second.going_on g cross join second.horizon h
  cross join lateral (values
    ('next', h.next_from, h.next_until), ('rest', h.until_on, greatest(h.until_on, h.year_until))
  ) t (which, from_on, until_on)
  left join second.days_planned d on d.commission_id = g.commission_id;

create view second.pace as
  select g.commission_id, g.due_on, g.until_on,
    case when count(e.days) >= 3 and sum(e.days) > 0 and g.days_left > 0 then ceil(g.days_left * 56 / sum(e.days)) end
      as days
  from second.going_on g
  left join second.entry e on e.commission_id = g.commission_id
    and e.worked_on >= g.until_on - 56 and e.worked_on < g.until_on
  where g.state <> 'on hold' and g.is_agreed
  group by g.commission_id, g.due_on, g.until_on, g.days_left;

create view second.ahead_cell as
  select p.commission_id, c.days as days_committed_next,
    case when t.days <= (t.until_on - 1 + interval '5 years')::date - (t.until_on - 1) then t.until_on - 1 + t.days::int end
      as finish_on,
    coalesce(t.due_on >= t.until_on and t.days > t.due_on - (t.until_on - 1) + 14, false) as heading_past_its_date,
    coalesce(t.due_on >= t.until_on and t.days < t.due_on - (t.until_on - 1) - 14, false) as runs_out_early
  from second.commission p
  left join second.committed c on c.commission_id = p.commission_id and c.which = 'next'
  left join second.pace t on t.commission_id = p.commission_id;

create view second.next_capacity as
  select round(coalesce(sum(a.days_per_week), 0) / 5 * a.share / 100, 2) as capacity
  from (
    select a.days_per_week, q.planning_share as share
    from second.horizon h cross join second.asked q
    left join (second.adviser a join lateral generate_series(
      (select next_from from second.horizon)::timestamp, (select next_until - 1 from second.horizon), '1 day') d
      on d >= coalesce(a.appointed_on, d) and d <= coalesce(a.left_on, d) and extract(isodow from d) < 6
      and not exists (select from second.holiday where holiday_on = d)) on true
  ) a group by a.share;

create view second.usual as
  select round((percentile_cont(0.5) within group (order by p.agreed))::numeric, 2) as size, count(p.agreed) as n
  from second.horizon h
  left join (second.project p join second.commission c using (commission_id)) on p.frame = 'period'
    and coalesce(c.agreed_on, c.starts_on) >= h.until_on - interval '12 months'
    and coalesce(c.agreed_on, c.starts_on) < h.until_on;

create view second.ahead_sum as
  select coalesce(sum(days) filter (where state in ('active', 'agreed')), 0.00) as firm,
    coalesce(sum(days) filter (where state = 'requested'), 0.00) as asked,
    coalesce(sum(days) filter (where state = 'on hold'), 0.00) as on_hold,
    count(*) filter (where days is null and state in ('active', 'agreed', 'requested')) as unknown
  from second.committed where which = 'next';

create view second.ahead as
  select m.metric, case when h.looks and m.applies then m.value end as value,
    case when h.looks and m.metric = 'usual_size' then u.n end as n, h.looks and m.applies as applies,
    case m.metric when 'forecast' then h.year_name else s.to_date end as span
  from second.horizon h cross join second.ahead_sum a cross join second.usual u cross join second.next_capacity c
  join second.span s on s.frame = 'period'
  cross join lateral (values
    ('days_committed_firm', a.firm, true), ('days_committed_asked', a.asked, true),
    ('days_committed_on_hold', a.on_hold, true), ('commitment_unknown', a.unknown::numeric, true),
    ('capacity_next', c.capacity, true), ('headroom', c.capacity - a.firm - a.asked, true),
    ('usual_size', u.size, u.n >= 3),
    ('forecast',
      (select coalesce(sum(e.days), 0.00) from second.entry e
        where e.worked_on >= h.year_from and e.worked_on < h.until_on)
      + (select coalesce(sum(c.days), 0.00) from second.committed c
        where c.which = 'rest' and c.state in ('active', 'agreed')), h.until_on < h.year_until)
  ) m (metric, value, applies);
