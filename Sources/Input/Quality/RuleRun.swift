package import Core
package import Database
package import SQL
import Synchronization

/// Which rows the rules of data quality look at.
package enum CheckScope: Sendable {
  /// Rows dated in the period, and rows of the projects in scope that are not dated after the period.
  case projects([Int64])
  /// Everything, as seen today.
  case everything
}

extension Reader {
  /// Runs every rule of `sql/checks`, in a snapshot that is already open.
  ///
  /// - Parameters:
  ///   - companion: a second session, if there is one.
  /// - Returns: the findings, in the order of quality.csv.
  package func check(
    _ connection: borrowing Connection, _ scope: CheckScope, with companion: SecondSession? = nil,
    _ progress: (String, Int) -> Void = { _, _ in }
  ) throws -> [Finding] {
    try finish([beginCheck(try ruleStatements(connection), scope, with: companion)], connection, progress)
  }

  /// Returns the statements of every rule that can find something in what is offered and recorded.
  func ruleStatements(_ connection: borrowing Connection) throws -> [RuleStatement] {
    RuleStatement.all(try recordedOffer(connection), unique: contract.relationsWithUniqueKey)
  }

  /// Lets the second session, if there is one, begin to run the rules, while the first one goes on with something else.
  ///
  /// The statements are a queue. Each session takes the next one, so neither waits for the other.
  ///
  /// Measured as the server's processor time (`log_statement_stats`, PostgreSQL 15) for 2,200 tidy projects among a million days: one
  /// statement a rule takes 0.84 s, and the statements of `RuleStatement` take 0.32 s. Version 0.1 left out most rules and took 0.11 s. For
  /// the sample the times are 32 ms and, in version 0.1, 6 ms: PostgreSQL plans 44 statements. One batch in libpq's pipeline mode was not
  /// tried: it saves waiting for the network, not planning.
  ///
  /// - Parameter statements: those to run. What looks alike is found with those that look at projects.
  func beginCheck(_ statements: [RuleStatement], _ scope: CheckScope, with companion: SecondSession?) -> RunningCheck {
    // Those that take long come first, so that both sessions end at about the same time.
    let alike: [CheckStep] = statements.contains(where: \.looksAtProjects) ? [.labels, .references] : []
    let queue = CheckQueue(alike + statements.map(CheckStep.rule))
    let others = SideTask(companion) { [self] connection in
      var findings: [[Finding]] = []
      while let next = try runNext(queue, connection, scope) { findings += next }
      return findings
    }
    return RunningCheck(scope, queue, others: others)
  }

  /// Runs the next step that no session has begun. Returns false where there is none.
  func runNext(_ check: RunningCheck, _ connection: borrowing Connection) throws -> Bool {
    guard let findings = try runNext(check.queue, connection, check.scope) else { return false }
    check.findings += findings
    return true
  }

  /// Runs what is left of the rules.
  ///
  /// - Returns: the findings, in the order of quality.csv.
  func finish(
    _ checks: [RunningCheck], _ connection: borrowing Connection, _ progress: (String, Int) -> Void
  ) throws -> [Finding] {
    for check in checks {
      while try runNext(check, connection) { progress("checks", check.findings.reduce(0) { $0 + $1.count }) }
    }
    return Finding.merged(try checks.flatMap { try $0.findings + $0.others.value(connection) })
  }

  /// Returns what is offered, but for the columns that should be filled and that no row has: such a column is not recorded, as one
  /// that is absent, and no rule speaks of it.
  private func recordedOffer(_ connection: borrowing Connection) throws -> Offer {
    let columns = contract.offer.relations.flatMap { relation in
      relation.columns.filter { !$0.isNullable && !$0.isNeeded }.map { (relation: relation.name, name: $0.name) }
    }
    guard !columns.isEmpty else { return contract.offer }
    // A cluster has a plan for such subqueries only behind FROM.
    let selects = columns.map { column in
      "select '\(column.relation).\(column.name)' from (select \(column.name) from \(column.relation) "
        + "where \(column.name) is not null limit 1) r"
    }
    var unrecorded = Set(columns.map { "\($0.relation).\($0.name)" })
    let query = query("recorded columns", selects.joined(separator: "\nunion all\n"), [], absent: .null)
    try connection.forEach(query, columns: [.text]) { row in unrecorded.remove(try row.text(0)) }
    return contract.offer.lacking(unrecorded)
  }

  /// Runs the next step of the queue. Returns what it finds by each rule, in the order of quality.csv; nil where no step is left.
  private func runNext(_ queue: CheckQueue, _ connection: borrowing Connection, _ scope: CheckScope) throws
    -> [[Finding]]?
  {
    guard let next = queue.next() else { return nil }
    let parameters = checkParameters(scope)
    switch next {
    case .labels: return [try findLookAlikeLabels(connection, parameters)]
    case .references: return [try findLookAlikeReferences(connection, parameters)]
    case .rule(let rule):
      let query = query(rule.statement.name, rule.statement.text, parameters, absent: .null)
      return try rule.run(connection, query).map { $0.findings(caseNumbers) }
    }
  }

  /// $1, $2: the period; $3: the projects in scope, null for everything; $4: the reporting end; $5: the days after which a case
  /// study is due.
  private func checkParameters(_ scope: CheckScope) -> [Parameter] {
    let span = context.period.span
    let (ids, reportingEnd): (Parameter, CalendarDay) =
      switch scope {
      case .projects(let ids): (.int64Array(ids), context.reportingEnd)
      case .everything: (.null(.text), context.today.next)
      }
    return [.day(span.from), .day(span.until), ids, .day(reportingEnd), .int64(Int64(caseStudyDueDays))]
  }
}

/// Rules that a second session may be running.
final class RunningCheck {
  fileprivate let scope: CheckScope
  fileprivate let queue: CheckQueue
  /// What the first session found.
  fileprivate var findings: [[Finding]] = []
  fileprivate let others: SideTask<[[Finding]]>

  fileprivate init(_ scope: CheckScope, _ queue: CheckQueue, others: SideTask<[[Finding]]>) {
    (self.scope, self.queue, self.others) = (scope, queue, others)
  }
}

/// What a session runs without a pause. `sql/checks` does not find what looks alike.
private enum CheckStep: Sendable {
  case labels
  case references
  case rule(RuleStatement)
}

/// The steps that two sessions share.
private final class CheckQueue: Sendable {
  private let steps: [CheckStep]
  private let taken = Mutex(0)

  init(_ steps: [CheckStep]) { self.steps = steps }

  func next() -> CheckStep? {
    taken.withLock { taken in
      guard taken < steps.count else { return nil }
      defer { taken += 1 }
      return steps[taken]
    }
  }
}

extension RuleStatement {
  fileprivate func run(_ connection: borrowing Connection, _ query: Query) throws -> [RuleAnswer] {
    guard let relation else {
      var answer = RuleAnswer(rule: columns[0].rule)
      try connection.forEach(query, columns: Array(repeating: .text, count: 4)) { row in
        let severity: Finding.Severity = try row.text(0) == "error" ? .error : .warning
        answer.append(severity, try row.text(1), key: try row.text(2), try row.text(3))
      }
      return answer.rows.isEmpty ? [] : [answer]
    }
    var answers = Set(columns.map(\.rule)).sorted().map(RuleAnswer.init)
    let places = columns.map { column in answers.firstIndex { $0.rule == column.rule } ?? 0 }
    let types = Array(repeating: ColumnType.text, count: columns.count + 1)
    try connection.forEach(query, columns: types) { row in
      for (index, column) in columns.enumerated() {
        guard let message = try row.optionalText(index + 1) else { continue }
        answers[places[index]].append(column.severity, relation, key: try row.text(0), message)
      }
    }
    return answers.filter { !$0.rows.isEmpty }
  }
}

/// What one statement found by one rule, in the order of relation and key.
private struct RuleAnswer: Sendable {
  let rule: String
  private(set) var rows: [RuleRow] = []
  /// Each message once: very many rows may get the same.
  private var messages: Set<Text> = []

  init(rule: String) { self.rule = rule }

  mutating func append(_ severity: Finding.Severity, _ relation: String, key: String, _ message: String) {
    let shared = messages.insert(Text(message)).memberAfterInsert.string
    rows.append(RuleRow(severity, relation, key: key, shared))
  }

  /// The server orders the rows by their keys as they are recorded. Rows whose keys differ only in a text are put in order
  /// here, by the text as findings quote it.
  func findings(_ caseNumbers: [CaseNumberPattern]) -> [Finding] {
    var findings: [Finding] = []
    findings.reserveCapacity(rows.count)
    var start = 0
    for (index, row) in rows.enumerated() {
      findings.append(row.finding(of: rule, caseNumbers))
      if index + 1 == rows.count || !rows[index + 1].hasKey(of: row) {
        if index > start { findings.replaceSubrange(start..., with: Finding.sorted(findings[start...])) }
        start = index + 1
      }
    }
    return findings
  }
}

/// A finding as a rule gives it. Where its key ends with a text, the text follows a unit separator.
private struct RuleRow: Sendable {
  private let severity: Finding.Severity
  private let relation: String
  private let key: String
  private let message: String
  private let text: String?

  init(_ severity: Finding.Severity, _ relation: String, key: String, _ message: String) {
    let parts = key.split(separator: "\u{1F}", maxSplits: 1, omittingEmptySubsequences: false)
    self.severity = severity
    self.relation = relation
    self.key = String(parts[0])
    self.message = message
    text = parts.count > 1 ? String(parts[1]) : nil
  }

  func hasKey(of other: RuleRow) -> Bool { relation == other.relation && key == other.key }

  func finding(of rule: String, _ caseNumbers: [CaseNumberPattern]) -> Finding {
    Finding(
      rule: rule, severity: severity, relation: relation,
      key: text.map { key + Finding.shown($0, caseNumbers) } ?? key, message: message)
  }
}

/// A statement that runs one rule, or the row tests of one relation.
package struct RuleStatement: Sendable {
  /// What a column of the answer says.
  struct MessageColumn: Sendable {
    let rule: String
    let severity: Finding.Severity
  }

  package let statement: Statement
  /// The relation whose rows are tested; nil for a rule's own statement.
  let relation: String?
  /// The columns that hold a message, after the key; a rule's own statement has one.
  let columns: [MessageColumn]

  /// Whether the statement reads which projects are in scope. Any other one tests only whether there is a scope: it looks at rows dated in
  /// the period, and at lists.
  var looksAtProjects: Bool {
    statement.text.pieces(between: "$3").dropFirst().contains { !$0.hasPrefix("::bigint[] is ") }
  }

  /// Returns every rule of `sql/checks` that can find something in what is offered.
  ///
  /// - Parameter unique: the relations in which the server lets no two rows share a key.
  package static func all(_ offer: Offer, unique: Set<String> = []) -> [RuleStatement] {
    let rules = Statement.checks.map { Rule($0.name, $0.text, offer, unique) }
    return offer.relations.compactMap { RuleStatement(rules, of: $0) } + rules.compactMap(RuleStatement.init)
  }

  /// Answers with the key of each row that fails a test, and for each test its message; null where the row passes it.
  ///
  /// The condition comes twice. Most rows pass every test, and WHERE leaves them out before a message or a key is made.
  private init?(_ rules: [Rule], of relation: RelationSchema) {
    let tests = rules.flatMap { rule in
      rule.tests.filter { $0.relation == relation.name }.map { (rule: rule.name, test: $0) }
    }
    guard !tests.isEmpty else { return nil }
    let messages = tests.map { "case when \($0.test.condition) then \($0.test.message) end" }
    let conditions = tests.map { "(\($0.test.condition))" }
    self.relation = relation.name
    columns = tests.map { MessageColumn(rule: $0.rule, severity: .init(rawValue: $0.test.severity) ?? .error) }
    statement = Statement(
      "rules of \(relation.name)",
      text: """
        select (\(relation.keyExpression)) collate "C",
          \(messages.joined(separator: ",\n  "))
        from (\(relation.rows)) r
        where \(conditions.joined(separator: "\n  or "))
        order by 1
        """)
  }

  private init?(_ rule: Rule) {
    guard let text = rule.statement else { return nil }
    relation = nil
    columns = [MessageColumn(rule: rule.name, severity: .error)]
    statement = Statement(
      rule.name,
      text: """
        select severity, relation, key, message from (
        \(text)
        ) f(severity, relation, key, message)
        order by relation collate "C", key collate "C"
        """)
  }
}

extension RelationSchema {
  /// Returns the SQL that replaces a name in a rule; nil where the name is not about this relation.
  func part(of name: String) -> String? {
    guard name.hasSuffix(" of \(self.name)") else { return nil }
    return switch name.dropLast(self.name.count + 4) {
    case "each row": name
    case "rows": "(\(rows))"
    case "all rows": "(\(allRows))"
    case "key": keyExpression
    case "key columns": keyColumns
    case "makes no figure": "(\(lacksNeededValue))"
    case "makes a figure": "(\(Self.areUsable(needed)))"
    case "usable key": "(\(Self.areUsable(key.compactMap { column($0) }.filter { $0.ifEmpty == nil })))"
    default: nil
    }
  }

  /// The values that the row cannot do without.
  private var needed: [ColumnSchema] {
    selected.filter { $0.isNeededInRow && $0.type != .boolean && $0.type != .text }
  }

  /// Whether the row `r` lacks a value that it cannot do without.
  private var lacksNeededValue: String {
    needed.isEmpty ? "false" : needed.map { "r.\($0.name) is null" }.joined(separator: " or ")
  }

  /// Whether the row `r` has a value in each column, and no value that counts as not recorded.
  private static func areUsable(_ columns: [ColumnSchema]) -> String {
    let tests = columns.map { column in
      switch column.type {
      case .text: "r.\(column.name) ~ '[^\(Folding.invisibleInSQL)]'"
      case .days: "r.\(column.name) > -1000000 and r.\(column.name) < 1000000"
      case .date, .instant: "r.\(column.name) >= '0001-01-01' and r.\(column.name) < '10000-01-01'"
      case .integer, .boolean: "r.\(column.name) is not null"
      }
    }
    return tests.isEmpty ? "true" : tests.joined(separator: " and ")
  }

  /// The rows that a rule looks at, each once: those dated in the period, those of projects in scope that are not dated after it,
  /// and those of nobody knows which period or project. Where `$3` is null, all rows. A SELECT for each, so that an index finds
  /// its rows.
  var rows: String {
    if let date = dated {
      let undated = """

        union all
        select * from \(name)
        where $3::bigint[] is not null and (\(date) is null or \(date) < '0001-01-01' or \(date) > '9999-12-31')
          and not coalesce(commission_id = any($3::bigint[]), false)
        """
      return """
        select * from \(name) where \(date) >= $1 and \(date) < $2
        union all
        select * from \(name)
        where commission_id = any($3::bigint[]) and (\(date) is null or \(date) < $1 or \(date) > '9999-12-31')
        union all
        select * from \(name)
        where $3::bigint[] is null and not coalesce(\(date) >= $1 and \(date) < $2, false)\(isNeeded ? undated : "")
        """
    }
    guard column("commission_id") != nil else { return allRows }
    return """
      select * from \(name)
      where $3::bigint[] is null or commission_id = any($3::bigint[]) or commission_id is null
      """
  }

  private var allRows: String { "select * from \(name)" }

  /// A text is grouped by its exact bytes, whatever its collation.
  private var keyColumns: String {
    key.flatMap { [keyValue($0)] + (column($0)?.type == .text ? ["r.\($0) collate \"C\""] : []) }
      .joined(separator: ", ")
  }

  /// The value of a column of the key in the row `r`: where it is empty, the value that it counts as.
  private func keyValue(_ name: String) -> String {
    column(name)?.ifEmpty.map { "coalesce(r.\(name), \($0))" } ?? "r.\(name)"
  }

  /// The columns by which a finding names a row: those of the key that are offered, and the row's date where a column of the key is
  /// not offered. A text is last.
  var namingColumns: [String] {
    guard !hasWholeKey, let dated, !key.contains(dated) else { return key }
    let texts = key.filter { column($0)?.type == .text }
    return key.filter { !texts.contains($0) } + [dated] + texts
  }

  /// The key of the row `r` as a finding names it: the columns that hold a value. A text, which ends the key, follows a unit
  /// separator: see `RuleRow`.
  var keyExpression: String {
    let parts = namingColumns.map { name in
      "'\(name)=' || " + (column(name)?.type == .text ? "chr(31) || left(r.\(name), 1000)" : "\(keyValue(name))::text")
    }
    return "concat_ws(';', \(parts.joined(separator: ", ")))"
  }
}
