-- Every commission in every frame: its state, whether it is in scope, and each of a project's figures.

create view second.worked as
  select f.frame, c.commission_id,
    coalesce(sum(e.days) filter (where e.worked_on >= f.from_on), 0.00) as in_period,
    coalesce(sum(e.days) filter (where e.worked_on >= p.year_from), 0.00) as year_to_date,
    coalesce(sum(e.days), 0.00) as to_date,
    count(e.worked_on) filter (where e.worked_on >= f.from_on) as entries_in_period,
    count(e.worked_on) as entries,
    case when count(e.adviser_id) filter (where e.worked_on >= f.from_on) > 0
        or count(e.worked_on) filter (where e.worked_on >= f.from_on) = 0
      then count(distinct e.adviser_id) filter (where e.worked_on >= f.from_on) end as advisers,
    string_agg(distinct lpad(e.adviser_id || '', 20), ' ') filter (where e.worked_on >= f.from_on) as adviser_ids,
    min(e.worked_on) as first_on, max(e.worked_on) as last_on,
    count(e.worked_on) filter (where e.worked_on >= f.as_of - a.stalled_after and e.worked_on < f.as_of) as lately
  from second.frame f cross join second.period p cross join second.asked a cross join second.commission c
  left join second.entry e on e.commission_id = c.commission_id and e.worked_on < f.until_on
  group by f.frame, c.commission_id;

create view second.seen as
  select f.frame, c.commission_id,
    count(*) filter (where o.stage = 'achieved' and o.observed_on >= f.from_on) as in_period,
    count(*) filter (where o.stage = 'achieved') as achieved,
    count(*) filter (where o.stage = 'enabling') as enabling,
    count(*) filter (where o.stage = 'expected') as expected,
    count(*) filter (where o.stage = 'not achieved') as not_achieved
  from second.frame f cross join second.commission c
  left join second.outcome o on o.commission_id = c.commission_id and o.observed_on < f.until_on
  group by f.frame, c.commission_id;

-- The days of the strands' spans, each day once; null unless every strand has both dates.
create view second.stranded as
  select f.frame, s.commission_id, count(*) as strands, count(*) filter (where s.completed_on < f.as_of) as completed,
    case when bool_and(s.starts_on is not null and s.due_on is not null) then
      range_agg(daterange(s.starts_on, s.due_on, '[]')) filter (where s.due_on >= s.starts_on)
    end as spans,
    least(f.as_of, c.on_hold_since, c.withdrawn_on + 1) as stops_on
  from second.frame f cross join second.strand s join second.commission c using (commission_id)
  group by f.frame, f.as_of, s.commission_id, c.on_hold_since, c.withdrawn_on;

create view second.planned as
  select frame, commission_id, strands, completed,
    (select sum(upper(r) - lower(r)) from unnest(spans) r) as length,
    (select coalesce(sum(upper(r) - lower(r)), 0) from unnest(spans * datemultirange(daterange(null, stops_on))) r) as before
  from second.stranded;

create view second.known as
  select f.frame, f.from_on, f.until_on, f.as_of, c.*,
    c.days_agreed + coalesce((
      select sum(v.days_change) from second.variation v
      where v.commission_id = c.commission_id and v.agreed_on < f.until_on), 0) as agreed,
    case
      when c.withdrawn_on < f.as_of then 'withdrawn'
      when c.completed_on < f.as_of then 'completed'
      when c.on_hold_since < f.as_of then 'on hold'
      when c.starts_on < f.as_of then 'active'
      when c.agreed_on < f.as_of then 'agreed'
      when c.requested_on < f.as_of then 'requested'
      when c.requested_on is not null then 'not yet requested'
      else 'not recorded'
    end as state,
    least(f.as_of, c.on_hold_since, c.withdrawn_on + 1) as stops_on
  from second.frame f cross join second.commission c;

create view second.profiled as
  select k.*, coalesce(s.strands, 0) as strands, coalesce(s.completed, 0) as strands_completed,
    case
      when agreed is not null and state = 'completed' then agreed
      when agreed is not null and starts_on is not null and due_on is not null then
        case
          when s.length is not null then round(agreed * s.before / s.length, 2)
          else round(agreed * greatest(0, least(stops_on - starts_on, due_on + 1 - starts_on)) / (due_on + 1 - starts_on), 2)
        end
      when days_per_week is not null and starts_on is not null then
        round(days_per_week * greatest(0, least(stops_on, completed_on + 1, due_on + 1) - starts_on) / 7, 2)
    end as profile
  from second.known k left join second.planned s using (frame, commission_id);

create materialized view second.project as
  select k.frame, k.commission_id, k.reference, k.borough_code, k.theme, k.arrangement, k.requested_on, k.starts_on,
    k.due_on, k.completed_on, k.withdrawn_on, k.case_study_on, k.days_per_week, k.state, k.as_of, k.until_on, k.from_on,
    (k.starts_on < k.until_on and coalesce(k.completed_on >= k.from_on, true)
        and coalesce(k.withdrawn_on >= k.from_on, true)) is true
      or (k.requested_on >= k.from_on and k.requested_on < k.until_on)
      or w.entries_in_period > 0 or o.in_period > 0
      or exists (
        select from second.share h
        where h.commission_id = k.commission_id and h.shared_on >= k.from_on and h.shared_on < k.until_on) as in_scope,
    case
      when k.state = 'withdrawn' then 'stopped'
      when k.state = 'completed' and w.to_date > k.agreed then 'delivered over'
      when k.state = 'completed' and w.to_date * 100 < k.agreed * a.behind_below then 'delivered short'
      when k.state = 'completed' then 'delivered'
      when k.state = 'on hold' then 'on hold'
      when w.entries = 0 and (k.starts_on < k.as_of) is not true then 'not started'
      when w.to_date > k.agreed then 'overrun'
      when k.state in ('requested', 'agreed', 'active') and k.due_on < k.as_of - 1 then 'overdue'
      when k.profile is null then 'no plan'
      when k.starts_on >= k.as_of - a.stalled_after and k.starts_on < k.as_of
        and w.to_date * 100 < k.profile * a.slipping_below then 'just started'
      when w.to_date * 100 < k.profile * a.behind_below then 'behind'
      when w.to_date * 100 < k.profile * a.slipping_below then 'slipping'
      else 'on track'
    end as progress,
    k.days_agreed as agreed_originally, k.agreed, w.in_period, w.year_to_date, w.to_date, k.profile,
    case when k.arrangement in ('commissioned', 'urgent') and a.free_days is not null
      then greatest(0.00, w.to_date - a.free_days) end as over_allowance,
    w.advisers, w.adviser_ids, w.first_on, w.last_on, w.entries, w.lately,
    w.first_on - k.requested_on as waited, o.in_period as outcomes_in_period, o.achieved, o.enabling, o.expected,
    o.not_achieved, k.strands, k.strands_completed,
    r.written_rating,
    (array['rated', 'comment only', 'received', 'asked', 'none'])[coalesce(r.best, 5)] as feedback,
    (select count(distinct h.code) from second.share h
      where h.commission_id = k.commission_id and h.shared_on < k.until_on and h.code is distinct from h.own_code) as reached,
    case when k.state in ('requested', 'agreed', 'active', 'on hold') and k.due_on < k.as_of then
      k.as_of - k.due_on - 1 end as overdue,
    k.state = 'active' and k.profile is not null and w.lately = 0 and k.starts_on < k.as_of - a.stalled_after
      and (w.to_date >= k.agreed) is not true as stalled,
    k.state in ('requested', 'agreed') and (k.state = 'agreed' and k.starts_on >= k.as_of) is not true and w.entries = 0
      and k.as_of - 1 - k.requested_on > a.wait_limit as waiting,
    k.state = 'completed' and k.as_of - k.completed_on > a.case_study_due
      and (k.case_study_on < k.until_on) is not true as case_study_due
  from second.profiled k cross join second.asked a
  join second.worked w using (frame, commission_id) join second.seen o using (frame, commission_id)
  left join lateral (
    select (array_agg(r.written_rating order by r.received_on desc, r.review_no desc)
        filter (where r.received_on < k.until_on))[1] as written_rating,
      min(case
        when r.received_on < k.until_on and r.rating is not null then 1
        when r.received_on < k.until_on and r.comment is not null then 2
        when r.received_on < k.until_on then 3
        when r.asked_on < k.until_on then 4
        else 5
      end) as best
    from second.review r where r.commission_id = k.commission_id
  ) r on true;
