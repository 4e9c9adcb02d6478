import Core
import Database
import Input
import SQL
import Support

/// A database that holds one programme and the second path over it.
struct ProgrammeDatabase {
  let conninfo: String
  let schema: String

  /// Our own tables, which refuse what is certainly wrong.
  static func own() throws -> ProgrammeDatabase {
    try ProgrammeDatabase("programme", Statement.tables.sql(in: "programme"))
  }

  /// Relations of the same columns in another schema, without a constraint.
  static func unguarded() throws -> ProgrammeDatabase {
    let tables = Contract.relations.map {
      "create table theirs.\($0.name) as table programme.\($0.name) with no data;\n"
    }
    return try ProgrammeDatabase(
      "theirs", Statement.tables.sql(in: "programme") + ";\ncreate schema theirs;\n" + tables.joined() + types)
  }

  /// Others that the contract welcomes.
  private static let types = """
    alter table theirs.days alter commission_id type bigint, alter activity type varchar(300);
    alter table theirs.commissions alter commission_id type bigint, alter theme type varchar(300);
    alter table theirs.advisers alter adviser_id type smallint;
    alter table theirs.reviews alter review_no drop not null;
    """

  private init(_ schema: String, _ script: String) throws {
    self.schema = schema
    conninfo = try TestServer.shared.database(loading: script + ";\n" + Self.secondPath(schema))
  }

  /// A database of somebody's that holds a programme already, lent to the body with the second path in it.
  static func filled(_ conninfo: String, _ body: (ProgrammeDatabase) throws -> Void) throws {
    try run(secondPath("programme"), conninfo)
    defer { try? run("drop schema second cascade", conninfo) }
    try body(ProgrammeDatabase(conninfo: conninfo, schema: "programme"))
  }

  private init(conninfo: String, schema: String) {
    self.conninfo = conninfo
    self.schema = schema
  }

  private static func secondPath(_ schema: String) -> String { "set search_path = second, \(schema);\n" + secondPath }

  private static let secondPath = [
    PackageResources.rows_sql, PackageResources.frames_sql, PackageResources.projects_sql, PackageResources.people_sql,
    PackageResources.programme_sql, PackageResources.ahead_sql, PackageResources.actions_sql,
    PackageResources.targets_sql,
    PackageResources.series_sql, PackageResources.answer_sql,
  ].map { String(decoding: $0, as: UTF8.self) }.joined(separator: "\n")

  /// Replaces all rows.
  func load(_ relations: [Relation]) throws {
    let emptied = relations.map { "\(schema).\($0.name)" }.joined(separator: ", ")
    try run("truncate \(emptied) cascade;\n" + relations.map { $0.insert(into: schema) }.joined() + "analyze", conninfo)
  }

  /// Runs SQL that speaks of the relations by their names alone.
  func change(_ sql: String) throws { try run("set search_path = \(schema);\n" + sql, conninfo) }

  /// A session for the second path. The server plans less in one that has answered before.
  func secondSession() throws -> Connection {
    // However large the programme: this path takes the time it takes.
    let connection = try open(conninfo, seconds: 7_200)
    try connection.execute(script: "set jit = off; set search_path = second, \(schema)", name: "second path")
    return connection
  }

  /// The first path: what the program measures, and the day rows it lent to the files.
  func measured(_ question: Question) throws -> Measured { try measured(question, on: open(conninfo)) }

  /// The same by a session that may have measured before.
  func measured(_ question: Question, on connection: borrowing Connection) throws -> Measured {
    let reader = Reader(
      schema: schema, context: question.context, caseStudyDueDays: question.thresholds.caseStudyDueDays)
    var (entries, outcomes): ([DayEntry], [Outcome]) = ([], [])
    func measures(_ programme: Programme) -> Measures { Measures(programme, question.context, question.thresholds) }
    let programme = try connection.withSnapshot(locking: Reader.relations(in: schema)) { connection in
      try reader.readAll(connection) {
        (entries, outcomes) = ([], [])
        return RowSink(day: { entries.append($0.entry) }, outcome: { item, _ in outcomes.append(item) })
      } scope: {
        measures($0).projects.map(\.commission.id)
      }
    }
    return Measured(measures: measures(programme), entries: entries, outcomes: outcomes, findings: programme.findings)
  }
}

/// What the first path came to.
struct Measured {
  let measures: Measures
  let entries: [DayEntry]
  let outcomes: [Outcome]
  let findings: [Finding]
}
