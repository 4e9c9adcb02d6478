-- Of the outcomes dated in the period, [$1, $2), and of those of the commissions $3 that are not dated after it, by kind: how
-- many are not as an outcome should be by itself, so that a rule about outcomes could find something; and how many lie before
-- the request.
select left(o.kind, 100000)::text, count(*) filter (where not coalesce(
    o.kind collate "C" between '!' and '~' and o.summary collate "C" between '!' and '~'
    and greatest(octet_length(o.kind), octet_length(o.stage), octet_length(o.summary)) <= 100000
    and o.stage::text in ('expected', 'enabling', 'achieved', 'not achieved') and o.outcome_no is not null
    and o.observed_on between '0001-01-01' and '9999-12-31'
    and o.recorded_at >= '0001-01-01 00:00Z' and o.recorded_at < '10000-01-01 00:00Z', false)),
  count(*) filter (where o.observed_on < c.requested_on)
from (
  select commission_id, outcome_no, observed_on, kind, stage, summary, recorded_at
  from programme.outcomes where commission_id = any($3::bigint[]) and (observed_on between $2 and '9999-12-31') is not true
  union all
  select commission_id, outcome_no, observed_on, kind, stage, summary, recorded_at
  from programme.outcomes where observed_on >= $1 and observed_on < $2
) o
left join programme.commissions c on c.commission_id = o.commission_id
group by 1
