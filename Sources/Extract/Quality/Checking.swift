package import Database
package import Facts
import SQL

/// Which rows the rules of data quality look at.
package enum CheckScope: Sendable {
  /// Rows dated in the period, and those of the projects in scope of it but what is dated after it.
  case projects([Int64])
  /// Everything, as seen today.
  case everything
}

extension Reader {
  /// What the rules of `sql/checks` find, by rule, relation and key; inside a snapshot that is already open.
  package func check(
    _ connection: borrowing Connection, _ scope: CheckScope
  ) throws -> [Finding] {
    try check(connection, scope) { _ in true }
  }

  /// The same, asking only the rules that `isAsked` says could find something.
  func check(
    _ connection: borrowing Connection, _ scope: CheckScope, _ isAsked: (Statement) -> Bool
  ) throws -> [Finding] {
    var findings: [Finding] = []
    for rule in Statement.checks where isAsked(rule) {
      try connection.forEach(
        query(rule, checkParameters(scope)), columns: [.text, .text, .text, .text]
      ) { row in
        findings.append(
          Finding(
            rule: rule.name, severity: try row.text(0) == "error" ? .error : .warning,
            relation: try row.text(1), key: try row.text(2), message: try row.text(3)))
      }
      progress("checks", findings.count)
    }
    return Finding.sorted(findings)
  }

  /// $1, $2: the period; $3: projects in scope, null for everything; $4: the first day not reported on; $5: days after
  /// which a case study is due.
  private func checkParameters(_ scope: CheckScope) -> [Parameter] {
    let span = horizon.period.span
    let (ids, asOf): (Parameter, CalendarDay) =
      switch scope {
      case .projects(let ids): (.int64Array(ids), horizon.asOf)
      case .everything: (.null(.text), horizon.today.next)
      }
    return [.day(span.from), .day(span.until), ids, .day(asOf), .int64(Int64(caseStudyDueDays))]
  }
}
