package import Facts

/// One line of what `check` says: something that was looked at, and whether it will do.
package struct Observation: Hashable, Sendable {
  package enum Severity: String, Hashable, Sendable { case ok, warning, error }

  /// Whose business an error is, and so which exit code.
  package enum Area: String, Hashable, Sendable {
    case server, privileges, contract, settings
    /// The rules of `sql/checks`.
    case quality
  }

  package let area: Area
  /// The area, or the rule of data quality.
  package let rule: String
  package let severity: Severity
  /// Empty where no relation is meant.
  package let relation: String
  /// The column, or a row's key; empty where the relation as a whole is meant.
  package let key: String
  package let message: String
  /// The SQL that would put it right, whole or as the piece of a view's definition that is missing.
  package var mend: String?

  package init(
    _ area: Area, _ severity: Severity, _ message: String, relation: String = "",
    key: String = "", mend: String? = nil
  ) {
    self.area = area
    rule = area.rawValue
    self.severity = severity
    self.relation = relation
    self.key = key
    self.message = message
    self.mend = mend
  }

  package init(_ finding: Finding) {
    area = .quality
    rule = finding.rule
    severity = finding.severity == .error ? .error : .warning
    relation = finding.relation
    key = finding.key
    message = finding.message
  }
}
