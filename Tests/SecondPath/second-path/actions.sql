-- What somebody agreed to do, in every frame.

create materialized view second.action as
  select a.action_no, a.agreed_on, second.day(a.due_on) as due_on, second.day(a.done_on) as done_on,
    second.day(a.dropped_on) as dropped_on
  from actions a cross join second.period p
  where second.day(a.agreed_on) < p.until_on
    and (a.commission_id is null or a.commission_id in (select commission_id from second.commission));

create view second.action_seen as
  select f.frame, a.*,
    a.agreed_on < f.as_of and (a.done_on < f.as_of) is not true and (a.dropped_on < f.as_of) is not true as is_open,
    a.due_on < f.as_of as is_late, a.done_on >= f.from_on and a.done_on < f.until_on as is_done,
    a.done_on >= f.until_on - interval '12 months' and a.done_on < f.until_on and a.due_on is not null as is_judged
  from second.frame f cross join second.action a;

create view second.action_figure as
  select m.metric, case when p.applies then m.value end as value,
    case when p.applies and m.metric = 'actions_on_time' then m.n end as n, p.applies,
    case m.metric when 'actions_done' then s.period when 'actions_on_time' then s.twelve_months else s.to_date end as span
  from (select distinct frame, applies from second.programme) p join second.span s using (frame)
  cross join lateral (
    select count(*) filter (where is_open) as open, count(*) filter (where is_open and is_late) as overdue,
      count(*) filter (where is_open and due_on is null) as without_date, count(*) filter (where is_done) as done,
      count(*) filter (where is_judged) as judged, count(*) filter (where is_judged and done_on <= due_on) as on_time
    from second.action_seen a where a.frame = p.frame
  ) a
  cross join lateral (values
    ('actions_open', a.open::text, null::bigint), ('actions_overdue', a.overdue::text, null),
    ('actions_without_date', a.without_date::text, null), ('actions_done', a.done::text, null),
    ('actions_on_time', round(a.on_time::numeric / nullif(a.judged, 0), 4)::text, a.judged)
  ) m (metric, value, n)
  where p.frame <> 'ytd' or m.metric = 'actions_done';
