package import Core
package import Database
import SQL

/// The facts that a report is computed from, read step by step in one snapshot.
///
/// The caller calls the steps in the order of their declaration. A second session, if there is one, reads at the same time what does
/// not need the answers of the first session.
package struct ProgrammeReading {
  package private(set) var programme = Programme()

  private let reader: Reader
  private let second: SecondSession?
  private let filter: PersonalDataFilter
  private let progress: (String, Int) -> Void
  private var index = ProjectIndex([])
  /// What the database adds the period's entries up to, by activity; nil where none is recorded.
  private var activities: [String?: DayTotal] = [:]
  private var history: SideTask<DayHistory>?
  private var spans: SideTask<SpanSums>?
  private var daysBefore: SideTask<DaysBefore>?
  private var months: SideTask<SeriesSums>?
  /// The day entries before the period, until the series are read.
  private var begun: [BegunProject] = []
  private var before: DaysBefore = []

  /// The statements of the rules that look at projects, until the scope is known.
  private var rulesOfProjects: [RuleStatement] = []
  /// The rules that run.
  private var checks: [RunningCheck] = []
  private var projectsInScope: [Int64] = []

  /// - Parameter progress: gets what is read, and how many rows of it were read so far.
  package init(
    _ reader: Reader, _ second: SecondSession?, _ filter: PersonalDataFilter,
    progress: @escaping (String, Int) -> Void = { _, _ in }
  ) {
    self.reader = reader
    self.second = second
    self.filter = filter
    self.progress = progress
    programme.offer = reader.contract.offer
  }

  /// Reads boroughs, advisers, bank holidays, how boroughs are reached, and the activities of the period.
  package mutating func readLists(_ connection: borrowing Connection) throws {
    history = SideTask(second) { [reader] in try reader.readHistory($0) }
    spans = SideTask(second) { [reader] in try reader.readSpans($0) }
    try reader.readLists(connection, &programme, isLarge: second != nil, filter)
    progress("boroughs", programme.boroughs.count)
    activities = try reader.readActivities(connection, reader.context.period.span)
    for activity in activities.keys.compactMap(\.self) {
      _ = Text(recorded: activity).map { filter.suspect($0, .activity) }
    }
  }

  /// Reads the commissions that count, and the variations, strands, reviews and shared practice of each.
  ///
  /// - Parameter most: about how many commissions there are.
  package mutating func readProjects(_ connection: borrowing Connection, most: Int) throws {
    let dated = try reader.readDatedCommissions(connection, most: most, &programme.counts, progress, filter)
    var history = try history.take()?.value(connection) ?? reader.readHistory(connection)
    var sums = try spans.take()?.value(connection) ?? reader.readSpans(connection)
    let touched = sums.touched.union(history.spans.lazy.map(\.commission))
    programme.recordsFollowing = sums.recordsFollowing
    sums.touched = []
    index = try reader.readProjects(connection, &programme, consume dated, touched: consume touched, progress, filter)
    sums.add(history.spans, to: &index, filter)
    history.spans = []
    begun = history.begun
    try filter.checkNumbers()
    daysBefore = SideTask(second) { [reader, ids = index.ids] in try reader.readDaysBefore($0, ids) }
    let isAppointed = programme.advisers.contains { $0.appointedOn != nil }
    months = SideTask(second) { [reader, history] in
      try reader.readMonths($0, history, isAppointed: isAppointed)
    }
    try reader.readHeldRows(connection, &index, &programme.counts, filter)
    try reader.readActions(connection, &programme, index, filter)
    programme.projects = index.projects
    index.projects = []
  }

  /// Reads the entries and outcomes of the period, which go to the sink in the order of their files, and the sums of the day entries
  /// before the period. Which commissions are in scope is then known.
  package mutating func readEntries(_ connection: borrowing Connection, into sink: RowSink) throws {
    let order = ReferenceOrder(programme.projects)
    let total = try reader.streamDays(connection, &programme, index.byID, order, sink, progress, filter)
    try total.check(against: activities.values)
    try reader.streamOutcomes(connection, &programme, index.byID, order, sink, filter)
    progress("outcomes", programme.counts["outcomes"])
    before = try daysBefore.take()?.value(connection) ?? []
    programme.projects.add(before, begun, index.byID)
    begun = []
    programme.completeStarts()
    try filter.checkNumbers()
  }

  /// Begins to run the rules of data quality over the period, in the second session if there is one. The session has time for them before
  /// the scope is known.
  package mutating func beginRules(_ connection: borrowing Connection) throws {
    let rules = Dictionary(grouping: try reader.ruleStatements(connection), by: \.looksAtProjects)
    rulesOfProjects = rules[true] ?? []
    checks = [reader.beginCheck(rules[false] ?? [], .projects([]), with: second)]
  }

  /// Begins to run the rules over the projects in scope.
  package mutating func beginRules(inScope projects: [Int64]) {
    projectsInScope = projects
    checks.append(reader.beginCheck(rulesOfProjects, .projects(projects), with: second))
  }

  /// Reads the sums of the outcomes before the period, and the series.
  package mutating func readSums(_ connection: borrowing Connection) throws {
    let ids = programme.projects.map(\.commission.id)
    for (id, counts) in try reader.readOutcomesBefore(connection, ids) {
      if let place = index.byID[id] { programme.projects[place].outcomesBefore = counts }
    }
    // The session runs rules while it waits.
    let months = try months.take()?.value(connection) { [reader, checks] in
      try checks.contains { try reader.runNext($0, connection) }
    }
    guard let series = months else { return }
    let rest = try reader.readSeriesRest(connection, of: series, besides: Set(ids))
    programme.series = series.facts(before, rest, programme.projects, index.byID, filter)
    before = []
  }

  /// Reads what people wrote about these projects.
  package mutating func readTexts(_ connection: borrowing Connection, of projects: [Int64]) throws {
    programme.texts = try reader.readTexts(connection, projects, filter)
  }

  /// Gives what people wrote about these projects to the body, one project after the other. The texts are too many to hold.
  package func forEachText(
    _ connection: borrowing Connection, of projects: [Int64], _ body: (Project, ProjectTexts) throws -> Void
  ) throws {
    try reader.streamTexts(connection, programme, index.byID, projects, filter, body)
    try filter.checkNumbers()
  }

  /// Runs what is left of the rules, and looks for relations without rows.
  package mutating func finishRules(_ connection: borrowing Connection) throws {
    guard checks.count == 2 else { preconditionFailure("finishRules before both of beginRules") }
    let findings = try reader.finish(checks, connection, progress)
    try reader.refuseRepeatedCommissions(connection, findings, programme, progress, filter)
    try programme.counts.checkSetAside(findings, inScope: Set(projectsInScope))
    programme.findings = Finding.merged([findings, Finding.sorted(filter.findings)])
    programme.emptyRelations = try reader.readEmptyRelations(connection)
    if programme.firstDay == nil, !programme.emptyRelations.contains("days") {
      programme.firstDayAfter = try reader.readFirstDayAfter(connection)
    }
    programme.rowsWithoutFigure = try reader.readRowsWithoutFigure(connection, programme)
  }
}

extension Reader {
  /// Returns what a run finds while it reads the texts of the period: texts that it withholds, and texts that are damaged. None where a
  /// run would be refused, because a key is repeated or rows change while they are read. A check reports that by other means.
  package func findInTexts(_ connection: borrowing Connection) throws -> [Finding] {
    func read(_ filter: PersonalDataFilter) throws -> [Finding] {
      var facts = ProgrammeReading(self, nil, filter)
      try facts.readLists(connection)
      try facts.readProjects(connection, most: 0)
      try facts.readEntries(connection, into: RowSink(day: { _ in }, outcome: { _, _ in }))
      try facts.forEachText(connection, of: facts.programme.projects.map(\.commission.id)) { _, _ in }
      return Finding.sorted(filter.findings)
    }
    do { return try read(filter) } catch is PersonalDataFilter.NeedsNumbers {
      return try read(try filterWithNumbers(connection))
    } catch is ExtractError { return [] }
  }
}

extension RowCounts {
  /// Refuses a report in which a row makes no figure and no finding says so.
  ///
  /// - Parameter projects: those in scope. Nobody reads in this report what is wrong with the rows of another project.
  fileprivate func checkSetAside(_ findings: [Finding], inScope projects: Set<Int64>) throws(ExtractError) {
    for (relation, counts) in setAside.sorted(by: { $0.key < $1.key }) {
      let rows = counts.reduce(0) { sum, item in item.key.map(projects.contains) ?? true ? sum + item.value : sum }
      guard rows > 0 else { continue }
      let explained = findings.count { $0.relation == relation && $0.message.contains("makes no figure") }
      guard explained < rows else { continue }
      throw ExtractError(
        .miscounted,
        "\(relation): \(rows) rows that were read make no figure, and data quality explains \(explained) of them; report "
          + "this as a fault of board-report")
    }
  }
}
