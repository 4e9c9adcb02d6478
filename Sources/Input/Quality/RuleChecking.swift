package import Core
package import Database
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
    _ connection: borrowing Connection, _ companion: SecondSession?, _ scope: CheckScope,
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
    let span = context.period.span
    let (ids, reportingEnd): (Parameter, CalendarDay) =
      switch scope {
      case .projects(let ids): (.int64Array(ids), context.reportingEnd)
      case .everything: (.null(.text), context.today.next)
      }
    return [
      .day(span.from), .day(span.until), ids, .day(reportingEnd), .int64(Int64(caseStudyDueDays)),
    ]
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

/// The texts that name figures and rows: where one must be withheld, each gets a number, so that they stay apart.
enum Label: Int64, CaseIterable {
  case boroughCode, boroughName, adviserName, theme, activity, kind, channel

  /// The column of the contract.
  var column: String {
    switch self {
    case .boroughCode: "borough_code"
    case .boroughName, .adviserName: "name"
    case .theme: "theme"
    case .activity: "activity"
    case .kind: "kind"
    case .channel: "channel"
    }
  }
}

/// A row, as findings name it.
struct RowKey: Comparable {
  let relation: String
  /// `column=value;…`
  let key: String

  init(_ relation: String, _ key: String) {
    self.relation = relation
    self.key = key
  }

  static func commission(_ id: Int64) -> RowKey { RowKey("commissions", "commission_id=\(id)") }

  static func outcome(_ commission: Int64, _ number: Int64) -> RowKey {
    RowKey("outcomes", "commission_id=\(commission);outcome_no=\(number)")
  }

  static func day(_ commission: Int64, _ day: CalendarDay, _ adviser: Int64) -> RowKey {
    RowKey("days", "commission_id=\(commission);worked_on=\(day);adviser_id=\(adviser)")
  }

  static func < (left: RowKey, right: RowKey) -> Bool {
    (left.relation, left.key) < (right.relation, right.key)
  }
}

extension Reader {
  /// The activities of the entries of a span, or of all entries that have a date, and what those of each come to; nil where none
  /// is recorded.
  func readActivities(
    _ connection: borrowing Connection, _ span: Span?
  ) throws -> [String?: DayTotal] {
    var activities: [String?: DayTotal] = [:]
    let bounds: [Parameter] =
      span.map { [.day($0.from), .day($0.until)] } ?? [.date(.min), .date(.max)]
    try connection.forEach(query(.periodActivities, bounds), columns: [.text, .int8, .int8]) {
      row in
      activities[try row.optionalText(0), default: DayTotal()].add(
        Days(hundredths: try row.int64(2)), entries: Int(try row.int64(1)))
    }
    return activities
  }

  /// Looks over the rows of projects in scope, relation by relation.
  func readSuspicions(
    _ connection: borrowing Connection, _ companion: SecondSession?, _ programme: Programme,
    _ scope: [Int64], _ quality: inout Suspicions
  ) throws {
    let span = context.period.span
    let bounds: [Parameter] = [.day(span.from), .day(span.until), .int64Array(scope)]
    let plain = quality.plainActivities
    let known: [Parameter] = [
      .textArray(plain.map(\.string)), .int64Array(programme.advisers.map(\.id)),
    ]
    let (kinds, names) = try connection.read(with: companion) { connection in
      try suspectDays(connection, [bounds[2], bounds[0]] + known, &quality)
      return try suspectOutcomes(connection, bounds, &quality)
    } and: { [self] connection in
      try suspectNames(connection, bounds)
    }
    for name in names { quality.suspect(name) }
    if Text.mayLookAlike(plain) { quality.suspect("look-alike-day") }
    let words = [
      plain, kinds, programme.boroughs.map(\.name),
      Array(Set(programme.projects.lazy.compactMap(\.commission.theme))),
      Array(Set(programme.projects.lazy.flatMap(\.shares).compactMap(\.channel))),
    ]
    if words.contains(where: Text.mayLookAlike) { quality.suspect("look-alike-text") }
    quality.look(at: programme, context, caseStudyDueDays: caseStudyDueDays)
  }

  /// Of projects in scope, before the period; its own entries were looked at as they went by.
  private func suspectDays(
    _ connection: borrowing Connection, _ parameters: [Parameter], _ quality: inout Suspicions
  ) throws {
    try connection.forEach(query(.suspectDays, parameters), columns: [.bool]) { row in
      if try row.bool(0) { quality.suspect("days") }
    }
  }

  /// Gives the kinds of outcome there are.
  private func suspectOutcomes(
    _ connection: borrowing Connection, _ bounds: [Parameter], _ quality: inout Suspicions
  ) throws -> [Text] {
    var kinds: [Text] = []
    try connection.forEach(query(.suspectOutcomes, bounds), columns: [.text, .int8, .int8]) {
      row in
      if let kind = try row.recordedText(0) { kinds.append(kind) }
      if try row.int64(1) > 0 { quality.suspect("outcomes") }
      if try row.int64(2) > 0 { quality.suspect("outcome-before-request") }
    }
    return kinds
  }

  /// Of commissions and the relations that hang on them.
  private func suspectNames(
    _ connection: borrowing Connection, _ bounds: [Parameter]
  ) throws -> [String] {
    var names: [String] = []
    for screen in [Statement.suspectCommissions, .suspectRows] {
      try connection.forEach(query(screen, bounds), columns: [.text, .int8]) { row in
        if try row.int64(1) > 0 { names.append(try row.text(0)) }
      }
    }
    return names
  }

  /// Rules about repeated keys are asked only where the server does not keep the key itself.
  func readKeptKeys(
    _ connection: borrowing Connection, _ quality: inout Suspicions
  ) throws {
    var kept: [String: [Set<Substring>]] = [:]
    try connection.forEach(
      Statement.keptKeys.query(.text(schema), .relationNames), columns: [.text, .text]
    ) { row in
      kept[try row.text(0), default: []].append(Set(try row.text(1).split(separator: " ")))
    }
    func keeps(_ relation: String, _ key: [String]) -> Bool {
      kept[relation]?.contains { $0.isSubset(of: key.map { $0[...] }) } ?? false
    }
    let once = ["boroughs", "advisers", "commissions", "reviews", "bank_holidays"]
    for relation in Contract.relations where !keeps(relation.name, relation.key) {
      quality.suspect(once.contains(relation.name) ? "repeated-key" : "repeated-row")
    }
    if !keeps("commissions", ["reference"]) { quality.suspect("repeated-reference") }
  }
}

extension Text {
  /// Whether two of them could differ only in capitals, spaces or encoding. What is not ASCII is left to the database, which
  /// knows how Unicode folds.
  fileprivate static func mayLookAlike(_ texts: [Text]) -> Bool {
    var seen: Set<[UInt8]> = []
    for text in texts {
      let bytes = Array(text.string.utf8)
      guard bytes.allSatisfy({ $0 < 0x80 }) else { return true }
      let folded = bytes.filter { $0 > 0x20 }.map { (0x41...0x5A).contains($0) ? $0 + 0x20 : $0 }
      if !seen.insert(folded).inserted { return true }
    }
    return false
  }
}
