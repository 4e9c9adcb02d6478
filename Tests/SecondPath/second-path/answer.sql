-- The answers: `cell`, what projects.csv, advisers.csv and boroughs.csv hold, by place; and `figure`, by identity.

-- What is not recorded has the key `~`, so a text that is just that is encoded too.
create function second.encoded(text) returns text immutable language sql
  return case when $1 = '~' then '%7E' else (
    select coalesce(string_agg(
      case when chr ~ '^[A-Za-z0-9._~-]$' then chr
        else upper(regexp_replace(encode(convert_to(chr, 'UTF8'), 'hex'), '(..)', '%\1', 'g')) end, '' order by place),
      '~')
    from regexp_split_to_table($1, '') with ordinality as c (chr, place)) end;

create view second.project_cell as
  select commission_id,
    row_number() over (order by b.name is null, b.name collate "C", coalesce(p.reference, '') collate "C", commission_id)
      as place,
    state, progress, agreed_originally as days_agreed_originally, agreed as days_agreed, in_period as days_in_period,
    year_to_date as days_year_to_date, to_date as days_to_date, profile as days_profiled,
    to_date - profile as days_ahead, agreed - to_date as days_remaining, over_allowance as days_over_allowance,
    advisers as advisers_in_period, first_on as first_day_on, last_on as last_day_on, waited as wait_days,
    outcomes_in_period, achieved as outcomes_achieved, enabling as outcomes_enabling, expected as outcomes_expected,
    not_achieved as outcomes_not_achieved, strands, strands_completed, written_rating as rating, feedback,
    reached as boroughs_reached, case_study_on, overdue as days_overdue,
    coalesce(regexp_replace(btrim(adviser_ids), ' +', ' ', 'g'), '') as adviser_ids, stalled, waiting, case_study_due,
    days_committed_next, finish_on, heading_past_its_date, runs_out_early
  from second.project p join second.ahead_cell using (commission_id)
  left join second.borough b on b.code = p.borough_code
  where frame = 'period' and in_scope;

create view second.adviser_cell as
  select adviser_id, row_number() over (order by name collate "C", adviser_id) as place, days as days_in_period,
    host as days_host, commissioned as days_commissioned, urgent as days_urgent, board as days_board,
    projects as projects_worked, round(capacity, 2) as capacity_days, round(days / nullif(capacity, 0), 4) as utilisation,
    unrecorded as days_unrecorded
  from second.adviser_row where frame = 'period';

create view second.borough_cell as
  select code, row_number() over (order by code is null, name collate "C", code collate "C") as place, reach, projects,
    days_in_period, days_to_date, learnt_from
  from second.borough_row;

create view second.cell as
  select 'project/' || commission_id || '/' || key as place, value
  from second.project_cell t, jsonb_each_text(to_jsonb(t) - 'commission_id')
  union all
  select 'adviser/' || adviser_id || '/' || key, value
  from second.adviser_cell t, jsonb_each_text(to_jsonb(t) - 'adviser_id')
  union all
  select 'borough/' || coalesce(code, '~') || '/' || key, value
  from second.borough_cell t, jsonb_each_text(to_jsonb(t) - 'code');

create view second.grouped as
  select 'theme' as grain, second.encoded(theme) as key, count(*) as projects, sum(in_period) as days
  from second.project where frame = 'period' and in_scope group by theme
  union all
  select 'arrangement', second.encoded(arrangement), count(*), sum(in_period)
  from second.project where frame = 'period' and in_scope group by arrangement;

create view second.entry_in_period as
  select e.* from second.entry e, second.period p where e.worked_on >= p.from_on and e.worked_on < p.until_on;

create view second.achieved as
  select f.frame, o.kind, o.stage
  from second.frame f
  join second.outcome o on o.stage = 'achieved' and o.observed_on >= f.from_on and o.observed_on < f.until_on;

-- `applies` is false where the figure holds no number because the question does not arise.
create view second.figure as
  select metric || '/programme/all/' || span as identity, value::text, n, applies from second.programme
  union all
  select metric || '/programme/all/' || span, value::text, n, applies from second.ahead
  union all
  select metric || '/programme/all/' || span, value, n, applies from second.action_figure
  union all
  select metric || '/measure/' || measure || '/' || span, value, null, value is not null from second.target
  union all
  select identity, value, n, true from second.trend
  union all
  select 'outcomes_in_period/kind/' || second.encoded(k.kind) || '/' || s.period, count(o.stage)::text, null, true
  from (select distinct a.kind from second.achieved a) k
  cross join (select distinct frame from second.programme where applies) p join second.span s using (frame)
  left join second.achieved o on o.frame = p.frame and o.kind is not distinct from k.kind
  group by k.kind, s.period
  union all
  select c.key || '/adviser/' || adviser_id || '/' || s.period, c.value, case c.key when 'utilisation' then 1 end, true
  from second.adviser_cell t join second.span s on s.frame = 'period',
    jsonb_each_text(to_jsonb(t) - 'adviser_id' - 'place') c
  union all
  select c.key || '/borough/' || second.encoded(code) || '/'
    || case c.key when 'days_to_date' then s.to_date else s.period end, c.value, null, true
  from second.borough_cell t join second.span s on s.frame = 'period',
    jsonb_each_text(to_jsonb(t) - 'code' - 'place' - 'reach') c
  union all
  select m.metric || '/' || g.grain || '/' || g.key || '/' || s.period, m.value, null, true
  from second.grouped g join second.span s on s.frame = 'period',
    lateral (values ('projects', g.projects::text), ('days_in_period', g.days::text)) m (metric, value)
  union all
  select 'outputs/kind/' || second.encoded(o.kind) || '/' || s.period,
    coalesce(sum(o.quantity) filter (where o.produced_on >= p.from_on), 0)::text, null, true
  from second.output o cross join second.period p join second.span s on s.frame = 'period'
  where o.produced_on < p.until_on group by o.kind, s.period
  union all
  select 'outputs/kind/' || second.encoded(o.kind) || '/' || s.to_date, sum(o.quantity)::text, null, true
  from second.output o cross join second.period p join second.span s on s.frame = 'period'
  where o.produced_on < p.until_on group by o.kind, s.to_date
  union all
  select 'days_in_period/activity/' || second.encoded(activity) || '/' || s.period, sum(days)::text, null, true
  from second.entry_in_period join second.span s on s.frame = 'period' group by activity, s.period
  union all
  select 'days_in_period/month/' || to_char(m, 'YYYY-"M"MM') || '/' || s.period, coalesce(sum(e.days), 0.00)::text, null, true
  from second.period p join second.span s on s.frame = 'period'
  cross join lateral generate_series(date_trunc('month', p.from_on::timestamp), p.until_on - 1, '1 month') m
  left join second.entry_in_period e on date_trunc('month', e.worked_on::timestamp) = m
  group by m, s.period;

-- Ask: the views above then answer for this period. Some are kept, because all the others lean on them.
create procedure second.ask(
  from_on date, until_on date, today date, free_days numeric, behind_below int, slipping_below int, wait_limit int,
  stalled_after int, case_study_due int, planning_share int, targets jsonb) language sql as $$
  delete from second.asked;
  insert into second.asked values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11);
  refresh materialized view second.borough;
  refresh materialized view second.adviser;
  refresh materialized view second.commission;
  refresh materialized view second.variation;
  refresh materialized view second.strand;
  refresh materialized view second.entry;
  refresh materialized view second.outcome;
  refresh materialized view second.review;
  refresh materialized view second.share;
  refresh materialized view second.output;
  refresh materialized view second.holiday;
  refresh materialized view second.period;
  refresh materialized view second.frame;
  refresh materialized view second.span;
  refresh materialized view second.action;
  refresh materialized view second.project;
  refresh materialized view second.adviser_row;
$$;
