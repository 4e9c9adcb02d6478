-- An organisation that keeps its own tables: views of the contract's names and columns over them, and nothing else.
-- The job reads the views; no row is copied, no table of the organisation's is touched.

-- What such an organisation has, in a schema of its own. Time is kept in minutes, codes are one letter.

create schema timesheets;
create table timesheets.client (code text primary key, label text not null);
create table timesheets.staff (
  id bigint primary key, post text not null, started date not null, ended date, weekly_hours numeric not null
);
create table timesheets.job (
  id bigint primary key, client_code text not null references timesheets.client, headline text not null,
  subject text not null, kind char(1) not null, received date not null, begins date, ends date, closed date,
  quoted_hours numeric, brief text, done text
);
create table timesheets.entry (
  id bigint primary key, job_id bigint not null references timesheets.job,
  staff_id bigint not null references timesheets.staff, day date not null, task text not null,
  minutes integer not null, entered timestamp not null
);
create table timesheets.result (
  job_id bigint not null references timesheets.job, no smallint not null, seen date not null, area text not null,
  reached boolean not null, note text not null, entered timestamp not null, primary key (job_id, no)
);
create table timesheets.closure (day date primary key, label text not null);

-- The ten relations. A working day is seven and a half hours, 450 minutes; the server that wrote the times kept London's.

create schema programme;

create view programme.boroughs as
select code as borough_code, label as name from timesheets.client;

create view programme.advisers as
select id as adviser_id, post as name, started as appointed_on, ended as left_on,
  round(weekly_hours / 7.5, 2)::numeric(3, 2) as days_per_week
from timesheets.staff;

create view programme.commissions as
select id as commission_id, 'JOB-' || id as reference, client_code as borough_code, headline as title,
  subject as theme,
  case kind when 'H' then 'host' when 'C' then 'commissioned' when 'U' then 'urgent' when 'B' then 'board' end
    as arrangement,
  received as requested_on, null::date as agreed_on, begins as starts_on, ends as due_on, closed as completed_on,
  null::date as withdrawn_on, null::date as on_hold_since,
  round(quoted_hours / 7.5, 2)::numeric(6, 2) as days_agreed, null::numeric(3, 2) as days_per_week,
  nullif(brief, '') as request, nullif(done, '') as work_undertaken, null::text as next_steps,
  null::date as case_study_on, null::text as on_hold_reason, null::integer as follows_commission_id
from timesheets.job;

-- People enter an afternoon in pieces: the contract's key is one row a task, person and date.
create view programme.days as
select job_id as commission_id, day as worked_on, staff_id as adviser_id, task as activity,
  round(sum(minutes) / 450.0, 2)::numeric(4, 2) as days,
  min(entered) at time zone 'Europe/London' as recorded_at
from timesheets.entry
group by job_id, day, staff_id, task;

create view programme.outcomes as
select job_id as commission_id, no::integer as outcome_no, seen as observed_on, area as kind,
  case when reached then 'achieved' else 'expected' end as stage, note as summary,
  entered at time zone 'Europe/London' as recorded_at, null::date as expected_by, null::integer as follows,
  null::text as confirmed_by
from timesheets.result;

create view programme.bank_holidays as
select day as holiday_on, label as name from timesheets.closure;

-- What is not kept here: relations without a row. The report says "not recorded", never nought.

create view programme.variations as
select null::integer as commission_id, null::integer as variation_no, null::date as agreed_on,
  null::numeric(6, 2) as days_change, null::text as reason where false;

create view programme.strands as
select null::integer as commission_id, null::integer as strand_no, null::text as title, null::date as completed_on,
  null::date as on_hold_since, null::date as stopped_on, null::date as starts_on, null::date as due_on,
  null::text as note where false;

create view programme.reviews as
select null::integer as commission_id, null::date as asked_on, null::date as received_on, null::text as rating,
  null::text as comment, null::text as reviewer_role, null::boolean as may_publish, null::integer as review_no,
  null::boolean as may_contact, null::date as consent_ended_on where false;

create view programme.shared_practice as
select null::integer as commission_id, null::integer as share_no, null::date as shared_on,
  null::text as borough_code, null::text as channel, null::text as summary,
  null::text as from_borough_code where false;

create view programme.outputs as
select null::integer as commission_id, null::integer as output_no, null::date as produced_on, null::text as kind,
  null::integer as quantity, null::text as summary where false;

create view programme.actions as
select null::integer as action_no, null::integer as commission_id, null::date as agreed_on, null::text as what,
  null::text as owner_role, null::date as due_on, null::date as done_on, null::date as dropped_on,
  null::text as source where false;

-- A role that reads the views and not what is beneath them.

create role timesheet_reporter login;
grant usage on schema programme to timesheet_reporter;
grant select on all tables in schema programme to timesheet_reporter;
