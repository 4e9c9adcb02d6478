-- Every commission that a figure or an exception of the report counts, once.
-- $1, $2: first days and days after the end of the spans reported; $3, $4, $5: of the periods reported, and the first
-- day each does not report on; $6, $7: of the twelve months before each period's end; $8: days after which a case
-- study is due; $9: commissions that prove how a borough is reached.
-- A date that is infinite or outside years 1 to 9999 counts as not recorded; without the day of the request, which must
-- be there, the row makes no figure. White space is Unicode's: a locale's own leaves some out.
with
spans as materialized (
  select * from unnest($1::text::date[], $2::text::date[]) as s(from_on, until_on)
),
periods as materialized (
  select * from unnest($3::text::date[], $4::text::date[], $5::text::date[]) as p(from_on, until_on, as_of)
),
reviewed as materialized (
  select * from unnest($6::text::date[], $7::text::date[]) as r(from_on, until_on)
),
touched as materialized (
  select d.commission_id from spans join programme.days d
    on d.worked_on >= from_on and d.worked_on < until_on and d.days > -1000000 and d.days < 1000000
    and d.recorded_at >= '0001-01-01 00:00Z' and d.recorded_at < '10000-01-01 00:00Z'
  union
  select o.commission_id from spans join programme.outcomes o
    on o.observed_on >= from_on and o.observed_on < until_on
    and o.recorded_at >= '0001-01-01 00:00Z' and o.recorded_at < '10000-01-01 00:00Z'
  union
  select s.commission_id from spans join programme.shared_practice s
    on s.shared_on >= from_on and s.shared_on < until_on
  union
  select r.commission_id from reviewed join programme.reviews r
    on (r.asked_on >= from_on and r.asked_on < until_on)
    or (r.received_on >= from_on and r.received_on < until_on)
  union
  select unnest($9::bigint[])
),
dated as (
  select c.*,
    case when requested_on between '0001-01-01' and '9999-12-31' then requested_on end as requested,
    case when agreed_on between '0001-01-01' and '9999-12-31' then agreed_on end as agreed,
    case when starts_on between '0001-01-01' and '9999-12-31' then starts_on end as starts,
    case when due_on between '0001-01-01' and '9999-12-31' then due_on end as due,
    case when completed_on between '0001-01-01' and '9999-12-31' then completed_on end as completed,
    case when withdrawn_on between '0001-01-01' and '9999-12-31' then withdrawn_on end as withdrawn,
    case when on_hold_since between '0001-01-01' and '9999-12-31' then on_hold_since end as on_hold,
    case when case_study_on between '0001-01-01' and '9999-12-31' then case_study_on end as case_study
  from programme.commissions c
)
select
  commission_id::bigint, left(reference, 100000)::text, left(borough_code, 100000)::text,
  left(title, 100000)::text, left(theme, 100000)::text, left(arrangement, 100000)::text,
  requested, agreed, starts, due, completed, withdrawn, on_hold,
  case when days_agreed > -1000000 and days_agreed < 1000000
    then (round(days_agreed, 2) * 100)::bigint end,
  case when days_per_week > -1000000 and days_per_week < 1000000
    then (round(days_per_week, 2) * 100)::bigint end,
  case_study,
  concat(request, work_undertaken) ~ '[^\s\u0085\u00A0\u1680\u2000-\u200A\u2028\u2029\u202F\u205F\u3000]'
from dated
where requested is not null and (
  commission_id in (select commission_id from touched)
  or exists (
    select from periods where starts < until_on
      and (completed is null or completed >= from_on) and (withdrawn is null or withdrawn >= from_on))
  or exists (
    select from spans where (requested >= from_on and requested < until_on)
      or (starts >= from_on and starts < until_on) or (completed >= from_on and completed < until_on)
      or (case_study >= from_on and case_study < until_on))
  -- Requested, agreed or on hold, and not begun: whoever waits is an exception, however long ago they asked.
  or exists (
    select from (select max(as_of) as as_of from periods) as now
    where (requested < as_of or agreed < as_of or on_hold < as_of) and (starts is null or starts >= as_of)
      and (completed is null or completed >= as_of) and (withdrawn is null or withdrawn >= as_of))
  or exists (
    select from periods where completed < as_of - $8::integer
      and (withdrawn is null or withdrawn >= as_of) and (case_study is null or case_study >= until_on)))
