package import Core
package import Database
import SQL
package import System

/// Reads what one report is computed from, inside a snapshot that is already open and locked.
package struct Reader: Sendable {
  package let contract: OfferedContract
  package let context: ReportingContext
  /// Days after which a case study is due: a commission that old is still counted.
  package let caseStudyDueDays: Int
  /// How many months the series have at most; 0 where no series is read.
  package let trendMonths: Int
  /// The forms of case numbers, for the filter of personal data.
  package let caseNumbers: [CaseNumberPattern]

  package init(
    _ contract: OfferedContract, context: ReportingContext, caseStudyDueDays: Int, trendMonths: Int = 36,
    caseNumbers: [CaseNumberPattern]
  ) {
    self.contract = contract
    self.context = context
    self.caseStudyDueDays = caseStudyDueDays
    self.trendMonths = trendMonths
    self.caseNumbers = caseNumbers
  }

  /// Calls the body with a second session if the read is large enough to justify one.
  ///
  /// - Parameters:
  ///   - another: opens the second session; nil where one session must do.
  ///   - body: gets the second session, and about how many commissions there are.
  /// - Throws: `DatabaseError`, `ExtractError`, and what the body throws.
  package func withSecondSession<Value>(
    _ connection: borrowing Connection, _ another: (@Sendable (Stop) throws -> Connection)?,
    _ body: (borrowing Connection, SecondSession?, _ commissions: Int) throws -> Value
  ) throws -> Value {
    let size = try another.map { _ in try readSize(connection) } ?? ReadingSize()
    return try connection.withSecondSession(locking: contract.relations, size.isWorthTwo ? another : nil) {
      connection, second in try body(connection, second, size.commissions)
    }
  }

  private func readSize(_ connection: borrowing Connection) throws -> ReadingSize {
    let span = context.period.span
    let first = periods.map(\.span.from).min() ?? span.from
    let bounds: [Parameter] = [.day(span.from), .day(span.until), .int64(ReadingSize.much), .day(first)]
    var size = ReadingSize()
    try connection.forEach(query(.readingSize, bounds), columns: [.int8, .int8]) { row in
      size = ReadingSize(days: Int(try row.int64(0)), commissions: Int(try row.int64(1)))
    }
    return size
  }

  /// The relations that hold no row at all, the absent ones among them.
  package func readEmptyRelations(_ connection: borrowing Connection) throws -> Set<String> {
    var names = Set(Contract.relations.map(\.name).filter { !contract.offer.has($0) })
    let arms = contract.offer.relations.map { relation in
      "select '\(relation.name)' where not exists (select 1 from \(relation.name) limit 1)"
    }
    let query = query("empty_relations", arms.joined(separator: "\nunion all "), [])
    try connection.forEach(query, columns: [.text]) { row in names.insert(try row.text(0)) }
    return names
  }

  /// Returns the number of rows of `commissions` and of `days`, each only where there are some and none makes a figure.
  ///
  /// - Parameter programme: what was read. Where it has a row that makes a figure, the database is not queried.
  func readRowsWithoutFigure(_ connection: borrowing Connection, _ programme: Programme) throws -> [String: Int] {
    var rows: [String: Int] = [:]
    func count(_ name: String, unless counted: Statement) throws {
      guard !programme.emptyRelations.contains(name), try !holds(query(counted), connection) else { return }
      let count = query("rows_of_\(name)", "select count(*) from \(name)", [])
      try connection.forEach(count, columns: [.int8]) { row in rows[name] = Int(try row.int64(0)) }
    }
    if programme.projects.isEmpty { try count("commissions", unless: .countedCommission) }
    if programme.firstDay == nil { try count("days", unless: .countedDay) }
    return rows
  }

  /// Returns the first day entry where all are dated after the period; nil where one is dated in it or before it.
  func readFirstDayAfter(_ connection: borrowing Connection) throws -> CalendarDay? {
    let until = context.period.span.until
    guard try !hasDays(connection, before: until) else { return nil }
    var first: CalendarDay?
    try connection.forEach(query(.laterDay, [.day(until)]), columns: [.date]) { row in
      first = try row.optionalDay(0)
    }
    return first
  }

  /// With a comment before it, so that pg_stat_activity says at a glance whose it is and what it asks.
  func query(_ statement: Statement, _ parameters: [Parameter] = []) -> Query {
    query(statement.name, statement.text, parameters)
  }

  func query(
    _ name: String, _ sql: String, _ parameters: [Parameter], absent: OfferedContract.Absence = .meaning
  ) -> Query {
    Query(name, "/* board-report: \(name) */\n" + contract.sql(sql, absent: absent), parameters)
  }

  /// Returns a COPY of a statement's rows. A COPY has no parameters, so the dates of the span replace them in the text.
  func copy(_ statement: Statement, of span: Span) -> Query {
    let text = statement.text.replacing("$1", with: "date '\(span.from)'")
      .replacing("$2", with: "date '\(span.until)'")
    return copy(statement.name, text)
  }

  /// Returns a COPY of the rows of a statement without parameters.
  func copy(_ name: String, _ sql: String, absent: OfferedContract.Absence = .meaning) -> Query {
    let select = contract.sql(sql, absent: absent)
    return Query(name, "/* board-report: \(name) */\ncopy (\n\(select)) to stdout (format binary)")
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
  package let day: (DayRow) throws -> Void
  /// An outcome with its commission.
  package let outcome: (Outcome, Commission) throws -> Void

  package init(day: @escaping (DayRow) throws -> Void, outcome: @escaping (Outcome, Commission) throws -> Void) {
    self.day = day
    self.outcome = outcome
  }
}

/// Why the rows can't be read as the contract says, whatever the figures.
package struct ExtractError: Error, Hashable, Sendable {
  package enum ExtractFault: Hashable, Sendable {
    /// A relation, column or type is not what the contract says.
    case contract
    /// A key that must be one of a kind is repeated: days would be multiplied.
    case repeatedKey
    /// Rows that were read do not come to what the database adds them up to.
    case miscounted
  }

  package let kind: ExtractFault
  /// One line: the relation and column, what was found, what to do.
  package let line: String

  package init(_ kind: ExtractFault, _ line: String) {
    self.kind = kind
    self.line = line
  }
}
