/// Something about the data that a person should look at. It names the row by its key, and never quotes text.
package struct Finding: Hashable, Sendable {
  package enum Severity: String, CaseIterable, Hashable, Sendable { case error, warning }

  /// The check's file name without its ending.
  package let rule: String
  package let severity: Severity
  package let relation: String
  /// `column=value;…`; a text column by its rank, `#3`.
  package let key: String
  /// What is wrong and what was expected, in words of ours.
  package let message: String

  package init(rule: String, severity: Severity, relation: String, key: String, message: String) {
    self.rule = rule
    self.severity = severity
    self.relation = relation
    self.key = key
    self.message = message
  }
}
