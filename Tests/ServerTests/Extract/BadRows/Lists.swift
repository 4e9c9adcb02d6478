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
  ]
}
