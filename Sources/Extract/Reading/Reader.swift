package import Database
package import Facts
import SQL

/// Reads what one report is computed from, inside a snapshot that is already open and locked.
package struct Reader {
  package let schema: String
  package let horizon: Horizon
  /// Days after which a case study is due: a commission that old is still counted.
  package let caseStudyDueDays: Int
  /// Told what is read and how many rows of it so far.
  package var progress: (String, Int) -> Void = { _, _ in }

  package init(schema: String, horizon: Horizon, caseStudyDueDays: Int) {
    self.schema = schema
    self.horizon = horizon
    self.caseStudyDueDays = caseStudyDueDays
  }

  /// The relations to lock before the first row is read.
  package static func relations(in schema: String) -> [QualifiedName] {
    Contract.relations.map { QualifiedName(schema, $0.name) }
  }

  /// Everything but the rows that stream: those go to a sink in the order the files hold them.
  ///
  /// - Parameters:
  ///   - begin: gives the sink; asked again when the read begins again, and then nothing of the first counts.
  ///   - scope: the projects in scope of the period, once all facts but the texts are known: quality rules look at them.
  ///   - texts: the projects whose texts are held.
  ///   - studies: those whose texts are too many to hold: they go to the sink in this order.
  /// - Throws: `DatabaseError`, `ExtractError`, and what the sink throws.
  package func read(
    _ connection: borrowing Connection, into begin: () throws -> RowSink,
    scope: (Programme) -> [Int64], texts: (Programme) -> [Int64],
    studies: (Programme) throws -> [Int64] = { _ in [] }
  ) throws -> Programme {
    try ContractReading(schema: schema).check(connection)
    do {
      return try read(
        connection, into: try begin(), Screen(nil), scope: scope, texts: texts, studies: studies)
    } catch is Screen.NeedsNumbers {
      let screen = Screen(try readSuspects(connection))
      return try read(
        connection, into: try begin(), screen, scope: scope, texts: texts, studies: studies)
    }
  }

  private func read(
    _ connection: borrowing Connection, into sink: RowSink, _ screen: Screen,
    scope: (Programme) -> [Int64], texts: (Programme) -> [Int64],
    studies: (Programme) throws -> [Int64]
  ) throws -> Programme {
    var programme = Programme()
    var quality = Suspicions()
    try readKeptKeys(connection, &quality)
    try readLists(connection, &programme, screen)
    quality.activities = try readActivities(connection, horizon.period.span)
    if quality.plainActivities.count < quality.activities.count { quality.suspect("days") }
    for activity in quality.activities.compactMap(\.self) {
      _ = Text(recorded: activity).map { screen.suspect($0, .activity) }
    }
    let byID = try readFacts(connection, &programme, screen, &quality)
    try screen.checkNumbers()
    try sink.begin(programme)
    try streamDays(connection, &programme, byID, sink, screen, &quality)
    try streamOutcomes(connection, &programme, byID, sink, screen, &quality)
    try screen.checkNumbers()
    programme.texts = try readTexts(connection, texts(programme), screen)
    try streamTexts(connection, programme, byID, try studies(programme), sink, screen)
    try screen.checkNumbers()
    let projects = scope(programme)
    try readSuspicions(connection, programme, projects, &quality)
    let rules = try check(connection, .projects(projects), activities: quality.activities) {
      quality.asks($0.name, reading: $0.relations)
    }
    programme.findings = Finding.sorted(rules + screen.findings)
    programme.emptyRelations = try readEmptyRelations(connection)
    return programme
  }

  /// The commissions that count and all that hangs on them, summed; gives each project's place by its commission.
  private func readFacts(
    _ connection: borrowing Connection, _ programme: inout Programme, _ screen: Screen,
    _ quality: inout Suspicions
  ) throws -> [Int64: Int] {
    let sums = try readSpans(connection, screen, &quality)
    var index = try readProjects(
      connection, &programme, touched: sums.touched,
      keepsKey: !quality.asks("repeated-key", reading: []), screen)
    sums.add(to: &index)
    try readAttachments(connection, &index, &programme.counts, screen)
    try readBefore(connection, programme, &index, &quality)
    programme.projects = index.projects
    return index.byID
  }

  /// With a comment before it, so that pg_stat_activity says at a glance whose it is and what it asks.
  func query(_ statement: Statement, _ parameters: [Parameter] = []) -> Query {
    let comment = "/* board-report: \(statement.name) */\n"
    return Query(statement.name, comment + statement.sql(in: schema), parameters)
  }
}

/// A day entry on its way to its file. What it names is known by its place as well: few names serve very many entries.
package struct DayRow {
  package let entry: DayEntry
  /// The place of its project among the programme's.
  package let project: Int
  /// The place of its activity among those that came so far; 0 when it is not recorded.
  package let activity: Int
}

/// Where rows too many to hold go: files of the issue being written.
package struct RowSink {
  /// Told everything that was read so far before the first row.
  package let begin: (Programme) throws -> Void
  package let day: (DayRow) throws -> Void
  /// With its commission.
  package let outcome: (Outcome, Commission) throws -> Void
  /// What is written about a project, where the texts are too many to hold.
  package let study: (Project, ProjectTexts) throws -> Void

  package init(
    begin: @escaping (Programme) throws -> Void, day: @escaping (DayRow) throws -> Void,
    outcome: @escaping (Outcome, Commission) throws -> Void,
    study: @escaping (Project, ProjectTexts) throws -> Void = { _, _ in }
  ) {
    self.begin = begin
    self.day = day
    self.outcome = outcome
    self.study = study
  }
}

/// Projects by commission, while facts are being hung on them.
struct ProjectIndex {
  var projects: [Project]
  let byID: [Int64: Int]

  var ids: [Int64] { projects.map(\.commission.id) }

  init(_ projects: [Project]) {
    self.projects = projects
    byID = Dictionary(
      uniqueKeysWithValues: projects.enumerated().map { ($1.commission.id, $0) })
  }

  /// Changes the project of a commission; rows of a commission nobody knows change nothing.
  mutating func update(_ id: Int64, _ change: (inout Project) -> Void) {
    if let index = byID[id] { change(&projects[index]) }
  }
}
