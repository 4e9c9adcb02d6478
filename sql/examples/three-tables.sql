-- The smallest organisation: three views with the columns that a report needs, and no other. What is not offered is not
-- recorded; `board-report check` lists what each further column or relation would add.

-- What such an organisation has, in a schema of its own. Every type here is one that a view may offer.

create schema office;
create type office.stage as enum ('expected', 'enabling', 'achieved', 'not achieved');
create domain office.short_day as numeric check (value > 0 and value <= 1);
create table office.project (code integer primary key, name char(60) not null);
create table office.worked (project integer not null references office.project, day date not null, part office.short_day not null);
create table office.result (project integer not null references office.project, seen date not null, stage office.stage not null,
  what varchar not null);

create schema programme;

create view programme.commissions as
select code as commission_id, name as title from office.project;

create view programme.days as
select project as commission_id, day as worked_on, part as days from office.worked;

create view programme.outcomes as
select project as commission_id, seen as observed_on, stage, what as summary from office.result;

-- A role that reads the views and not what is beneath them.

create role office_reporter login;
grant usage on schema programme to office_reporter;
grant select on all tables in schema programme to office_reporter;
