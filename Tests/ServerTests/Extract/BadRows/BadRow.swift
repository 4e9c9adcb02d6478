import Testing

/// A row that breaks a rule, put into the sample as an organisation's own tables might hold it, and what must be found.
struct BadRow: CustomTestStringConvertible {
  static let all = days + commissions + results + values + lists

  let rule: String
  /// Done to the schema `records`.
  let change: String
  /// `severity relation key` of each finding of the rule.
  let finds: [String]

  /// The day on which the rules look; after the quarter unless it is given.
  let today: String

  init(_ rule: String, _ change: String, _ finds: String..., today: String = "2012-06-30") {
    self.rule = rule
    self.change = change
    self.finds = finds
    self.today = today
  }

  var testDescription: String { rule + ": " + change }

  static func day(_ values: String) -> String { "insert into records.days values (\(values), '2010-11-30 12:00Z')" }

  static func commission(_ change: String, _ id: Int = 5) -> String {
    "update records.commissions set \(change) where commission_id = \(id)"
  }
}
