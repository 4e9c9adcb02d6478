-- A programme of any size, made inside the server into our own empty tables: psql -f programme.sql [-v SIZE=N]...
-- The same sizes give the same rows, always: nothing is random, all is drawn from hashes of the rows' own numbers.
--   projects      in scope of the quarter 2015/16-Q3, 1 October to 31 December 2015            22000
--   commissions   all of them: besides the projects, those over before the quarter or after it  300000
--   quarter_days  day entries in the quarter                                                    250000
--   earlier_days  day entries of those projects before it                                       290000
--   history_days  day entries of the other commissions, from the year since to 2019            9160000
--   since         the first year of all                                                            2010
--   boroughs, advisers  how many; 0 advisers: as many as have three entries a working day            33, 0
-- What is made is clean, so that reading and writing are measured, not findings: no adviser has more than a day in a day,
-- works outside their post, at a weekend or on a bank holiday; no commission is worked on outside its own dates.
\set ON_ERROR_STOP on
\set QUIET on
\if :{?projects}     \else \set projects       22000 \endif
\if :{?commissions}  \else \set commissions   300000 \endif
\if :{?quarter_days} \else \set quarter_days  250000 \endif
\if :{?earlier_days} \else \set earlier_days  290000 \endif
\if :{?history_days} \else \set history_days 9160000 \endif
\if :{?boroughs}     \else \set boroughs          33 \endif
\if :{?since}        \else \set since          2010 \endif
\if :{?advisers}     \else \set advisers           0 \endif
\set from '''2015-10-01'''
\set until '''2016-01-01'''
set client_min_messages = warning;
set maintenance_work_mem = '1GB';
set work_mem = '256MB';
set search_path = programme, pg_temp;
set time zone 'UTC';
set jit = off;

begin;
-- Tables filled in the transaction that truncates them need no log; and these have to be empty already.
do $$
begin
  if exists (select from commissions) or exists (select from boroughs) then
    raise 'the programme already holds rows: make it in a database of its own';
  end if;
end
$$;
truncate boroughs, advisers, commissions, variations, strands, days, outcomes, reviews, shared_practice, bank_holidays cascade;

-- One of so many, drawn by a row's own number; each use has a salt of its own.
create function pg_temp.draw(number bigint, salt integer, among bigint) returns integer immutable parallel safe
  language sql as 'select ((hashint8extended(number, salt) & 2147483647) % among)::integer';

-- Constraints and indexes of the three large tables are left off while they fill, and put back as they were.
create temp table definitions as
select conrelid::regclass as relation, conname as name, true as is_constraint, contype = 'f' as is_last, pg_get_constraintdef(oid) as definition
from pg_constraint
where conrelid in ('days'::regclass, 'outcomes'::regclass) and contype in ('p', 'u', 'f')
union all
select indrelid::regclass, indexrelid::regclass::text::name, false, false, pg_get_indexdef(indexrelid)
from pg_index
where indrelid in ('days'::regclass, 'outcomes'::regclass) and not exists (select from pg_constraint where conindid = indexrelid and contype in ('p', 'u'));
create temp table comments as
select d.name, obj_description(c.oid, 'pg_class') as words
from definitions d join pg_class c on c.oid = d.name::text::regclass
where not d.is_constraint;
select case when is_constraint then format('alter table %s drop constraint %I', relation, name) else format('drop index %s', name) end
from definitions \gexec

-- Bank holidays, but for those a year had of its own.
insert into bank_holidays
select distinct on (day) day::date, name
from generate_series(2009, 2020) with ordinality y(year, place)
cross join lateral (select ((array['2009-04-12', '2010-04-04', '2011-04-24', '2012-04-08', '2013-03-31', '2014-04-20', '2015-04-05', '2016-03-27',
  '2017-04-16', '2018-04-01', '2019-04-21', '2020-04-12'])[place])::date as sunday) easter
cross join lateral (values
  (make_date(year, 1, 1) + case extract(isodow from make_date(year, 1, 1)) when 6 then 2 when 7 then 1 else 0 end, 'New Year''s Day'),
  (sunday - 2, 'Good Friday'), (sunday + 1, 'Easter Monday'),
  (date_trunc('week', make_date(year, 5, 7))::date, 'Early May bank holiday'),
  (date_trunc('week', make_date(year, 5, 31))::date, 'Spring bank holiday'),
  (date_trunc('week', make_date(year, 8, 31))::date, 'Summer bank holiday'),
  (make_date(year, 12, 25) + case extract(isodow from make_date(year, 12, 25)) when 6 then 2 when 7 then 2 else 0 end, 'Christmas Day'),
  (make_date(year, 12, 26) + case extract(isodow from make_date(year, 12, 26)) when 6 then 2 when 7 then 2 else 0 end, 'Boxing Day')
) h(day, name);

-- Working days, numbered within each stretch of the years. Who asks after the quarter begins six weeks later.
create temp table calendar as
select day::date, case when day < :from then 'before' when day < :until then 'quarter' when day >= date :until + 45 then 'after' end as stretch
from generate_series(make_timestamp(:since, 1, 4, 0, 0, 0), '2019-12-31', '1 day') as day
where extract(isodow from day) < 6 and not exists (select from bank_holidays where holiday_on = day);
select count(*) filter (where stretch = 'before') as before_width, count(*) filter (where stretch = 'quarter') as quarter_width,
  count(*) filter (where stretch = 'after') as after_width
from calendar \gset
-- A third of the sizes follows from the others: how long the projects were worked on before the quarter, how many
-- advisers there are, and the lanes: one entry of one adviser on one working day.
select least(ceil(:earlier_days::numeric * :quarter_width / greatest(:quarter_days, 1)), :before_width)::integer as earlier_width,
  :projects / 50 as waiting, greatest(:projects - :projects / 50, 1) as live,
  case when :advisers > 0 then :advisers else greatest(ceil(:quarter_days / 3.0 / :quarter_width), 1)::integer end as advisers,
  ((:commissions - :projects)::numeric * :before_width / (:before_width + :after_width))::integer as before_commissions,
  (:history_days::numeric * :before_width / (:before_width + :after_width))::bigint as before_days \gset
select :commissions - :projects - :before_commissions as after_commissions, :history_days - :before_days as after_days,
  greatest(ceil(greatest(:quarter_days / :quarter_width::numeric, :earlier_days::numeric / greatest(:earlier_width, 1)) / :advisers), 1)::integer as live_slots \gset

create temp table stretch as
select s.*, perlane / turns as blocks, case stretch when 'before' then 0 else :before_commissions + :projects end as first_commission,
  case stretch when 'before' then :advisers else :advisers + max(ceil(lanes / 3.0)) filter (where stretch = 'before') over () end::integer as first_adviser
from (
  select s.*, greatest(count / lanes, 1) as perlane, case when count / lanes >= 16 then 4 else 1 end as turns
  from (
    select *, greatest(ceil(entries::numeric / width), 1)::bigint as lanes
    from (values ('before', :before_width, :before_days, :before_commissions::bigint), ('after', :after_width, :after_days, :after_commissions))
      s(stretch, width, entries, count)
  ) s
) s;
create temp table weekday as
select 'live' as stretch, number, day,
  case when number >= :earlier_width
    then (number + 1 - :earlier_width) * :quarter_days::bigint / :quarter_width - (number - :earlier_width) * :quarter_days::bigint / :quarter_width
    else (number + 1) * :earlier_days::bigint / :earlier_width - number * :earlier_days::bigint / :earlier_width end as entries
from (
  select day, :earlier_width + :quarter_width - row_number() over (order by day desc) as number
  from calendar where day < :until
) c
where number >= 0
union all
select s.stretch, c.number, c.day, (c.number + 1) * s.entries / s.width - c.number * s.entries / s.width
from (select *, row_number() over (partition by stretch order by day) - 1 as number from calendar where stretch in ('before', 'after')) c
join stretch s using (stretch);
create unique index on weekday (stretch, number);

insert into boroughs
select 'E' || lpad((9000000 + n)::text, 8, '0'),
  case n / 1000 when 0 then '' else (array['Upper ', 'Lower ', 'Great ', 'Little ', 'North ', 'South ', 'East ', 'West ', 'New ', 'Old '])[n / 1000 % 10 + 1] end
    || case n / 10000 when 0 then '' else (array['Abbey ', 'Bishop ', 'Castle ', 'Dean ', 'Earl ', 'Friar ', 'Grange ', 'Hundred ', 'Isle ', 'Kings ', 'Long ', 'Manor '])[n / 10000 % 12 + 1] end
    || (array['Ash', 'Beck', 'Clay', 'Den', 'Elm', 'Fen', 'Gold', 'Hart', 'Ivy', 'Kes'])[n % 10 + 1]
    || (array['al', 'en', 'ing', 'ers', 'or', 'um', 'wick', 'low', 'stone', 'mar'])[n / 10 % 10 + 1]
    || (array['ton', 'ham', 'ford', 'bury', 'ley', 'field', 'gate', 'bourne', 'mere', 'wood'])[n / 100 % 10 + 1]
from generate_series(1, :boroughs) n;

-- Those who work on the quarter's projects are in post from the first of these entries until the quarter ends; those of
-- the years before left by then, those of the years after had not come.
insert into advisers
select n, 'Regional Safeguarding Adviser ' || n,
  (select date_trunc('month', min(day)) from weekday where stretch = 'live'), date :until - 1, 5.00
from generate_series(1, :advisers) n
union all
select s.first_adviser + n, 'Regional Safeguarding Adviser ' || s.first_adviser + n,
  case stretch when 'before' then make_date(:since, 1, 1) else date :until + 45 end, case stretch when 'before' then date :from - 1 end, 5.00
from stretch s cross join lateral generate_series(1, ceil(s.lanes / 3.0)::integer) n;

-- Commissions as their work is laid out below: from which working day to which, where there is any.
create temp table plan as
select s.first_commission + 1 + n as id, s.stretch, a.day as starts, z.day as ends, null::text as fate,
  round(s.entries / greatest(least(s.count, s.perlane * s.lanes), 1) * 0.34, 0) as mean
from stretch s
cross join lateral generate_series(0, s.count - 1) n
cross join lateral (select n / s.lanes / s.turns as block) b
left join weekday a on n < s.blocks * s.turns * s.lanes and a.stretch = s.stretch and a.number = (b.block * s.width + s.blocks - 1) / s.blocks
left join weekday z on n < s.blocks * s.turns * s.lanes and z.stretch = s.stretch and z.number = ((b.block + 1) * s.width + s.blocks - 1) / s.blocks - 1
union all
select :before_commissions + 1 + i, 'live',
  case when i / :advisers >= own - own / 7 then w.day else w.day - pg_temp.draw(i, 1, 60) end,
  case when fate is null then date :until + pg_temp.draw(i, 2, 180) else date :until - 1 end,
  fate, round((:quarter_days + :earlier_days)::numeric / :live * 0.34, 0)
from generate_series(0, :live - 1) i
cross join lateral (select (:live - 1 - i % :advisers) / :advisers + 1 as own,
  (array['completed', 'completed', 'completed', 'completed', 'completed', 'completed', 'completed', 'held', 'held', 'withdrawn'])[pg_temp.draw(i, 3, 70) + 1] as fate) o
join weekday w on w.stretch = 'live'
  and w.number = case when i / :advisers >= own - own / 7 then :earlier_width + pg_temp.draw(i, 4, :quarter_width * 2 / 3) else 0 end
union all
select :before_commissions + 1 + i, 'waiting', null, null, null, 8
from generate_series(:live, :projects - 1) i;
analyze plan;

insert into commissions
select id, 'LRSA-' || lpad(id::text, 7, '0'), 'E' || lpad((9000001 + pg_temp.draw(id, 5, :boroughs))::text, 8, '0'),
  (array['Audit of', 'Review of', 'Coaching on', 'Training in', 'Advice on', 'A new approach to', 'Standards for', 'Learning from',
    'Support for', 'Inspection of', 'Recovery of', 'Mapping of', 'Workshops on', 'Supervision in', 'Redesign of', 'Follow-up of'])[id % 16 + 1]
  || (array[' referrals', ' assessments', ' conferences', ' core groups', ' case files', ' thresholds', ' visits', ' enquiries',
    ' plans', ' placements', ' transitions', ' partnerships', ' supervision', ' escalation', ' handovers', ' recording'])[id / 16 % 16 + 1]
  || (array[' in the front door', ' in early help', ' in schools', ' in health services', ' in the night service', ' in fostering', ' in residential care',
    ' in housing', ' in youth justice', ' in leaving care', ' in the hospital team', ' in the disability team', ' in family centres', ' in the police team',
    ' in nurseries', ' in the court team'])[id / 256 % 16 + 1]
  || (array['', ', first part', ', second part', ', third part', ', north', ', south', ', east', ', west', ', in depth', ', in brief', ', once more',
    ', for managers', ', for chairs', ', for new staff', ', for partners', ', for the board'])[id / 4096 % 16 + 1],
  (array['early intervention', 'child protection', 'quality assurance', 'children in care', 'disabled children', 'parental mental health',
    'service review', 'domestic abuse', 'neglect', 'leadership'])[pg_temp.draw(id, 6, 10) + 1],
  arrangement,
  case when starts is not null then starts - 14 - pg_temp.draw(id, 7, 21)
    when p.stretch = 'waiting' then date :from + pg_temp.draw(id, 8, 85)
    else idle.day end,
  case when starts is not null then starts - 7 when p.stretch = 'waiting' and id % 2 = 0 then date :until - 5 end,
  starts, case when p.stretch = 'live' and fate is null and starts >= :from then ends + 90 else ends end,
  case when p.stretch in ('before', 'after') or fate = 'completed' then ends end,
  case when idle.day is not null then idle.day + 20 when fate = 'withdrawn' then ends end,
  case when fate = 'held' then ends end,
  case when arrangement <> 'host' then round(greatest(least(mean * (9 + pg_temp.draw(id, 9, 7)) / 10, 9999), 1), 2) end,
  case when arrangement = 'host' then 1.00 end,
  'The borough asked for an independent look at how its own practice holds up: what works, what does not, and whether anybody acts on it.',
  case when p.stretch in ('before', 'after') or fate = 'completed' then
    'The adviser read plans and records, sat with managers and front-line teams, held workshops and left a shorter tool that the teams use now.' end,
  case when p.stretch in ('before', 'after') or fate = 'completed' then 'The borough repeats the audit each year and reports to its board.' end,
  case when (p.stretch in ('before', 'after') and starts is not null) or fate = 'completed' then ends + 7 + pg_temp.draw(id, 10, 21) end
from plan p
cross join lateral (select (array['host', 'urgent', 'board', 'commissioned', 'commissioned', 'commissioned', 'commissioned', 'commissioned',
  'commissioned', 'commissioned'])[pg_temp.draw(id, 11, 10) + 1] as arrangement) a
left join stretch s on s.stretch = p.stretch
left join weekday idle on starts is null and idle.stretch = s.stretch and idle.number = pg_temp.draw(id, 12, s.width - 30)
order by id;

-- The days: each working day's entries in turn. A lane's commissions follow one another, some side by side; a project of
-- the quarter comes round again and again.
prepare entries(text) as
insert into days
select s.first_commission + 1 + case when s.count >= s.lanes
    then ((w.number * s.blocks / s.width * s.turns + w.number % s.turns) * s.lanes + lane) else lane % s.count end,
  w.day, s.first_adviser + 1 + lane / 3,
  (array['advice and coaching', 'case file audit', 'interviews', 'meetings', 'observation', 'planning', 'training', 'writing up'])[
    (lane % 3 + pg_temp.draw(w.number * 100000 + lane, 13, 2) * 3) + 1],
  case (lane + w.number) % 3 when 0 then 0.50 else 0.25 end,
  (w.day + pg_temp.draw(w.number * 100000 + lane, 14, 5)) + make_interval(mins => 500 + pg_temp.draw(lane, 15, 500))
from weekday w join stretch s using (stretch)
cross join lateral generate_series(0, w.entries - 1) lane
where w.stretch = $1 and s.count > 0
order by w.number;
execute entries('before');

insert into days
select :before_commissions + 1 + adviser + :advisers * case
    when turn >= own - own / 7 and number < :earlier_width + pg_temp.draw(adviser + :advisers * turn, 4, :quarter_width * 2 / 3)
      then turn % (own - own / 7) else turn end,
  day, 1 + lane / :live_slots,
  (array['advice and coaching', 'case file audit', 'interviews', 'meetings', 'observation', 'planning', 'training', 'writing up'])[
    (lane % :live_slots + pg_temp.draw(number * 100000 + lane / :live_slots, 13, 8)) % 8 + 1],
  case when :live_slots > 3 then floor(100.0 / :live_slots) / 100 when :live_slots < 3 then 1.00 / :live_slots
    when (lane + number) % 3 = 0 then 0.50 else 0.25 end,
  (day + pg_temp.draw(number * 100000 + lane, 14, 5)) + make_interval(mins => 500 + pg_temp.draw(lane, 15, 500))
from (
  select w.day, w.number, lane, lane / :live_slots % :live as adviser, own, (w.number * :live_slots + lane % :live_slots) % own as turn
  from weekday w
  cross join lateral generate_series(0, w.entries - 1) lane
  cross join lateral (select (:live - 1 - lane / :live_slots % :live) / :advisers + 1 as own) o
  where w.stretch = 'live'
) e
order by number;

execute entries('after');

-- Two outcomes of each commission that began, three of every third: one hoped for, the others seen.
insert into outcomes
select id, n, day,
  (array['practice', 'policy and procedure', 'management oversight', 'working together', 'outcomes for children'])[(pg_temp.draw(id, 16, 5) + n) % 5 + 1],
  case n when 1 then 'expected' else (array['achieved', 'achieved', 'achieved', 'enabling', 'not achieved'])[pg_temp.draw(id + n, 17, 5) + 1] end,
  'Managers and teams judge the same case more alike than before, as a second audit of files showed.',
  day + interval '1 day 10 hours'
from plan
cross join generate_series(1, 2 + (id % 3 = 0)::integer) n
cross join lateral (select case when n = 1 then starts
  when stretch = 'live' then greatest(starts, date :from + pg_temp.draw(id + n, 18, 91))
  else starts + pg_temp.draw(id + n, 19, ends - starts + 1) end as day) o
where starts is not null
order by day;

insert into reviews
select id, asked, case when heard then asked + 10 + pg_temp.draw(id, 20, 30) end,
  case when heard and id % 5 > 0 then (array['very useful', 'very useful', 'useful', 'useful', 'partly useful', 'not useful'])[pg_temp.draw(id, 21, 6) + 1] end,
  case when heard and (id % 5 = 0 or id % 2 = 0) then 'The independent view helped us to see what our own audits were missing.' end,
  case when heard then 'Head of quality assurance' end, heard and id % 3 = 0
from plan
cross join lateral (select case when stretch = 'live' and fate is null then greatest(starts, date :from) else ends end
  + 1 + pg_temp.draw(id, 22, 7) as asked, pg_temp.draw(id, 23, 100) < 45 as heard) r
where starts is not null and (stretch <> 'live' or fate = 'completed' or id % 10 = 3)
order by id;

insert into shared_practice
select id, 1, day, case when id % 7 > 0 and c.borough_code <> o.code then o.code end,
  (array['meeting', 'visit', 'workshop', 'website'])[pg_temp.draw(id, 24, 4) + 1], 'The shorter tool, and how judgements were compared'
from plan join commissions c on c.commission_id = id
cross join lateral (select 'E' || lpad((9000001 + pg_temp.draw(id, 25, :boroughs))::text, 8, '0') as code,
  case when stretch = 'live' then greatest(starts, date :from + pg_temp.draw(id, 26, 91)) else ends end as day) o
where starts is not null and id % 5 = 0
order by day;

insert into strands
select id, n, (array['Practice as it was found', 'Practice after the changes'])[n], case when fate is not null or stretch <> 'live' then completed_on end
from plan join commissions on commission_id = id
cross join generate_series(1, 2) n
where starts is not null and id % 10 = 1
order by id, n;

insert into variations
select id, 1, starts + 14, case when id % 4 = 2 then -0.50 else 2.00 end, 'More was found than the borough had expected.'
from plan
where starts is not null and id % 10 = 2
order by id;

select case when is_constraint then format('alter table %s add constraint %I %s', relation, name, definition) else definition end
from definitions order by is_last, name \gexec
select format('comment on index %s is %L', name, words) from comments where words is not null \gexec
commit;

-- What a server in use has long done: tables known to be all visible, so that an index alone can answer.
vacuum (analyze);
reset all;
