-- What happened is not dated after today. Plans (starts_on, due_on, left_on, appointed_on) may be. Of a period that is over
-- nothing is looked at: what lies after it is in another period.
-- for each relation | column
--   days | worked_on
--   commissions | requested_on
--   commissions | agreed_on
--   commissions | completed_on
--   commissions | withdrawn_on
--   commissions | on_hold_since
--   commissions | case_study_on
--   variations | agreed_on
--   strands | completed_on
--   strands | on_hold_since
--   strands | stopped_on
--   outcomes | observed_on
--   reviews | asked_on
--   reviews | received_on
--   shared_practice | shared_on
--   actions | agreed_on
--   actions | done_on
--   actions | dropped_on
select 'error', '{relation}', {key of {relation}}, format('{column} is %s, a day that has not come', r.{column})
from programme.{relation} r
where r.{column} >= $4 and r.{column} <= '9999-12-31'
  and ($3::bigint[] is null or ($4::date < $2::date and r.{column} < $2))
