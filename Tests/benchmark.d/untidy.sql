-- Makes the programme of programme.sql a stranger's, in the same database: psql -f untidy.sql.
-- The same programme gives the same rows, always.
--   Tables    the contract's columns and keys, without our constraints, with the plain indexes that an administrator makes
--   Warnings  a row in each relation that a rule finds; most are days above one by one adviser on one date
--   Texts     case studies twice as long as the tidy ones; one in a thousand has more than 100,000 characters
-- With the sizes of the measurement `main` the quarter has 82,000 warnings and 10 MB of case studies.
\set ON_ERROR_STOP on
\set QUIET on
set client_min_messages = warning;
set maintenance_work_mem = '1GB';
set time zone 'UTC';
set jit = off;
-- A table keeps the order of the rows it is made from.
set max_parallel_workers_per_gather = 0;
set synchronize_seqscans = off;

begin;
-- Returns whether a row is one of those that a salt draws, one in so many.
create function pg_temp.one_in(among bigint, number bigint, salt integer) returns boolean immutable parallel safe
  language sql as 'select (hashint8extended(number, salt) & 2147483647) % among = 0';

alter schema programme rename to tidy;
create schema programme;
set local search_path = programme, pg_temp;

-- The name of every tenth borough repeats the name before it in capitals.
create table boroughs as
select borough_code, case when row_number() over by_code % 10 = 3 then upper(lag(name) over by_code) else name end as name
from tidy.boroughs
window by_code as (order by borough_code);

-- One adviser in fifty more, who is in post and records no day.
create table advisers as
select * from tidy.advisers
union all
select 1000000 + n, 'Regional Safeguarding Adviser ' || 1000000 + n, date '2010-01-04', null, 5.00
from generate_series(1, (select count(*) / 50 + 1 from tidy.advisers)) n;

-- Requests written down after the work began, projects completed before the last day, projects without an end or a case
-- study, themes in capitals, blank requests; and the texts.
create table commissions as
select commission_id, reference, borough_code, title,
  case when pg_temp.one_in(50, commission_id, 1) then upper(theme) else theme end as theme,
  arrangement,
  case when is_late then least(starts_on + 10, ends.completed_on, withdrawn_on) else requested_on end as requested_on,
  case when not is_late then agreed_on end as agreed_on,
  starts_on,
  case when ends.completed_on is not null or not pg_temp.one_in(30, commission_id, 3) then due_on end as due_on,
  ends.completed_on, withdrawn_on, on_hold_since, days_agreed, days_per_week,
  case when pg_temp.one_in(50, commission_id, 5) then ' ' else request end as request,
  -- One text in eight keeps its length; the longest has 36 times as much.
  case when pg_temp.one_in(1000, commission_id, 6) then repeat(work_undertaken || E'\n\n', 800)
    else work_undertaken || repeat(E'\n\n- ' || work_undertaken, 5 * (commission_id % 8)) end as work_undertaken,
  next_steps,
  case when not pg_temp.one_in(10, commission_id, 7) then case_study_on end as case_study_on
from tidy.commissions c
cross join lateral (select starts_on is not null and pg_temp.one_in(30, commission_id, 2) as is_late) late
cross join lateral (
  select case when pg_temp.one_in(30, commission_id, 4) then greatest(starts_on, c.completed_on - 10) else c.completed_on end as completed_on
) ends;

create table variations as
select commission_id, variation_no, agreed_on, days_change, case when pg_temp.one_in(4, commission_id, 8) then ' ' else reason end as reason
from tidy.variations;

create table strands as
select commission_id, strand_no, case when pg_temp.one_in(20, commission_id, 9) then ' ' else title end as title,
  completed_on, on_hold_since, stopped_on, starts_on, due_on, note
from tidy.strands;

-- On nine of ten dates an adviser's entries come to more than one day; some are of a Saturday, some recorded too early.
create table days as
select commission_id,
  case when extract(isodow from worked_on) = 5 and pg_temp.one_in(100, commission_id, 10)
    then worked_on + 1 else worked_on end as worked_on,
  adviser_id, activity,
  case when days < 0.50 and not pg_temp.one_in(10, adviser_id * 100000::bigint + (worked_on - date '2000-01-01'), 11)
    then 0.50 else days end as days,
  case when pg_temp.one_in(1000, adviser_id * 100000::bigint + (worked_on - date '2000-01-01'), 12)
    then recorded_at - interval '30 days' else recorded_at end as recorded_at
from tidy.days;

-- Kinds in capitals, and outcomes entered twice.
create table outcomes as
select commission_id, outcome_no, observed_on, case when pg_temp.one_in(50, commission_id, 13) then upper(kind) else kind end as kind,
  stage, summary, recorded_at
from tidy.outcomes;
insert into outcomes
select commission_id, outcome_no + 10, observed_on, kind, stage, summary, recorded_at
from outcomes
where pg_temp.one_in(100, commission_id, 14);

create table reviews as
select commission_id, asked_on, case when not pg_temp.one_in(10, commission_id, 15) then received_on end as received_on,
  rating, comment, reviewer_role, may_publish
from tidy.reviews;

create table shared_practice as
select commission_id, share_no, shared_on,
  case when pg_temp.one_in(10, commission_id, 16) then c.borough_code else s.borough_code end as borough_code, channel, summary
from tidy.shared_practice s join tidy.commissions c using (commission_id);

create table bank_holidays as
select holiday_on, case when extract(year from holiday_on) = 2015 then ' ' else name end as name
from tidy.bank_holidays;

drop schema tidy cascade;

alter table boroughs add primary key (borough_code);
alter table advisers add primary key (adviser_id);
alter table commissions add primary key (commission_id);
alter table variations add primary key (commission_id, variation_no);
alter table strands add primary key (commission_id, strand_no);
alter table days add primary key (commission_id, worked_on, adviser_id, activity);
alter table outcomes add primary key (commission_id, outcome_no);
alter table reviews add primary key (commission_id);
alter table shared_practice add primary key (commission_id, share_no);
alter table bank_holidays add primary key (holiday_on);

create index on days (worked_on);
create index on days (adviser_id);
create index on outcomes (observed_on);
create index on commissions (requested_on);
create index on commissions (borough_code);
create index on commissions (starts_on) where completed_on is null and withdrawn_on is null;
create index on reviews (received_on);
create index on shared_practice (shared_on);
commit;

vacuum (analyze);
reset all;
