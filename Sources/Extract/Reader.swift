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

  /// Everything but the rows that stream: those go to `sink` in the order the files hold them.
  ///
  /// - Parameters:
  ///   - scope: the projects in scope of the period, once all facts but the texts are known: quality rules look at them.
  ///   - texts: the projects that people will read about one by one.
  /// - Throws: `DatabaseError`, `ExtractError`, and what `sink` throws.
  package func read(
    _ connection: borrowing Connection, into sink: RowSink, scope: (Programme) -> [Int64],
    texts: (Programme) -> [Int64]
  ) throws -> Programme {
    try ContractReading(schema: schema).check(connection)
    var programme = Programme()
    let screen = try makeScreen(connection)
    try readLists(connection, &programme, screen)
    var index = try readProjects(connection, &programme, screen)
    try readAttachments(connection, &index, &programme.counts, screen)
    try readTotals(connection, &index, screen)
    sink.begin(programme)
    try streamDays(connection, &programme, &index, sink, screen)
    try streamOutcomes(connection, &programme, &index, sink, screen)
    programme.projects = index.projects
    try readTexts(connection, &programme, texts(programme), screen)
    let rules = try check(connection, .projects(scope(programme)))
    programme.findings = Finding.sorted(rules + screen.findings)
    programme.emptyRelations = try readEmptyRelations(connection)
    return programme
  }

  /// With a comment before it, so that pg_stat_activity says at a glance whose it is and what it asks.
  func query(_ statement: Statement, _ parameters: [Parameter] = []) -> Query {
    let comment = "/* board-report: \(statement.name) */\n"
    return Query(statement.name, comment + statement.sql(in: schema), parameters)
  }
}

/// Where rows too many to hold go: files of the issue being written.
package struct RowSink {
  /// Told the boroughs and advisers before the first row.
  package let begin: (Programme) -> Void
  package let day: (DayEntry, Project) throws -> Void
  package let outcome: (Outcome, Project) throws -> Void

  package init(
    begin: @escaping (Programme) -> Void,
    day: @escaping (DayEntry, Project) throws -> Void,
    outcome: @escaping (Outcome, Project) throws -> Void
  ) {
    self.begin = begin
    self.day = day
    self.outcome = outcome
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
