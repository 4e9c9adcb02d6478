package import Database
package import Facts
package import Files
import SQL

/// Reads what one report is computed from, inside a snapshot that is already open and locked.
package struct Reader: Sendable {
  package let schema: String
  package let horizon: Horizon
  /// What the rows are read for.
  package enum Aim: Sendable {
    /// A report.
    case report
    /// `projects.csv`, `days.csv` and `outcomes.csv` alone, so that it can be told what they cost: no figure of the programme, no
    /// comparison, no text, and no look at whether the data are right.
    case rows
  }

  /// Days after which a case study is due: a commission that old is still counted.
  package let caseStudyDueDays: Int

  let aim: Aim

  package init(
    schema: String, horizon: Horizon, caseStudyDueDays: Int, aim: Aim = .report
  ) {
    self.aim = aim
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
  ///   - another: opens a second session, which shares the work where there is much of it; nil where one must do.
  ///   - begin: gives the sink; asked again when the read begins again, and then nothing of the first counts.
  ///   - scope: the projects in scope of the period, once all facts but the texts are known: quality rules look at them.
  ///   - texts: the projects whose texts are held.
  ///   - studies: those whose texts are too many to hold: they go to the sink in this order.
  /// - Throws: `DatabaseError`, `ExtractError`, and what the sink throws.
  package func read(
    _ connection: borrowing Connection, another: (@Sendable (Stop) throws -> Connection)? = nil,
    into begin: () throws -> RowSink, scope: (Programme) -> [Int64],
    texts: (Programme) -> [Int64], studies: (Programme) throws -> [Int64] = { _ in [] }
  ) throws -> Programme {
    try ContractReading(schema: schema).check(connection)
    let size = try another.map { _ in try readSize(connection) }
    let open = size.map { $0.isWorthTwo } ?? false ? another : nil
    return try connection.withCompanion(locking: Self.relations(in: schema), open) {
      connection, companion in
      func whole(_ connection: borrowing Connection, _ screen: Screen) throws -> Programme {
        var reading = ProgrammeReading(
          self, companion, try begin(), screen, most: size?.commissions ?? 0)
        return try reading(connection, scope: scope, texts: texts, studies: studies)
      }
      do { return try whole(connection, Screen(nil)) } catch is Screen.NeedsNumbers {
        return try whole(connection, Screen(try readSuspects(connection)))
      }
    }
  }

  private func readSize(_ connection: borrowing Connection) throws -> ReadingSize {
    let span = horizon.period.span
    let first = periods.map(\.span.from).min() ?? span.from
    let bounds: [Parameter] = [
      .day(span.from), .day(span.until), .int64(ReadingSize.much), .day(first),
    ]
    var size = ReadingSize()
    try connection.forEach(query(.readingSize, bounds), columns: [.int8, .int8]) { row in
      size = ReadingSize(days: Int(try row.int64(0)), commissions: Int(try row.int64(1)))
    }
    return size
  }

  /// With a comment before it, so that pg_stat_activity says at a glance whose it is and what it asks.
  func query(_ statement: Statement, _ parameters: [Parameter] = []) -> Query {
    let comment = "/* board-report: \(statement.name) */\n"
    return Query(statement.name, comment + statement.sql(in: schema), parameters)
  }
}

/// About how many rows there are to read.
private struct ReadingSize {
  static let much: Int64 = 20_000

  /// Of the period, as far as `much`.
  var days = 0
  var commissions = 0

  /// Whether a second session earns what it costs.
  var isWorthTwo: Bool { days + commissions >= Self.much }
}
