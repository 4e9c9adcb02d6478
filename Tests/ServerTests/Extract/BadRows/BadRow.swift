import Testing

/// A row that breaks a rule, put into the sample as an organisation's own tables might hold it, and what must be found.
struct BadRow: CustomTestStringConvertible {
  static let all = days + commissions + results + values + lists

  let rule: String
  /// Done to the schema `records`.
  let change: String
  /// `severity relation key` of each finding of the rule.
  let finds: [String]

  init(_ rule: String, _ change: String, _ finds: String...) {
    self.rule = rule
    self.change = change
    self.finds = finds
  }

  var testDescription: String { rule + ": " + change }

  static func day(_ values: String) -> String {
    "insert into records.days values (\(values), '2010-11-30 12:00Z')"
  }

  static func commission(_ change: String, _ id: Int = 5) -> String {
    "update records.commissions set \(change) where commission_id = \(id)"
  }
}
