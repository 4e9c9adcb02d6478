/// Commissions that contradict themselves, or others.
extension BadRow {
  static let commissions: [BadRow] = [
    BadRow("unknown-borough", BadRow.commission("borough_code = 'E09000099'"), "error commissions commission_id=5"),
    BadRow(
      "unknown-borough",
      "update records.shared_practice set borough_code = 'E09000099' where commission_id = 6 and share_no = 1",
      "error shared_practice commission_id=6;share_no=1"),
    BadRow("ends-before-starts", BadRow.commission("due_on = '2010-09-30'"), "error commissions commission_id=5"),
    BadRow(
      "ends-before-starts", BadRow.commission("completed_on = null, withdrawn_on = '2010-09-01'"),
      "error commissions commission_id=5"),
    BadRow(
      "ends-before-starts",
      "update records.strands set completed_on = '2010-07-31' where commission_id = 3 and strand_no = 1",
      "error strands commission_id=3;strand_no=1"),
    BadRow(
      "ends-before-starts", "update records.advisers set left_on = '2010-03-31' where adviser_id = 2",
      "error advisers adviser_id=2"),
    BadRow("unknown-word", BadRow.commission("arrangement = 'Host'"), "error commissions commission_id=5"),
    BadRow(
      "unknown-word", "update records.outcomes set stage = 'done' where commission_id = 2 and outcome_no = 2",
      "error outcomes commission_id=2;outcome_no=2"),
    BadRow(
      "unknown-word", "update records.reviews set rating = 'good' where commission_id = 1",
      "error reviews commission_id=1;review_no=1"),
    BadRow(
      "completed-without-case-study",
      BadRow.commission("case_study_on = '2010-11-30'", 1) + ";"
        + BadRow.commission("completed_on = '2010-11-15', case_study_on = null"), "warning commissions commission_id=5"),
    BadRow(
      "completed-without-review", "delete from records.reviews where commission_id = 1",
      "warning commissions commission_id=1"),
    BadRow(
      "completed-and-withdrawn", BadRow.commission("withdrawn_on = '2011-02-28'"), "warning commissions commission_id=5"
    ),
    BadRow(
      "days-agreed-without-plan", BadRow.commission("due_on = null, completed_on = null"),
      "warning commissions commission_id=5"),
    BadRow("worked-without-start", BadRow.commission("starts_on = null"), "warning commissions commission_id=5"),
    BadRow("repeated-reference", BadRow.commission("reference = 'LRSA-002'"), "error commissions commission_id=5"),
    BadRow(
      "look-alike-commission",
      "insert into records.commissions select 9, 'LRSA-009', borough_code, title, theme, arrangement, requested_on, agreed_on, starts_on from records.commissions where commission_id = 5",
      "warning commissions commission_id=9"),
    BadRow(
      "agreed-below-zero", "insert into records.variations values (5, 1, '2010-11-01', -12.5, 'less')",
      "error commissions commission_id=5"),
    BadRow(
      "repeated-key", "insert into records.boroughs select * from records.boroughs where borough_code = 'E09000003'",
      "error boroughs borough_code=E09000003"),
    // A review without a number is the first.
    BadRow(
      "repeated-key", "insert into records.reviews (commission_id, may_publish) values (1, false)",
      "error reviews commission_id=1;review_no=1"),
    // Rows without a key have none in common.
    BadRow(
      "repeated-key",
      """
      update records.boroughs set borough_code = case when name < 'Bb' then null else ' ' end where name < 'C';
      insert into records.advisers (name) values ('A'), ('B');
      insert into records.actions (agreed_on, what) values ('2010-11-01', 'x'), ('2010-11-01', 'y');
      insert into records.bank_holidays values (null, 'x'), (null, 'x'), ('0044-03-15 BC', 'x'), ('0044-03-15 BC', 'x')
      """),
  ]
}
