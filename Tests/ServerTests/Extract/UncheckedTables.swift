import Core
import Database
import Foundation
import Input
import Support
import Synchronization
import System
import Testing

/// Our tables as an organisation without constraints would have them, holding the sample: views of `records`.
enum UncheckedTables {
  private static func file(_ path: String) throws -> String {
    try String(contentsOfFile: repository + "/" + path, encoding: .utf8)
  }

  /// A database of the test's own, the rows of `change` done to it.
  static func database(_ change: String = "") throws -> String {
    let conninfo = try TestServer.shared.database(loading: try script)
    if !change.isEmpty { try run(change, conninfo) }
    return conninfo
  }

  /// Does a change to the sample, gives the session to the body, and undoes the change: few databases serve every bad row.
  static func undone<Value>(_ change: String, _ body: (borrowing Connection) throws -> Value) throws -> Value {
    // Whoever is done leaves its database to the next, so that nobody waits for another's rows.
    let conninfo = try idle.withLock { $0.popLast() } ?? database()
    defer { idle.withLock { $0.append(conninfo) } }
    var value: Value?
    do {
      try open(conninfo).withTransaction { connection in
        if !change.isEmpty { try connection.execute(script: change, name: "change") }
        value = try body(connection)
        throw Undone()
      }
    } catch is Undone {}
    return try #require(value)
  }

  private struct Undone: Error {}
  private static let idle = Mutex<[String]>([])

  /// A table of every relation without a constraint, the sample in it, and in front of it a view.
  private static var script: String {
    get throws {
      var script = try names(in: repository + "/sql/schema").sorted().map { try file("sql/schema/" + $0) }.joined()
      script += ";create schema records;"
      for relation in Contract.relations {
        let name = relation.name
        script += """
          create table records.\(name) as select * from programme.\(name) with no data;
          \(try inserts(of: relation))
          """
      }
      script += "drop schema programme cascade; create schema programme;"
      for name in Contract.relations.map(\.name) {
        script += "create view programme.\(name) as select * from records.\(name);"
      }
      return script
    }
  }

  private static func inserts(of relation: RelationSchema) throws -> String {
    var rows: [[String]] = []
    // The sample has no file of a relation that nothing is published of.
    guard try names(in: repository + "/sql/sample").contains("\(relation.name).csv") else { return "" }
    let bytes = Array(try file("sql/sample/\(relation.name).csv").utf8)
    CSVReader.forEachRecord(in: bytes) { record in rows.append(record.fields.indices.map { record.string($0) }) }
    let columns = rows.removeFirst().joined(separator: ", ")
    return rows.map { row in
      let values = row.map { $0.isEmpty ? "null" : literal($0) }.joined(separator: ", ")
      return "insert into records.\(relation.name) (\(columns)) values (\(values));"
    }.joined(separator: "\n")
  }

  static func literal(_ text: String) -> String {
    "'" + text.split(separator: "'", omittingEmptySubsequences: false).joined(separator: "''") + "'"
  }

  /// The reader of a quarter or year, as on a day after it.
  static func reader(_ period: String, today: String = "2012-06-30") throws -> Reader {
    let period = Period(quarter: period, yearStartsIn: 4) ?? Period(year: period, yearStartsIn: 4)
    let context = ReportingContext(try #require(period), today: try #require(CalendarDay(today)))
    return Reader(schema: "programme", context: try #require(context), caseStudyDueDays: 30)
  }

  /// What the rules find in a database, as rows of quality.csv without the message.
  static func check(_ conninfo: String, _ period: String, _ scope: CheckScope, today: String = "2012-06-30") throws
    -> [Finding]
  {
    try open(conninfo).withSnapshot(locking: Reader.relations(in: "programme")) { connection in
      try check(connection, period, scope, today: today)
    }
  }

  static func check(
    _ connection: borrowing Connection, _ period: String, _ scope: CheckScope, today: String = "2012-06-30"
  ) throws -> [Finding] { try reader(period, today: today).check(connection, scope) }

  /// What `run` would read, the day rows beside it.
  static func read(_ conninfo: String, _ period: String, scope: [Int64] = Array(1...8)) throws -> (
    programme: Programme, days: [DayEntry], outcomes: [Outcome]
  ) {
    try open(conninfo).withSnapshot(locking: Reader.relations(in: "programme")) { connection in
      try read(connection, period, scope: scope)
    }
  }

  static func read(
    _ connection: borrowing Connection, _ period: String, scope: [Int64] = Array(1...8), today: String = "2012-06-30"
  ) throws -> (programme: Programme, days: [DayEntry], outcomes: [Outcome]) {
    let reader = try reader(period, today: today)
    var (days, outcomes): ([DayEntry], [Outcome]) = ([], [])
    let programme = try reader.readAll(connection, texts: true) {
      (days, outcomes) = ([], [])
      return RowSink(day: { days.append($0.entry) }, outcome: { outcome, _ in outcomes.append(outcome) })
    } scope: { _ in
      scope
    }
    return (programme, days, outcomes)
  }
}
