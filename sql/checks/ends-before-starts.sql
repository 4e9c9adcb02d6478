-- Nothing ends before it starts, and nothing is agreed, withdrawn or left before it was requested or taken up. A planned
-- last day before the start counts as not recorded. The other dates count as they are recorded.
-- for each relation | earlier | later
--   commissions | starts_on | due_on
--   commissions | starts_on | completed_on
--   commissions | requested_on | agreed_on
--   commissions | requested_on | completed_on
--   commissions | requested_on | withdrawn_on
--   strands | starts_on | due_on
--   strands | starts_on | completed_on
--   strands | starts_on | stopped_on
--   advisers | appointed_on | left_on
--   actions | agreed_on | done_on
--   actions | agreed_on | dropped_on
select 'error', format('{later} (%s) is before {earlier} (%s)', r.{later}, r.{earlier})
from {each row of {relation}} r
where r.{later} < r.{earlier} and r.{later} >= '0001-01-01' and r.{earlier} <= '9999-12-31'
