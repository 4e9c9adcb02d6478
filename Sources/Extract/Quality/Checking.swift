package import Database
package import Facts
import SQL
import Synchronization

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
    _ connection: borrowing Connection, _ scope: CheckScope,
    _ progress: (String, Int) -> Void = { _, _ in }
  ) throws -> [Finding] {
    try check(connection, nil, scope, activities: nil, progress) { _ in true }
  }

  /// The same, asking only the rules that `isAsked` says could find something.
  ///
  /// - Parameter activities: those of the entries looked at; nil when they are not known yet.
  func check(
    _ connection: borrowing Connection, _ companion: Companion?, _ scope: CheckScope,
    activities: Set<String?>?, _ progress: (String, Int) -> Void,
    _ isAsked: (Statement) -> Bool
  ) throws -> [Finding] {
    let rules = RuleQueue(Statement.checks.filter(isAsked))
    let (mine, others) = try connection.read(with: companion) { connection in
      try ask(rules, connection, scope, progress)
    } and: { [self] connection in
      try ask(rules, connection, scope) { _, _ in }
    }
    let rows = mine + others
    let named = Set(rows.lazy.compactMap(\.activity))
    let known =
      named.isEmpty ? [] : try activities ?? Set(readActivities(connection, nil).keys)
    let all = named.union(known.compactMap(\.self)).map { Text($0) }.sorted()
    let places = Dictionary(uniqueKeysWithValues: zip(all, 1...))
    return Finding.sorted(rows.map { $0.finding(places) })
  }

  /// Those that are still to be asked, one after the other.
  private func ask(
    _ rules: RuleQueue, _ connection: borrowing Connection, _ scope: CheckScope,
    _ progress: (String, Int) -> Void
  ) throws -> [RuleRow] {
    var rows: [RuleRow] = []
    while let rule = rules.next() {
      try connection.forEach(
        query(rule, checkParameters(scope)), columns: [.text, .text, .text, .text]
      ) { row in rows.append(try row.ruleRow(of: rule.name)) }
      progress("checks", rows.count)
    }
    return rows
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

/// The rules that sessions side by side share out among them.
private final class RuleQueue: Sendable {
  private let rules: [Statement]
  private let asked = Mutex(0)

  init(_ rules: [Statement]) { self.rules = rules }

  func next() -> Statement? {
    asked.withLock { asked in
      guard asked < rules.count else { return nil }
      defer { asked += 1 }
      return rules[asked]
    }
  }
}

/// A finding as a rule gives it. Where its key ends with an activity, that stands behind a unit separator, and is known to
/// people by its place among all that were looked at: findings quote no text.
private struct RuleRow {
  let rule: String
  let severity: Finding.Severity
  let relation: String
  let key: String
  let message: String
  let activity: String?

  func finding(_ places: [Text: Int]) -> Finding {
    let place = activity.flatMap { places[Text($0)] }.map { "#\($0)" } ?? ""
    return Finding(
      rule: rule, severity: severity, relation: relation, key: key + place, message: message)
  }
}

extension Row {
  fileprivate func ruleRow(of rule: String) throws -> RuleRow {
    let key = try text(2).split(
      separator: "\u{1F}", maxSplits: 1, omittingEmptySubsequences: false)
    return RuleRow(
      rule: rule, severity: try text(0) == "error" ? .error : .warning, relation: try text(1),
      key: String(key[0]), message: try text(3),
      activity: key.count > 1 ? String(key[1]) : nil)
  }
}
