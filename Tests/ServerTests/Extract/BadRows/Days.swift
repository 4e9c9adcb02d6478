/// Day entries that should not be as they are.
extension BadRow {
  static let days: [BadRow] = [
    BadRow(
      "orphan-day", BadRow.day("99, '2010-10-05', 1, 'planning', 0.25"),
      "error days commission_id=99;worked_on=2010-10-05;adviser_id=1;activity=planning"),
    BadRow(
      "unknown-adviser", BadRow.day("5, '2010-10-05', 9, 'planning', 0.25"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=9;activity=planning"),
    BadRow(
      "day-above-one", BadRow.day("5, '2010-10-04', 2, 'meetings', 0.75"),
      "warning days adviser_id=2;worked_on=2010-10-04"),
    BadRow(
      "day-not-above-zero", BadRow.day("5, '2010-10-05', 3, 'planning', 0"),
      "error days commission_id=5;worked_on=2010-10-05;adviser_id=3;activity=planning"),
    BadRow(
      "day-outside-post",
      "update records.advisers set left_on = '2010-12-15' where adviser_id = 3; update records.days set worked_on = '2010-12-16' where worked_on = '2010-12-10' and adviser_id = 3",
      "error days adviser_id=3"),
    BadRow(
      "day-before-request", BadRow.commission("requested_on = '2010-10-05'"), "warning commissions commission_id=5"),
    BadRow(
      "day-after-withdrawal", BadRow.commission("withdrawn_on = '2010-12-10', completed_on = null"),
      "error commissions commission_id=5"),
    BadRow(
      "day-after-completion", BadRow.commission("completed_on = '2010-12-10'"), "warning commissions commission_id=5"),
    BadRow(
      "day-while-on-hold", BadRow.commission("on_hold_since = '2010-12-10'"), "warning commissions commission_id=5"),
    BadRow(
      "day-off-worked", BadRow.day("5, '2010-10-09', 3, 'planning', 0.25"),
      "warning days adviser_id=3;worked_on=2010-10-09"),
    BadRow(
      "day-off-worked", BadRow.day("5, '2010-12-27', 3, 'planning', 0.25"),
      "warning days adviser_id=3;worked_on=2010-12-27"),
    BadRow(
      "day-recorded-early", BadRow.day("5, '2010-12-02', 3, 'planning', 0.25"),
      "warning days commission_id=5;worked_on=2010-12-02;adviser_id=3;activity=planning"),
    BadRow(
      "look-alike-day", BadRow.day("5, '2010-10-04', 2, 'Planning ', 0.25"),
      "warning days commission_id=5;worked_on=2010-10-04;adviser_id=2"),
    BadRow(
      "repeated-row", BadRow.day("5, '2010-10-04', 2, 'planning', 0.25"),
      "error days commission_id=5;worked_on=2010-10-04;adviser_id=2;activity=planning"),
    // Rows that make no figure are not counted twice.
    BadRow(
      "repeated-row",
      ["'infinity', 2, 'planning', 0.25", "null, 2, 'planning', 0.25", "'2010-10-05', 2, 'planning', 'NaN'"].map {
        "\(BadRow.day("5, \($0)")); \(BadRow.day("5, \($0)"))"
      }.joined(separator: ";")),
  ]
}
