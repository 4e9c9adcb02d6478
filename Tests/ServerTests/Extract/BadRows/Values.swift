/// Values that no column should hold.
extension BadRow {
  static let values: [BadRow] = [
    BadRow(
      "more-than-two-decimals", BadRow.day("5, '2010-10-05', 3, 'planning', 0.125"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=planning"),
    BadRow(
      "more-than-two-decimals", BadRow.commission("days_per_week = 1e-16383"), "error commissions commission_id=5"),
    BadRow(
      "unusable-number", BadRow.day("5, '2010-10-05', 3, 'planning', 'NaN'"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=planning"),
    BadRow(
      "unusable-number", BadRow.day("5, '2010-10-05', 3, 'planning', '-Infinity'"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=planning"),
    BadRow("unusable-number", BadRow.commission("days_agreed = 1e131071"), "error commissions commission_id=5"),
    BadRow(
      "unusable-number", "update records.advisers set days_per_week = 'Infinity' where adviser_id = 2",
      "error advisers adviser_id=2"),
    BadRow(
      "unusable-number",
      """
      drop view programme.outputs; alter table records.outputs alter quantity type bigint;
      create view programme.outputs as select * from records.outputs;
      update records.outputs set quantity = 9223372036854775807 where commission_id = 2 and output_no = 1
      """, "error outputs commission_id=2;output_no=1"),
    BadRow("improbable-number", BadRow.commission("days_per_week = 8"), "error commissions commission_id=5"),
    BadRow(
      "improbable-number", BadRow.day("5, '2010-10-05', 3, 'planning', 32"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=planning"),
    BadRow("unusable-date", BadRow.commission("agreed_on = 'infinity'"), "error commissions commission_id=5"),
    BadRow("unusable-date", BadRow.commission("due_on = '0044-03-15 BC'"), "error commissions commission_id=5"),
    BadRow(
      "unusable-date", BadRow.day("5, '5874897-12-31', 3, 'planning', 1"),
      "error days commission_id=5;worked_on=5874897-12-31;adviser_id=3;activity=planning"),
    BadRow(
      "unusable-date", "insert into records.days values (5, '2010-10-05', 3, 'planning', 0.25, '-infinity')",
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=planning"),
    BadRow(
      "future-date", BadRow.day("5, '2010-12-31', 3, 'planning', 0.25"), "error commissions commission_id=2",
      "error commissions commission_id=3",
      "error days commission_id=5;worked_on=2010-12-31;adviser_id=3;activity=planning",
      "error strands commission_id=3;strand_no=2", today: "2010-12-30"),
    BadRow(
      "future-date",
      "update records.days set recorded_at = '2099-01-01' where commission_id = 5 and worked_on = '2010-10-04'",
      "error days commission_id=5;worked_on=2010-10-04;adviser_id=2;activity=planning"),
    BadRow("improbable-date", BadRow.commission("requested_on = '0210-09-01'"), "warning commissions commission_id=5"),
    BadRow("improbable-date", BadRow.commission("due_on = '2062-03-31'"), "warning commissions commission_id=5"),
    BadRow(
      "missing-value", BadRow.day("5, null, 3, 'planning', 1"),
      "error days commission_id=5;adviser_id=3;activity=planning"),
    BadRow("missing-value", BadRow.commission("requested_on = null"), "error commissions commission_id=5"),
    BadRow(
      "blank-text", BadRow.day("5, '2010-10-05', 3, null, 0.25"),
      "warning days commission_id=5;worked_on=2010-10-05;adviser_id=3"),
    BadRow("blank-text", BadRow.commission("theme = E'\\u00A0\\t'"), "warning commissions commission_id=5"),
    BadRow("blank-text", BadRow.commission("title = U&'\\200B\\FEFF'"), "warning commissions commission_id=5"),
    BadRow("placeholder-text", BadRow.commission("next_steps = ' N/A'"), "warning commissions commission_id=5"),
    BadRow(
      "placeholder-text", BadRow.commission("title = 'TBC', next_steps = '-'"), "warning commissions commission_id=5"),
    BadRow("placeholder-text", BadRow.commission("next_steps = 'FALSE'"), "warning commissions commission_id=5"),
    BadRow("placeholder-text", BadRow.commission("theme = 'NULL'"), "warning commissions theme=NULL"),
    BadRow(
      "placeholder-text", BadRow.commission("theme = U&'N/A\\200B'"),
      "warning commissions theme=N/A[zero-width space]"),
    BadRow("placeholder-text", BadRow.commission("next_steps = '[tbc]'"), "warning commissions commission_id=5"),
    BadRow(
      "placeholder-text", BadRow.commission("work_undertaken = U&'\\2026'"), "warning commissions commission_id=5"),
    BadRow(
      "text-too-long", BadRow.commission("next_steps = repeat('é', 100001)"), "warning commissions commission_id=5"),
  ]
}
