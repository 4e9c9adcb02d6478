-- What the job wants measures to come to: `{"days_delivered": {"year": 240, "by_quarter": [20, 30, 25, 25]}}`.

create view second.wanted as
  select t.key as measure, (t.value ->> 'year')::numeric as year,
    case p.kind
      when 'quarter' then (t.value ->> 'year')::numeric
        * (t.value -> 'by_quarter' ->> (array[3, 0, 1, 2])[extract(quarter from p.from_on)::int])::numeric / 100
      when 'year' then (t.value ->> 'year')::numeric
    end as part,
    coalesce((t.value ->> 'at_least')::numeric, (t.value ->> 'at_most')::numeric)
      / case when t.key in ('boroughs_share', 'utilisation', 'response_rate', 'very_useful_share', 'actions_on_time')
        then 100 else 1 end as level
  from second.asked a cross join second.period p, jsonb_each(a.targets) t;

create function second.as_printed(measure text, number numeric) returns text immutable language sql
  return case
    when measure in ('boroughs_share', 'utilisation', 'response_rate', 'very_useful_share', 'actions_on_time')
      then round(number, 4)::text
    when measure like 'days\_%' or number <> trunc(number) then round(number, 2)::text
    else trunc(number)::text
  end;

create view second.target as
  select 'target' as metric, w.measure, s.period as span, second.as_printed(w.measure, coalesce(w.part, w.level)) as value
  from second.wanted w join second.span s on s.frame = 'period'
  union all
  select 'target_year', w.measure, h.year_name, second.as_printed(w.measure, w.year)
  from second.wanted w cross join second.horizon h;
