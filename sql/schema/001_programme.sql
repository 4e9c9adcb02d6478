-- The ten relations a board report is read from. Null always means "not recorded": never zero, never an empty text.
-- The comments are the help people see who fill the columns in. The constraints refuse what is certainly wrong;
-- what is only unlikely is a finding of data quality instead, because people must be able to record it and be told.
--
-- Days are plain `numeric`: numeric(4,2) would round 0.125 before any check could see it. min_scale counts decimals
-- without trailing noughts, so 1.500 is welcome; NaN and infinity fall to the upper bound.
-- Every key starts with commission_id where it can, so that the large tables shard side by side on it.

create schema programme;
comment on schema programme is 'What the boroughs asked for, what the advisers did, and what came of it.';

create table programme.boroughs (
  borough_code text primary key check (borough_code ~ '\S'),
  name text not null check (name ~ '\S')
);

create table programme.advisers (
  adviser_id integer primary key,
  name text not null check (name ~ '\S'),
  appointed_on date not null check (appointed_on between '0001-01-01' and '9999-12-31'),
  left_on date check (left_on between '0001-01-01' and '9999-12-31'),
  days_per_week numeric not null check (days_per_week between 0 and 7 and min_scale(days_per_week) <= 2),
  constraint advisers_left_on_or_after_appointed_on check (left_on >= appointed_on)
);

create table programme.commissions (
  commission_id integer primary key,
  reference text not null unique check (reference ~ '\S' and char_length(reference) <= 200),
  borough_code text not null references programme.boroughs,
  title text not null check (title ~ '\S'),
  theme text not null check (theme ~ '\S'),
  arrangement text not null check (arrangement in ('host', 'commissioned', 'urgent', 'board')),
  requested_on date not null check (requested_on between '0001-01-01' and '9999-12-31'),
  agreed_on date check (agreed_on between '0001-01-01' and '9999-12-31'),
  starts_on date check (starts_on between '0001-01-01' and '9999-12-31'),
  due_on date check (due_on between '0001-01-01' and '9999-12-31'),
  completed_on date check (completed_on between '0001-01-01' and '9999-12-31'),
  withdrawn_on date check (withdrawn_on between '0001-01-01' and '9999-12-31'),
  on_hold_since date check (on_hold_since between '0001-01-01' and '9999-12-31'),
  days_agreed numeric check (days_agreed between 0 and 9999.99 and min_scale(days_agreed) <= 2),
  days_per_week numeric check (days_per_week between 0 and 7 and min_scale(days_per_week) <= 2),
  request text check (request ~ '\S'),
  work_undertaken text check (work_undertaken ~ '\S'),
  next_steps text check (next_steps ~ '\S'),
  case_study_on date check (case_study_on between '0001-01-01' and '9999-12-31'),
  constraint commissions_due_on_or_after_starts_on check (due_on >= starts_on)
);

create table programme.variations (
  commission_id integer references programme.commissions,
  variation_no integer,
  agreed_on date not null check (agreed_on between '0001-01-01' and '9999-12-31'),
  days_change numeric not null check (days_change between -9999.99 and 9999.99 and min_scale(days_change) <= 2),
  reason text not null check (reason ~ '\S'),
  primary key (commission_id, variation_no)
);

create table programme.strands (
  commission_id integer references programme.commissions,
  strand_no integer,
  title text not null check (title ~ '\S'),
  completed_on date check (completed_on between '0001-01-01' and '9999-12-31'),
  on_hold_since date check (on_hold_since between '0001-01-01' and '9999-12-31'),
  stopped_on date check (stopped_on between '0001-01-01' and '9999-12-31'),
  starts_on date check (starts_on between '0001-01-01' and '9999-12-31'),
  due_on date check (due_on between '0001-01-01' and '9999-12-31'),
  note text check (note ~ '\S'),
  primary key (commission_id, strand_no),
  constraint strands_due_on_or_after_starts_on check (due_on >= starts_on)
);

-- More than one day by one adviser on one date is a finding, not refused: some write a week, or at worst a month, as
-- one entry, and the work was done. No month holds more than 31 days, so above that a key was mistyped.
-- The key carries `days`, so that sums by commission to any date never touch the table (see the indexes below).
create table programme.days (
  commission_id integer references programme.commissions,
  worked_on date check (worked_on between '0001-01-01' and '9999-12-31'),
  adviser_id integer references programme.advisers,
  activity text check (activity ~ '\S' and char_length(activity) <= 200),
  days numeric not null check (days > 0 and days <= 31 and min_scale(days) <= 2),
  recorded_at timestamptz not null default now()
    check (recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z'),
  primary key (commission_id, worked_on, adviser_id, activity) include (days)
);

create table programme.outcomes (
  commission_id integer references programme.commissions,
  outcome_no integer,
  observed_on date not null check (observed_on between '0001-01-01' and '9999-12-31'),
  kind text not null check (kind ~ '\S' and char_length(kind) <= 200),
  stage text not null check (stage in ('expected', 'enabling', 'achieved', 'not achieved')),
  summary text not null check (summary ~ '\S'),
  recorded_at timestamptz not null default now()
    check (recorded_at >= '0001-01-01 00:00Z' and recorded_at < '10000-01-01 00:00Z'),
  primary key (commission_id, outcome_no)
);

create table programme.reviews (
  commission_id integer primary key references programme.commissions,
  asked_on date check (asked_on between '0001-01-01' and '9999-12-31'),
  received_on date check (received_on between '0001-01-01' and '9999-12-31'),
  rating text check (rating in ('very useful', 'useful', 'partly useful', 'not useful')),
  comment text check (comment ~ '\S'),
  reviewer_role text check (reviewer_role ~ '\S'),
  may_publish boolean not null
);

create table programme.shared_practice (
  commission_id integer references programme.commissions,
  share_no integer,
  shared_on date not null check (shared_on between '0001-01-01' and '9999-12-31'),
  borough_code text references programme.boroughs,
  channel text not null check (channel ~ '\S'),
  summary text not null check (summary ~ '\S'),
  primary key (commission_id, share_no)
);

create table programme.bank_holidays (
  holiday_on date primary key check (holiday_on between '0001-01-01' and '9999-12-31'),
  name text not null check (name ~ '\S')
);

-- The indexes, each for a read the report makes. The days' key serves "how much, how often, first and last, per
-- commission before a date". Commissions, reviews, strands and variations have none but their keys: deciding what is in
-- scope asks six things at once of every commission, and reading them all is quicker than joining six indexes.

create index days_by_date on programme.days (worked_on)
  include (commission_id, adviser_id, activity, days, recorded_at);
comment on index programme.days_by_date is
  'The entries of a period, and sums by adviser, activity and month over it, without reading the rest of the table.';
create index outcomes_by_commission on programme.outcomes (commission_id, observed_on) include (stage);
comment on index programme.outcomes_by_commission is
  'A commission''s outcomes counted by stage to any date, without reading their summaries.';
create index outcomes_by_date on programme.outcomes (observed_on) include (commission_id, kind, stage);
comment on index programme.outcomes_by_date is
  'Outcomes of a period counted by kind and stage, and which commissions have any, without reading their summaries.';
create index shared_practice_by_date on programme.shared_practice (shared_on) include (commission_id, borough_code);
comment on index programme.shared_practice_by_date is
  'Who was reached in a period or to date, without reading what was shared.';

-- What to write where.

comment on table programme.boroughs is 'Every borough the programme serves, whether or not it has asked for anything.';
comment on column programme.boroughs.borough_code is 'The ONS code of the borough, such as E09000015.';
comment on column programme.boroughs.name is 'The name of the borough as the board writes it.';

comment on table programme.advisers is 'One row for each adviser, past and present.';
comment on column programme.advisers.adviser_id is 'A whole number that stays the adviser''s own.';
comment on column programme.advisers.name is 'The name or post that the board''s paper may print.';
comment on column programme.advisers.appointed_on is 'First day in post.';
comment on column programme.advisers.left_on is 'Last day in post. Leave empty while the adviser is in post.';
comment on column programme.advisers.days_per_week is 'Days of work in a week under the contract, 0 to 7: 5 for full time, 2.5 for half.';

comment on table programme.commissions is 'One row for each request of a borough or the board; once agreed, a project.';
comment on column programme.commissions.commission_id is 'A whole number that stays the commission''s own.';
comment on column programme.commissions.reference is 'The reference people quote, such as LRSA-007. No two commissions share one.';
comment on column programme.commissions.borough_code is 'The ONS code of the borough that asked, as in boroughs.';
comment on column programme.commissions.title is 'What the project is about, in one line. Name no child, family or member of staff.';
comment on column programme.commissions.theme is 'The subject, in words of your own such as early intervention. Reports group by it, so write it the same way each time.';
comment on column programme.commissions.arrangement is 'One of: host (a day a week in one borough), commissioned (days a borough asked for), urgent (put first), board (the board''s own priorities).';
comment on column programme.commissions.requested_on is 'The day the request came in. Waiting times count from here.';
comment on column programme.commissions.agreed_on is 'The day adviser and borough agreed the work. Leave empty until then.';
comment on column programme.commissions.starts_on is 'First day of the agreed period, planned or past. Leave empty if none is agreed.';
comment on column programme.commissions.due_on is 'Planned last day, not before starts_on. Leave empty if the support has no end.';
comment on column programme.commissions.completed_on is 'The day the work was finished. Leave empty until then.';
comment on column programme.commissions.withdrawn_on is 'The day the request was withdrawn or the work stopped for good. Leave empty otherwise.';
comment on column programme.commissions.on_hold_since is 'The day the work was put on hold. Empty it when work goes on.';
comment on column programme.commissions.days_agreed is 'Days as first agreed, such as 10 or 7.5; two decimals at most. Never change it later: write a variation. Leave empty if no number was agreed.';
comment on column programme.commissions.days_per_week is 'For support over time: days a week, 0 to 7, two decimals at most. Leave empty if the rate is not recorded.';
comment on column programme.commissions.request is 'Details of the project request: what was asked for, and why. Name no child, family or member of staff. Leave empty if not recorded.';
comment on column programme.commissions.work_undertaken is 'Details of the work undertaken: what was done, with whom. Name nobody. Leave empty if not recorded.';
comment on column programme.commissions.next_steps is 'What the borough does next; write None identified if that was the answer. Leave empty if not recorded.';
comment on column programme.commissions.case_study_on is 'The day the end-of-project case study was shared online. Leave empty until then.';

comment on table programme.variations is 'One row for each agreed change to a commission''s days.';
comment on column programme.variations.commission_id is 'The commission that changed.';
comment on column programme.variations.variation_no is '1 for the commission''s first change, then 2, and so on.';
comment on column programme.variations.agreed_on is 'The day the change was agreed. It counts from that day.';
comment on column programme.variations.days_change is 'Days more (3) or fewer (-3), two decimals at most: the difference, not the new total.';
comment on column programme.variations.reason is 'Why, in one sentence.';

comment on table programme.strands is 'One row for each separate piece of work within a commission. A project of one piece needs none.';
comment on column programme.strands.commission_id is 'The commission the strand is part of.';
comment on column programme.strands.strand_no is '1 for the commission''s first strand, then 2, and so on.';
comment on column programme.strands.title is 'What the strand is about, in one line.';
comment on column programme.strands.completed_on is 'The day the strand was finished. Leave empty until then.';
comment on column programme.strands.on_hold_since is 'The day the strand was put on hold. Empty it when work goes on.';
comment on column programme.strands.stopped_on is 'The day the strand was given up. Leave empty otherwise.';
comment on column programme.strands.starts_on is 'Planned first day, if the strand has dates of its own: where every strand has both dates, days are expected on them alone. Leave empty if not recorded.';
comment on column programme.strands.due_on is 'Planned last day, not before starts_on. Leave empty if not recorded.';
comment on column programme.strands.note is 'Anything the board should know of the strand. Leave empty if nothing.';

comment on table programme.days is 'One row for each piece of an adviser''s working day: the entries every figure of days is added up from.';
comment on column programme.days.commission_id is 'The commission the work was for.';
comment on column programme.days.worked_on is 'The day of the work.';
comment on column programme.days.adviser_id is 'The adviser who worked.';
comment on column programme.days.activity is 'What kind of work, in words of your own such as training, 200 characters at most. Reports group by it, so write it the same way each time.';
comment on column programme.days.days is 'How much of a day: 1, 0.5, 0.25; two decimals at most. Days, not hours: one date should come to no more than 1.';
comment on column programme.days.recorded_at is 'When the entry was first written, such as 2010-08-06T15:40:00Z; correcting it leaves this alone. It tells a late entry from a correction.';

comment on table programme.outcomes is 'One row for each safeguarding outcome of a commission, hoped for or seen.';
comment on column programme.outcomes.commission_id is 'The commission it came of.';
comment on column programme.outcomes.outcome_no is '1 for the commission''s first outcome, then 2, and so on.';
comment on column programme.outcomes.observed_on is 'The day it was seen or, while only expected, stated. It falls in the period of this day.';
comment on column programme.outcomes.kind is 'What sort of outcome, in words of your own such as practice, 200 characters at most. Reports group by it, so write it the same way each time.';
comment on column programme.outcomes.stage is 'One of: expected (hoped for), enabling (makes a change possible), achieved (the change was seen), not achieved.';
comment on column programme.outcomes.summary is 'What changed, for whom, and how you know. Name no child, family or member of staff.';
comment on column programme.outcomes.recorded_at is 'When the outcome was first written, such as 2010-08-06T15:40:00Z.';

comment on table programme.reviews is 'The client''s review of a commission: at most one row each, written when it is asked for.';
comment on column programme.reviews.commission_id is 'The commission reviewed.';
comment on column programme.reviews.asked_on is 'The day the borough was asked. Leave empty if it was not asked.';
comment on column programme.reviews.received_on is 'The day the answer came. Leave empty until then.';
comment on column programme.reviews.rating is 'One of: very useful, useful, partly useful, not useful. Leave empty if no rating was given; a comment alone counts as feedback.';
comment on column programme.reviews.comment is 'The client''s own words. Leave empty if there was no comment.';
comment on column programme.reviews.reviewer_role is 'The post of the person who answered, never the name. Leave empty if not recorded.';
comment on column programme.reviews.may_publish is 'true only if the client agreed that the comment may be printed; otherwise false.';

comment on table programme.shared_practice is 'One row each time something learnt in a commission was passed on.';
comment on column programme.shared_practice.commission_id is 'The commission it was learnt in.';
comment on column programme.shared_practice.share_no is '1 for the commission''s first share, then 2, and so on.';
comment on column programme.shared_practice.shared_on is 'The day it was passed on.';
comment on column programme.shared_practice.borough_code is 'The ONS code of the borough it reached: a row for each. Leave empty for a wider audience.';
comment on column programme.shared_practice.channel is 'How it was passed on, in words of your own such as workshop or website.';
comment on column programme.shared_practice.summary is 'What was passed on, in one line.';

comment on table programme.bank_holidays is 'The days that are not worked, Monday to Friday. Capacity leaves them out.';
comment on column programme.bank_holidays.holiday_on is 'The day, also where it stands in for one at a weekend.';
comment on column programme.bank_holidays.name is 'What the holiday is called.';
