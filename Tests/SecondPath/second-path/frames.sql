-- The spans a report speaks of, from the two dates and today. The financial year starts in April.

create materialized view second.period as
  with known as (
    select *, until_on - 1 as last_on, least(until_on, today + 1) as as_of, today < until_on as partial,
      case
        when extract(day from from_on) <> 1 then 'range'
        when extract(month from from_on) in (1, 4, 7, 10) and from_on + interval '3 months' = until_on then 'quarter'
        when extract(month from from_on) = 4 and from_on + interval '1 year' = until_on then 'year'
        else 'range'
      end as kind
    from second.asked
  )
  select *,
    make_date(extract(year from last_on)::int - (extract(month from last_on) < 4)::int, 4, 1) as year_from
  from known;

create materialized view second.frame as
  select 'period' as frame, kind, from_on, until_on, as_of from second.period
  union all
  select 'previous', kind,
    (from_on - case kind when 'quarter' then interval '3 months' else interval '1 year' end)::date, from_on, from_on
  from second.period where kind in ('quarter', 'year') and not partial
  union all
  select 'last year', kind, (from_on - interval '1 year')::date, (until_on - interval '1 year')::date,
    (until_on - interval '1 year')::date
  from second.period where kind = 'quarter' and not partial
  union all
  select 'ytd', 'ytd', year_from, until_on, as_of from second.period;

-- How the identity of a figure names a frame.
create materialized view second.span as
  select frame, 'to-' || (until_on - 1) as to_date, '12m-' || (until_on - 1) as twelve_months,
    case kind
      when 'ytd' then 'ytd-' || (until_on - 1)
      when 'range' then from_on || '_' || (until_on - 1)
      when 'year' then year || '-' || lpad((year + 1) % 100 || '', 2, '0') || '-FY'
      else year || '-' || lpad((year + 1) % 100 || '', 2, '0') || '-Q'
        || (array[4, 1, 2, 3])[extract(quarter from from_on)::int]
    end as period
  from (
    select *, extract(year from from_on)::int - (extract(month from from_on) < 4)::int as year from second.frame
  ) f;
