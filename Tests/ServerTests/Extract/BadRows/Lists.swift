/// Advisers, and lists that lack what they should have.
extension BadRow {
  static let lists: [BadRow] = [
    BadRow(
      "adviser-without-days",
      "delete from records.days where adviser_id = 3 and worked_on between '2010-11-01' and '2010-11-30'",
      "warning advisers adviser_id=3"),
    BadRow(
      "missing-reference-data", "delete from records.bank_holidays where holiday_on < '2011-01-01'",
      "warning bank_holidays "), BadRow("missing-reference-data", "delete from records.boroughs", "warning boroughs "),
    BadRow(
      "row-of-totals", "insert into records.boroughs values ('Total', '33'), ('(ONS code)', '(the name)')",
      "warning boroughs borough_code=(ONS code)", "warning boroughs borough_code=Total"),
    BadRow(
      "row-of-totals", "update records.advisers set name = ' Grand total: ' where adviser_id = 3",
      "warning advisers adviser_id=3"),
    BadRow(
      "repeated-name", "insert into records.boroughs values ('00AQ', 'Harrow')",
      "warning boroughs borough_code=00AQ", "warning boroughs borough_code=E09000015"),
    BadRow(
      "repeated-name", "update records.advisers set name = 'Adviser' where adviser_id > 1",
      "warning advisers adviser_id=2", "warning advisers adviser_id=3"),
  ]
}
