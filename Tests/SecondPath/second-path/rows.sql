-- The second path: every figure again, from the written definitions and the raw rows alone, in one schema of views.
-- Nothing here is taken from Sources/ or sql/facts; where the two differ, one of them is wrong. The relations are
-- found by search_path (second, then theirs). This file: the rows that count, and what is recorded in them.

create schema second;

-- What one report is asked for. Percentages and days as in the job file.
create table second.asked (
  from_on date not null, until_on date not null, today date not null,
  free_days numeric, behind_below int not null, slipping_below int not null,
  wait_limit int not null, stalled_after int not null, case_study_due int not null, planning_share int not null,
  targets jsonb not null
);

create function second.day(date) returns date immutable language sql
  return case when $1 between '0001-01-01' and '9999-12-31' then $1 end;
create function second.number(numeric) returns numeric immutable language sql
  return case when $1 not in ('NaN', 'Infinity', '-Infinity') then round($1, 2) end;
-- Unicode's white space, all of it.
create function second.words(text) returns text immutable language sql
  return case when btrim($1, E'\t\n\x0B\f\r \u0085\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007'
    '\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000') <> '' then $1 end;

create materialized view second.borough as
  select second.words(borough_code) as code, second.words(name) as name
  from boroughs where second.words(borough_code) is not null;

create materialized view second.adviser as
  select adviser_id, second.words(name) as name, second.day(appointed_on) as appointed_on, second.day(left_on) as left_on,
    second.number(days_per_week) as days_per_week
  from advisers where adviser_id is not null;

create materialized view second.commission as
  select commission_id, second.words(reference) as reference, second.words(borough_code) as borough_code,
    second.words(theme) as theme, second.day(requested_on) as requested_on,
    case when arrangement in ('host', 'commissioned', 'urgent', 'board') then arrangement end as arrangement,
    second.day(agreed_on) as agreed_on, second.day(starts_on) as starts_on,
    case when second.day(due_on) < second.day(starts_on) then null else second.day(due_on) end as due_on,
    second.day(completed_on) as completed_on, second.day(withdrawn_on) as withdrawn_on,
    second.day(on_hold_since) as on_hold_since, second.number(days_agreed) as days_agreed,
    second.number(days_per_week) as days_per_week, second.day(case_study_on) as case_study_on
  from commissions where commission_id is not null;

create materialized view second.variation as
  select commission_id, agreed_on, second.number(days_change) as days_change
  from variations
  where commission_id in (select commission_id from second.commission)
    and second.day(agreed_on) is not null;

create materialized view second.strand as
  select commission_id, second.day(completed_on) as completed_on, second.day(starts_on) as starts_on,
    case when second.day(due_on) < second.day(starts_on) then null else second.day(due_on) end as due_on
  from strands where commission_id in (select commission_id from second.commission);

create materialized view second.entry as
  select commission_id, worked_on, adviser_id, second.words(activity) as activity, second.number(days) as days
  from days
  where commission_id in (select commission_id from second.commission)
    and second.day(worked_on) is not null and second.number(days) is not null;

create materialized view second.outcome as
  select commission_id, outcome_no, observed_on, second.words(kind) as kind, stage, follows,
    second.day(expected_by) as expected_by,
    case when confirmed_by in ('adviser', 'client', 'audit', 'inspection', 'data') then confirmed_by end as confirmed_by
  from outcomes
  where commission_id in (select commission_id from second.commission)
    and second.day(observed_on) is not null;

create materialized view second.review as
  select commission_id, coalesce(review_no, 1) as review_no, second.day(asked_on) as asked_on, second.day(received_on) as received_on,
    second.words(rating) as written_rating,
    case when rating in ('very useful', 'useful', 'partly useful', 'not useful') then rating end as rating,
    second.words(comment) as comment
  from reviews where commission_id in (select commission_id from second.commission);

-- `code` is the borough that was taught, where boroughs lists it. A project learns where the practice is of another borough and
-- reached the project's own borough, or no other one.
create materialized view second.share as
  select h.commission_id, h.shared_on, h.channel, h.own_code, h.teacher,
    case when h.learnt then h.own_code else h.taught end as learner, b.code
  from (
    select *, coalesce(from_code, own_code) as teacher,
      from_code is distinct from own_code and from_code is not null and coalesce(to_code = own_code, to_code is null)
        as learnt,
      case when to_code is distinct from own_code and to_code is distinct from from_code then to_code end as taught
    from (
      select s.commission_id, s.shared_on, second.words(s.channel) as channel, c.borough_code as own_code,
        second.words(s.borough_code) as to_code,
        second.words(s.from_borough_code) as from_code
      from shared_practice s join second.commission c using (commission_id)
      where second.day(s.shared_on) is not null
    ) s
  ) h left join second.borough b on b.code = h.taught;

create materialized view second.output as
  select commission_id, produced_on, second.words(kind) as kind, coalesce(quantity, 1) as quantity
  from outputs
  where commission_id in (select commission_id from second.commission) and second.day(produced_on) is not null;

create materialized view second.holiday as
  select holiday_on from bank_holidays where second.day(holiday_on) is not null;
