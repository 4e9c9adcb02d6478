-- Of the commissions $3, in one pass: how many are not as a commission should be by itself, so that a rule about
-- commissions could find something; and how many a rule about two of their columns together could name.
select t.name, count(*)
from programme.commissions c
cross join lateral (
  values ('commissions', not coalesce(
      c.reference collate "C" between '!' and '~' and c.borough_code collate "C" between '!' and '~'
      and c.title collate "C" between '!' and '~' and c.theme collate "C" between '!' and '~'
      and c.arrangement::text in ('host', 'commissioned', 'urgent', 'board')
      and greatest(octet_length(c.reference), octet_length(c.borough_code), octet_length(c.title),
        octet_length(c.theme), octet_length(c.request), octet_length(c.work_undertaken), octet_length(c.next_steps)) <= 100000
      and c.requested_on is not null
      and least(c.requested_on, c.agreed_on, c.starts_on, c.due_on, c.completed_on, c.withdrawn_on, c.on_hold_since,
        c.case_study_on) >= '0001-01-01'
      and greatest(c.requested_on, c.agreed_on, c.starts_on, c.due_on, c.completed_on, c.withdrawn_on, c.on_hold_since,
        c.case_study_on) <= '9999-12-31'
      and (c.days_agreed between 0 and 9999.99 and scale(c.days_agreed) <= 2) is not false
      and (c.days_per_week between 0 and 7 and scale(c.days_per_week) <= 2) is not false, false)),
    ('ends-before-starts', least(c.agreed_on, c.completed_on, c.withdrawn_on) < c.requested_on
      or least(c.due_on, c.completed_on) < c.starts_on),
    ('completed-and-withdrawn', c.completed_on is not null and c.withdrawn_on is not null),
    ('days-agreed-without-plan', c.days_agreed is not null and c.days_per_week is null
      and (c.due_on is null or c.due_on < c.starts_on))
) t(name, is_suspect)
where c.commission_id = any($3::bigint[]) and t.is_suspect
group by t.name
