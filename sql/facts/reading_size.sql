-- An estimate of the rows that the report reads: the period's entries, [$1, $2), up to $3, and the commissions that had
-- not ended by $4.
select
  (select count(*) from (select from days where worked_on >= $1 and worked_on < $2 limit $3) d),
  (select count(*) from commissions
    where least(completed_on, withdrawn_on) >= $4 or least(completed_on, withdrawn_on) is null)
