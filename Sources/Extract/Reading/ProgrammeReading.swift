import Database
import Facts
import SQL

/// One read of all that a report is computed from. What does not need each other's answers is read side by side.
struct ProgrammeReading {
  private let reader: Reader
  private let companion: Companion?
  private let sink: RowSink
  private let screen: Screen
  /// About how many commissions there may be.
  private let most: Int
  private var programme = Programme()
  private var quality = Suspicions()

  private var isReport: Bool { reader.aim == .report }

  init(
    _ reader: Reader, _ companion: Companion?, _ sink: RowSink, _ screen: Screen, most: Int
  ) {
    self.reader = reader
    self.companion = companion
    self.sink = sink
    self.screen = screen
    self.most = most
  }

  mutating func callAsFunction(
    _ connection: borrowing Connection, scope: (Programme) -> [Int64],
    texts: (Programme) -> [Int64], studies: (Programme) throws -> [Int64]
  ) throws -> Programme {
    if isReport { try reader.readKeptKeys(connection, &quality) }
    var index = try readCommissions(connection)
    try screen.checkNumbers()
    let byID = index.byID
    try readWork(connection, &index)
    try screen.checkNumbers()
    guard isReport else { return programme }
    programme.texts = try reader.readTexts(connection, texts(programme), screen)
    try reader.streamTexts(connection, programme, byID, try studies(programme), sink, screen)
    try screen.checkNumbers()
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
      try reader.readLists(connection, &programme, isLarge: isLarge, sink, screen)
      if isReport { try lookAtActivities(connection) }
      return try reader.readDatedCommissions(connection, most: most, sink, screen)
    } and: { connection in
      try reader.readSpans(connection)
    }
    let touched = sums.touched
    sums.touched = []
    var index = try reader.readProjects(
      connection, &programme, consume dated, touched: consume touched,
      keepsKey: !quality.asks("repeated-key", reading: []), sink, screen)
    sums.add(to: &index, screen)
    return index
  }

  private mutating func lookAtActivities(_ connection: borrowing Connection) throws {
    quality.activityTotals = try reader.readActivities(connection, reader.horizon.period.span)
    let activities = quality.activities
    if quality.plainActivities.count < activities.count { quality.suspect("days") }
    for activity in activities.compactMap(\.self) {
      _ = Text(recorded: activity).map { screen.suspect($0, .activity) }
    }
  }

  /// What hangs on the commissions and the rows of the period, beside what was before it.
  private mutating func readWork(
    _ connection: borrowing Connection, _ index: inout ProjectIndex
  ) throws {
    let reader = reader
    let (ids, byID) = (index.ids, index.byID)
    let (_, before) = try connection.read(with: companion) { connection in
      try reader.readAttachments(connection, &index, &programme.counts, screen)
      programme.projects = index.projects
      index.projects = []
      try sink.begin(programme)
      let order = ReferenceOrder(programme.projects)
      let total = try reader.streamDays(connection, &programme, byID, order, sink, screen, &quality)
      if isReport { try total.check(against: quality.activityTotals.values) }
      try reader.streamOutcomes(connection, &programme, byID, order, sink, screen, &quality)
    } and: { connection in
      try reader.readBefore(connection, ids)
    }
    before.add(to: &programme.projects, byID)
    if before.holdsOutcomesOfOneDate { quality.suspect("look-alike-row") }
  }

  private mutating func readFindings(
    _ connection: borrowing Connection, _ projects: [Int64]
  ) throws {
    try reader.readSuspicions(connection, companion, programme, projects, &quality)
    let rules = try reader.check(
      connection, companion, .projects(projects), activities: quality.activities, sink.progress
    ) { quality.asks($0.name, reading: $0.relations) }
    programme.findings = Finding.sorted(rules + screen.findings)
  }
}
