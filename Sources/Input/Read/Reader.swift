package import Core
package import Database
import SQL
package import System

/// Reads what one report is computed from, inside a snapshot that is already open and locked.
package struct Reader: Sendable {
  package let schema: String
  package let context: ReportingContext
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
    schema: String, context: ReportingContext, caseStudyDueDays: Int, aim: Aim = .report
  ) {
    self.aim = aim
    self.schema = schema
    self.context = context
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
    return try connection.withSecondSession(locking: Self.relations(in: schema), open) {
      connection, companion in
      func whole(_ connection: borrowing Connection, _ filter: PersonalDataFilter) throws
        -> Programme
      {
        var reading = ProgrammeReading(
          self, companion, try begin(), filter, most: size?.commissions ?? 0)
        return try reading(connection, scope: scope, texts: texts, studies: studies)
      }
      do { return try whole(connection, PersonalDataFilter(nil)) } catch is PersonalDataFilter
        .NeedsNumbers
      {
        return try whole(connection, PersonalDataFilter(try readSuspects(connection)))
      }
    }
  }

  private func readSize(_ connection: borrowing Connection) throws -> ReadingSize {
    let span = context.period.span
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

  /// The relations that hold no row at all.
  func readEmptyRelations(_ connection: borrowing Connection) throws -> Set<String> {
    var names: Set<String> = []
    try connection.forEach(query(.emptyRelations), columns: [.text]) { row in
      names.insert(try row.text(0))
    }
    return names
  }

  /// With a comment before it, so that pg_stat_activity says at a glance whose it is and what it asks.
  func query(_ statement: Statement, _ parameters: [Parameter] = []) -> Query {
    query(statement.name, statement.sql(in: schema), parameters)
  }

  func query(_ name: String, _ sql: String, _ parameters: [Parameter]) -> Query {
    Query(name, "/* board-report: \(name) */\n" + sql, parameters)
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

/// One read of all that a report is computed from. What does not need each other's answers is read side by side.
struct ProgrammeReading {
  private let reader: Reader
  private let companion: SecondSession?
  private let sink: RowSink
  private let filter: PersonalDataFilter
  /// About how many commissions there may be.
  private let most: Int
  private var programme = Programme()
  /// What the database adds the period's entries up to, by activity; nil where none is recorded.
  private var activities: [String?: DayTotal] = [:]

  private var isReport: Bool { reader.aim == .report }

  init(
    _ reader: Reader, _ companion: SecondSession?, _ sink: RowSink, _ filter: PersonalDataFilter,
    most: Int
  ) {
    self.reader = reader
    self.companion = companion
    self.sink = sink
    self.filter = filter
    self.most = most
  }

  mutating func callAsFunction(
    _ connection: borrowing Connection, scope: (Programme) -> [Int64],
    texts: (Programme) -> [Int64], studies: (Programme) throws -> [Int64]
  ) throws -> Programme {
    var index = try readCommissions(connection)
    try filter.checkNumbers()
    let byID = index.byID
    try readWork(connection, &index)
    try filter.checkNumbers()
    guard isReport else { return programme }
    programme.texts = try reader.readTexts(connection, texts(programme), filter)
    try reader.streamTexts(connection, programme, byID, try studies(programme), sink, filter)
    try filter.checkNumbers()
    try readFindings(connection, scope(programme))
    programme.emptyRelations = try reader.readEmptyRelations(connection)
    return programme
  }

  /// The lists and the commissions that count, beside the sums that tell which do.
  private mutating func readCommissions(
    _ connection: borrowing Connection
  ) throws -> ProjectIndex {
    let reader = reader
    let (most, isLarge) = (most, companion != nil)
    var (dated, sums) = try connection.read(with: companion) { connection in
      try reader.readLists(connection, &programme, isLarge: isLarge, sink, filter)
      if isReport { try lookAtActivities(connection) }
      return try reader.readDatedCommissions(connection, most: most, sink, filter)
    } and: { connection in
      try reader.readSpans(connection)
    }
    let touched = sums.touched
    sums.touched = []
    var index = try reader.readProjects(
      connection, &programme, consume dated, touched: consume touched,
      sink, filter)
    sums.add(to: &index, filter)
    return index
  }

  private mutating func lookAtActivities(_ connection: borrowing Connection) throws {
    activities = try reader.readActivities(connection, reader.context.period.span)
    for activity in activities.keys.compactMap(\.self) {
      _ = Text(recorded: activity).map { filter.suspect($0, .activity) }
    }
  }

  /// What hangs on the commissions and the rows of the period, beside what was before it.
  private mutating func readWork(
    _ connection: borrowing Connection, _ index: inout ProjectIndex
  ) throws {
    let reader = reader
    let (ids, byID) = (index.ids, index.byID)
    let (_, before) = try connection.read(with: companion) { connection in
      try reader.readHeldRows(connection, &index, &programme.counts, filter)
      programme.projects = index.projects
      index.projects = []
      try sink.begin(programme)
      let order = ReferenceOrder(programme.projects)
      let total = try reader.streamDays(connection, &programme, byID, order, sink, filter)
      if isReport { try total.check(against: activities.values) }
      try reader.streamOutcomes(connection, &programme, byID, order, sink, filter)
    } and: { connection in
      try reader.readBefore(connection, ids)
    }
    before.add(to: &programme.projects, byID)
  }

  private mutating func readFindings(
    _ connection: borrowing Connection, _ projects: [Int64]
  ) throws {
    let rules = try reader.check(
      connection, .projects(projects), with: companion, activities: Set(activities.keys),
      sink.progress)
    try reader.refuseRepeatedCommissions(connection, rules, programme, sink, filter)
    programme.findings = Finding.merged([rules, Finding.sorted(filter.findings)])
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
  /// OutcomeRowKey everything that was read so far before the first row.
  package let begin: (Programme) throws -> Void
  package let day: (DayRow) throws -> Void
  /// With its commission.
  package let outcome: (Outcome, Commission) throws -> Void
  /// What is written about a project, where the texts are too many to hold.
  package let study: (Project, ProjectTexts) throws -> Void

  /// OutcomeRowKey what is read and how many rows of it so far.
  package let progress: (String, Int) -> Void

  package init(
    begin: @escaping (Programme) throws -> Void, day: @escaping (DayRow) throws -> Void,
    outcome: @escaping (Outcome, Commission) throws -> Void,
    study: @escaping (Project, ProjectTexts) throws -> Void = { _, _ in },
    progress: @escaping (String, Int) -> Void = { _, _ in }
  ) {
    self.begin = begin
    self.day = day
    self.outcome = outcome
    self.study = study
    self.progress = progress
  }
}

/// Why the rows can't be read as the contract says, whatever the figures.
package struct ExtractError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// A relation, column or type is not what the contract says.
    case contract
    /// A key that must be one of a kind is repeated: days would be multiplied.
    case repeatedKey
    /// Rows that were read do not come to what the database adds them up to.
    case miscounted
    /// A sum left the range of exact days, or a number that of its type.
    case outOfRange
  }

  package let kind: Kind
  /// One line: the relation and column, what was found, what to do.
  package let line: String

  package init(_ kind: Kind, _ line: String) {
    self.kind = kind
    self.line = line
  }
}
