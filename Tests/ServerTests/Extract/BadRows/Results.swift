/// What hangs on a commission: outcomes, reviews, shares, strands and variations.
extension BadRow {
  static let results: [BadRow] = [
    BadRow(
      "orphan-outcome",
      "insert into records.outcomes values (99, 1, '2010-11-01', 'practice', 'achieved', 'x', '2010-11-01 12:00Z')",
      "error outcomes commission_id=99;outcome_no=1"),
    BadRow(
      "orphan-variation", "insert into records.variations values (99, 1, '2010-11-01', 1, 'more')",
      "error variations commission_id=99;variation_no=1"),
    BadRow(
      "orphan-strand",
      "insert into records.strands (commission_id, strand_no, title, starts_on) values (99, 1, 'x', '2010-11-01')",
      "error strands commission_id=99;strand_no=1"),
    BadRow(
      "orphan-review",
      "insert into records.reviews (commission_id, asked_on, may_publish) values (99, '2010-11-01', false)",
      "error reviews commission_id=99;review_no=1"),
    BadRow(
      "orphan-share", "insert into records.shared_practice values (99, 1, '2010-11-01', null, 'visit', 'x')",
      "error shared_practice commission_id=99;share_no=1"),
    BadRow(
      "orphan-action",
      "insert into records.actions (action_no, commission_id, agreed_on, what) values (1, 99, '2010-11-01', 'x')",
      "error actions action_no=1"),
    BadRow(
      "review-before-asked", "update records.reviews set asked_on = '2010-11-20' where commission_id = 1",
      "warning reviews commission_id=1;review_no=1"),
    BadRow(
      "review-without-date", "update records.reviews set received_on = null where commission_id = 1",
      "warning reviews commission_id=1;review_no=1"),
    BadRow(
      "orphan-output", "insert into records.outputs values (99, 1, '2010-11-01', 'report', 1)",
      "error outputs commission_id=99;output_no=1"),
    BadRow(
      "follows-nothing", "update records.outcomes set follows = 1 where commission_id = 2 and outcome_no = 2",
      "error outcomes commission_id=2;outcome_no=2"),
    BadRow(
      "follows-nothing", "update records.commissions set follows_commission_id = 99 where commission_id = 2",
      "warning commissions commission_id=2"),
    BadRow(
      "unknown-borough",
      "update records.shared_practice set from_borough_code = 'X' where commission_id = 1 and share_no = 1",
      "error shared_practice commission_id=1;share_no=1"),
    BadRow(
      "outcome-before-request",
      "update records.outcomes set observed_on = '2010-06-09' where commission_id = 2 and outcome_no = 1",
      "warning outcomes commission_id=2;outcome_no=1"),
    BadRow(
      "shared-with-own-borough",
      "update records.shared_practice set borough_code = 'E09000015' where commission_id = 1 and share_no = 1",
      "warning shared_practice commission_id=1;share_no=1"),
    BadRow(
      "look-alike-row",
      "insert into records.outcomes select commission_id, 9, observed_on, kind, stage, summary, recorded_at from records.outcomes where commission_id = 2 and outcome_no = 2",
      "warning outcomes commission_id=2;outcome_no=9"),
    BadRow(
      "look-alike-text", "update records.outcomes set kind = 'Practice' where commission_id = 2 and outcome_no = 2",
      "warning outcomes kind=practice"),
    BadRow(
      "look-alike-text",
      "update records.outcomes set kind = U&'practice\\200B' where commission_id = 2 and outcome_no = 2",
      "warning outcomes kind=practice[zero-width space]"),
    BadRow(
      "look-alike-text",
      "update records.commissions set theme = case commission_id when 1 then 'children in care' else U&'children\\00A0in care' end where commission_id < 3",
      "warning commissions theme=children[no-break space]in care"),
    BadRow(
      "look-alike-reference", "update records.commissions set reference = 'LRSA-002 ' where commission_id = 5",
      "warning commissions commission_id=5"),
    BadRow(
      "look-alike-reference", "update records.commissions set reference = 'lrsa‑002' where commission_id = 5",
      "warning commissions commission_id=5"),
    BadRow(
      "look-alike-text", "update records.boroughs set name = 'harrow' where name = 'Camden'",
      "warning boroughs name=harrow"),
    BadRow(
      "repeated-row",
      "insert into records.strands select * from records.strands where commission_id = 3 and strand_no = 1",
      "error strands commission_id=3;strand_no=1"),
  ]
}
