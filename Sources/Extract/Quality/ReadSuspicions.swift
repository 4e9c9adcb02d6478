import Database
import Facts
import SQL

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
    _ connection: borrowing Connection, _ companion: Companion?, _ programme: Programme,
    _ scope: [Int64], _ quality: inout Suspicions
  ) throws {
    let span = horizon.period.span
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
    quality.look(at: programme, horizon, caseStudyDueDays: caseStudyDueDays)
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
