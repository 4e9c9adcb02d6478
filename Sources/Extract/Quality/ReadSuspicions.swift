import Database
import Facts
import SQL

extension Reader {
  /// The activities of the period's entries; one that does not begin with a plain character is looked at closely.
  func readActivities(
    _ connection: borrowing Connection, _ quality: inout Suspicions
  ) throws {
    let span = horizon.period.span
    var activities: [Text] = []
    try connection.forEach(
      query(.periodActivities, [.day(span.from), .day(span.until)]), columns: [.text]
    ) { row in
      guard let text = try row.recordedText(0), text.isPlain else {
        return quality.suspect(relation: "days")
      }
      activities.append(text)
    }
    quality.activities = activities
  }

  /// Looks over the rows of projects in scope, relation by relation.
  func readSuspicions(
    _ connection: borrowing Connection, _ programme: Programme, _ scope: [Int64],
    _ quality: inout Suspicions
  ) throws {
    let span = horizon.period.span
    let bounds: [Parameter] = [.day(span.from), .day(span.until), .int64Array(scope)]
    try connection.forEach(query(.suspectCommissions, bounds), columns: [.text, .int8]) { row in
      let name = try row.text(0)
      name == "commissions" ? quality.suspect(relation: name) : quality.suspect(rule: name)
    }
    var kinds: [Text] = []
    try connection.forEach(query(.suspectOutcomes, bounds), columns: [.text, .int8]) { row in
      if let kind = try row.recordedText(0) { kinds.append(kind) }
      if try row.int64(1) > 0 { quality.suspect(relation: "outcomes") }
    }
    try connection.forEach(query(.suspectRows, bounds), columns: [.text, .int8]) { row in
      if try row.int64(1) > 0 { quality.suspect(relation: try row.text(0)) }
    }
    if Text.mayLookAlike(quality.activities) { quality.suspect(rule: "look-alike-day") }
    let words = [
      quality.activities, kinds, programme.boroughs.map(\.name),
      Array(Set(programme.projects.lazy.compactMap(\.commission.theme))),
      Array(Set(programme.projects.lazy.flatMap(\.shares).compactMap(\.channel))),
    ]
    if words.contains(where: Text.mayLookAlike) { quality.suspect(rule: "look-alike-text") }
    try readKeptKeys(connection, &quality)
    quality.look(at: programme, horizon, caseStudyDueDays: caseStudyDueDays)
  }

  /// Rules about repeated keys are asked only where the server does not keep the key itself.
  private func readKeptKeys(
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
      quality.suspect(rule: once.contains(relation.name) ? "repeated-key" : "repeated-row")
    }
    if !keeps("commissions", ["reference"]) { quality.suspect(rule: "repeated-reference") }
  }
}

extension Text {
  /// Neither blank nor too long, at a glance.
  fileprivate var isPlain: Bool {
    string.utf8.count <= 100_000 && string.utf8.first.map { (0x21...0x7E).contains($0) } ?? false
  }

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
