-- The programme's figures in every frame, as metric, value, what it is taken from, and the span that names it.
-- A ratio's value is null where there is nothing to divide by.

-- What happened in a frame: these stand for the year to date as well.
create view second.event as
  select f.frame, m.metric, m.count::numeric as value
  from second.frame f cross join lateral (values
    ('projects_started', (select count(*) from second.commission c
      where c.starts_on >= f.from_on and c.starts_on < f.until_on and (c.withdrawn_on < c.starts_on) is not true)),
    ('projects_completed', (select count(*) from second.commission c
      where c.completed_on >= f.from_on and c.completed_on < f.until_on)),
    ('requests_received', (select count(*) from second.commission c
      where c.requested_on >= f.from_on and c.requested_on < f.until_on)),
    ('reviews_asked', (select count(*) from second.review r where r.asked_on >= f.from_on and r.asked_on < f.until_on)),
    ('reviews_received', (select count(*) from second.review r
      where r.received_on >= f.from_on and r.received_on < f.until_on)),
    ('case_studies_shared', (select count(*) from second.commission c
      where c.case_study_on >= f.from_on and c.case_study_on < f.until_on)),
    ('outcomes_in_period', (select count(*) from second.outcome o
      where o.stage = 'achieved' and o.observed_on >= f.from_on and o.observed_on < f.until_on)),
    ('practice_shared', (select count(*) from second.share h
      where h.shared_on >= f.from_on and h.shared_on < f.until_on)),
    ('practice_occasions', (select count(distinct (h.commission_id, h.shared_on, h.channel)) from second.share h
      where h.shared_on >= f.from_on and h.shared_on < f.until_on))
  ) m (metric, count)
  union all
  select f.frame, 'days_delivered', coalesce(sum(e.days), 0.00)
  from second.frame f left join second.entry e on e.worked_on >= f.from_on and e.worked_on < f.until_on
  group by f.frame;

create view second.standing as
  select frame, m.metric, m.value from (
    select frame,
      count(*) filter (where in_scope) as projects_in_scope,
      coalesce(sum(agreed) filter (where state = 'active'), 0.00) as days_agreed_active,
      count(*) filter (where state = 'active' and agreed is null) as days_agreed_active_unknown,
      coalesce(sum(agreed) filter (where in_scope), 0.00) as days_agreed_in_scope,
      count(*) filter (where in_scope and agreed is null and days_per_week is not null and due_on is null)
        as days_agreed_in_scope_open_ended,
      count(*) filter (where in_scope and agreed is null and (days_per_week is null or due_on is not null))
        as days_agreed_in_scope_unknown,
      count(*) filter (where in_scope and feedback = 'rated') as projects_rated,
      count(*) filter (where in_scope and feedback in ('rated', 'comment only', 'received')) as projects_with_feedback,
      count(*) filter (where case_study_due) as case_studies_due,
      case when (select free_days from second.asked) is not null
        then coalesce(sum(over_allowance) filter (where in_scope), 0.00) end as days_over_allowance
    from second.frame left join second.project using (frame) group by frame
  ) p cross join lateral (values
    ('projects_in_scope', projects_in_scope::numeric), ('days_agreed_active', days_agreed_active),
    ('days_agreed_active_unknown', days_agreed_active_unknown), ('days_agreed_in_scope', days_agreed_in_scope),
    ('days_agreed_in_scope_open_ended', days_agreed_in_scope_open_ended),
    ('days_agreed_in_scope_unknown', days_agreed_in_scope_unknown), ('projects_rated', projects_rated),
    ('projects_with_feedback', projects_with_feedback), ('case_studies_due', case_studies_due),
    ('days_over_allowance', days_over_allowance)
  ) m (metric, value)
  where frame <> 'ytd' and (frame = 'period' or m.metric <> 'days_over_allowance');

create view second.boroughs_touched as
  select f.frame,
    (select count(distinct b.code) from second.entry e join second.commission c using (commission_id)
      join second.borough b on b.code = c.borough_code
      where e.worked_on >= f.from_on and e.worked_on < f.until_on) as with_days,
    (select count(distinct h.code) from second.share h
      where h.shared_on >= f.from_on and h.shared_on < f.until_on and h.code is distinct from h.own_code) as shared_with,
    (select count(*) from second.borough) as boroughs
  from second.frame f where frame <> 'ytd';

create view second.share_of as
  select frame, 'boroughs_share' as metric, round(with_days::numeric / nullif(boroughs, 0), 4) as value, boroughs as n
  from second.boroughs_touched
  union all
  select f.frame, 'utilisation', round(sum(a.days) / nullif(sum(a.capacity), 0), 4), count(a.adviser_id)
  from second.frame f left join second.adviser_row a using (frame) where f.frame <> 'ytd' group by f.frame
  union all
  select f.frame, 'wait_days_median', round((percentile_cont(0.5) within group (order by p.waited))::numeric, 1),
    count(p.waited)
  from second.frame f
  left join second.project p on p.frame = f.frame and p.first_on >= f.from_on and p.first_on < f.until_on
  where f.frame <> 'ytd' group by f.frame
  union all
  select f.frame, 'response_rate',
    round(count(*) filter (where r.received_on < f.until_on)::numeric / nullif(count(r.asked_on), 0), 4), count(r.asked_on)
  from second.frame f
  left join second.review r on r.asked_on >= f.until_on - interval '12 months' and r.asked_on < f.until_on
  where f.frame <> 'ytd' group by f.frame
  union all
  select f.frame, 'very_useful_share',
    round(count(*) filter (where r.rating = 'very useful')::numeric / nullif(count(r.rating), 0), 4), count(r.rating)
  from second.frame f
  left join second.review r on r.received_on >= f.until_on - interval '12 months' and r.received_on < f.until_on
  where f.frame <> 'ytd' group by f.frame;

-- What became of expectations is known only where some outcome follows one.
create view second.expected as
  select f.frame, count(e.commission_id) as open, count(e.commission_id) filter (where e.expected_by < f.as_of) as due
  from second.frame f
  left join second.outcome e on e.stage = 'expected' and e.observed_on < f.as_of and not exists (
    select from second.outcome o
    where o.commission_id = e.commission_id and o.follows = e.outcome_no and o.observed_on < f.as_of)
  where f.frame <> 'ytd' group by f.frame;

create view second.result as
  select frame, 'expectations_open' as metric, open as value, null::bigint as n from second.expected where (
    select bool_or(o.follows is not null and o.observed_on < p.until_on) from second.outcome o cross join second.period p)
  union all
  select frame, 'expectations_due', due, null from second.expected where (
    select bool_or(o.follows is not null and o.observed_on < p.until_on) from second.outcome o cross join second.period p)
  union all
  select f.frame, m.metric, null, null
  from second.frame f cross join (values ('expectations_open'), ('expectations_due')) m (metric)
  where f.frame <> 'ytd' and (
    select bool_or(o.follows is not null and o.observed_on < p.until_on)
    from second.outcome o cross join second.period p) is not true
  union all
  select f.frame, 'outcomes_confirmed',
    case when count(o.confirmed_by) > 0 then count(*) filter (where o.confirmed_by <> 'adviser') end,
    count(o.confirmed_by)
  from second.frame f
  left join second.outcome o on o.stage = 'achieved' and o.observed_on >= f.from_on and o.observed_on < f.until_on
  where f.frame <> 'ytd' group by f.frame;

-- A comparison that ends before the programme began holds no number. It began with the first appointment or, where none is
-- recorded, with the first day entry.
create view second.programme as
  select frame, metric, case when applies then n end as n, case when applies then value end as value, applies,
    case
      when frame = 'ytd' then span.period
      when metric in ('days_agreed_active', 'days_agreed_active_unknown', 'case_studies_due', 'days_over_allowance',
        'expectations_open', 'expectations_due') then span.to_date
      when metric in ('response_rate', 'very_useful_share') then span.twelve_months
      else span.period
    end as span
  from (
    select frame, metric, value, null::bigint as n from second.event
    union all select frame, metric, value, null from second.standing
    union all select frame, 'boroughs_with_days', with_days, null from second.boroughs_touched
    union all select frame, 'boroughs_shared_with', shared_with, null from second.boroughs_touched
    union all select * from second.share_of
    union all select * from second.result
  ) m join second.span using (frame) join (
    select frame, frame in ('period', 'ytd')
      or coalesce(until_on > coalesce(
        (select min(appointed_on) from second.adviser), (select min(worked_on) from second.entry)), false) as applies
    from second.frame
  ) f using (frame);
