-- The project facts of one period by the best query written by hand: what psql, and each peer, reads and writes.
-- :f and :t are the period's first day and the day after its last, :y the financial year's first day.
select c.commission_id, c.reference, c.borough_code, b.name as borough, c.title, c.theme, c.arrangement, c.requested_on, c.agreed_on,
  c.starts_on, c.due_on, c.completed_on, c.withdrawn_on, c.on_hold_since, c.days_agreed, c.days_per_week, c.case_study_on,
  v.change, d.in_period, d.year_to_date, d.to_date, d.first_on, d.last_on, d.advisers,
  o.in_period as outcomes_in_period, o.achieved, o.enabling, o.expected, o.not_achieved, s.n as strands, s.done, r.asked_on, r.received_on, r.rating, p.boroughs
from programme.commissions c join programme.boroughs b using (borough_code)
left join lateral (select sum(days_change) change from programme.variations v where v.commission_id = c.commission_id and v.agreed_on < :'t') v on true
left join lateral (select sum(days) filter (where worked_on >= :'f') in_period, sum(days) filter (where worked_on >= :'y') year_to_date, sum(days) to_date,
    min(worked_on) first_on, max(worked_on) last_on, count(distinct adviser_id) filter (where worked_on >= :'f') advisers
  from programme.days d where d.commission_id = c.commission_id and worked_on < :'t') d on true
left join lateral (select count(*) filter (where stage = 'achieved' and observed_on >= :'f') in_period, count(*) filter (where stage = 'achieved') achieved,
    count(*) filter (where stage = 'enabling') enabling, count(*) filter (where stage = 'expected') expected, count(*) filter (where stage = 'not achieved') not_achieved
  from programme.outcomes o where o.commission_id = c.commission_id and observed_on < :'t') o on true
left join lateral (select count(*) n, count(*) filter (where completed_on < :'t') done from programme.strands s where s.commission_id = c.commission_id) s on true
left join programme.reviews r on r.commission_id = c.commission_id
left join lateral (select count(distinct borough_code) filter (where borough_code <> c.borough_code) boroughs from programme.shared_practice p where p.commission_id = c.commission_id and shared_on < :'t') p on true
where (c.starts_on < :'t' and coalesce(c.completed_on, 'infinity') >= :'f' and coalesce(c.withdrawn_on, 'infinity') >= :'f')
   or (c.requested_on >= :'f' and c.requested_on < :'t')
   or exists (select from programme.days d where d.commission_id = c.commission_id and d.worked_on >= :'f' and d.worked_on < :'t')
   or exists (select from programme.outcomes o where o.commission_id = c.commission_id and o.stage = 'achieved' and o.observed_on >= :'f' and o.observed_on < :'t')
   or exists (select from programme.shared_practice p where p.commission_id = c.commission_id and p.shared_on >= :'f' and p.shared_on < :'t')
order by b.name collate "C", c.reference collate "C"
