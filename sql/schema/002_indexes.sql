-- A report's cost follows its period, not the years before it: commissions and what hangs on them are found by their dates, and
-- who was reached to date is told by an index that holds no text.

create index commissions_by_request on programme.commissions (requested_on);
comment on index programme.commissions_by_request is
  'Commissions requested in a period, and those entered twice.';
create index commissions_by_start on programme.commissions (starts_on);
comment on index programme.commissions_by_start is 'Commissions started in a period.';
create index commissions_by_end on programme.commissions (least(completed_on, withdrawn_on));
comment on index programme.commissions_by_end is
  'Commissions that were live in a period or still wait: ended in or after it, or not at all.';
create index commissions_by_completion on programme.commissions (completed_on);
comment on index programme.commissions_by_completion is 'Commissions completed in a period.';
create index commissions_by_case_study on programme.commissions (case_study_on);
comment on index programme.commissions_by_case_study is
  'Commissions whose case study was shared in a period, or was not yet.';
create index commissions_by_borough on programme.commissions (borough_code, arrangement, commission_id)
  include (requested_on, starts_on, withdrawn_on);
comment on index programme.commissions_by_borough is
  'How each borough was reached to date, without reading what the commissions say.';

create index variations_by_date on programme.variations (agreed_on);
comment on index programme.variations_by_date is 'Variations agreed in a period.';
create index reviews_by_asking on programme.reviews (asked_on);
comment on index programme.reviews_by_asking is 'Reviews asked for in a period.';
create index reviews_by_receipt on programme.reviews (received_on);
comment on index programme.reviews_by_receipt is 'Reviews received in a period.';

-- Five dates, most of them empty: strands lie in about the order of their dates, so a summary of each stretch of the table does.
create index strands_by_date on programme.strands
  using brin (starts_on, due_on, completed_on, on_hold_since, stopped_on) with (pages_per_range = 32);
comment on index programme.strands_by_date is 'Strands with any date in a period, by stretches of the table.';
