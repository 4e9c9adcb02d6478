-- Commissions that a figure or an exception of the report may count: by their dates when $8, else the commissions $9.
-- What is asked of the dates is a little too much, in ranges that indexes hold; the report looks at each again.
-- $1, $2: first day, and day after the end, of all the periods reported; $3, $4: of all the spans; $5: the first day not
-- reported on; $6: a project completed before it should have a case study, not one shared from $7 on;
-- $10: the first of the twelve months before $5; $5 itself where the report does not look ahead.
-- A date that is infinite or outside years 1 to 9999 counts as not recorded.
-- The columns are those of the relation's declaration.
select {columns}
from commissions
where (not $8 and commission_id = any($9::bigint[]))
  -- Live: least() passes over what is null.
  or ($8 and starts_on < $2
    and (least(completed_on, withdrawn_on) >= $1 or least(completed_on, withdrawn_on) is null
      or least(completed_on, withdrawn_on) < '0001-01-01'))
  or ($8 and requested_on >= $3 and requested_on < $4)
  or ($8 and starts_on >= $3 and starts_on < $4)
  or ($8 and completed_on >= $3 and completed_on < $4)
  or ($8 and case_study_on >= $3 and case_study_on < $4)
  -- Requested, agreed or on hold, and not begun: a commission that waits is an exception, however old its request is.
  or ($8 and (requested_on < $5 or agreed_on < $5 or on_hold_since < $5)
    and (starts_on is null or starts_on >= $5 or starts_on < '0001-01-01')
    and (least(completed_on, withdrawn_on) >= $5 or least(completed_on, withdrawn_on) is null
      or least(completed_on, withdrawn_on) < '0001-01-01'))
  -- Agreed, else started, in the twelve months over which the usual size of a project is measured.
  or ($8 and agreed_on >= $10 and agreed_on < $5)
  or ($8 and starts_on >= $10 and starts_on < $5)
  or ($8 and completed_on < $6 and (case_study_on is null or case_study_on >= $7 or case_study_on < '0001-01-01'))
