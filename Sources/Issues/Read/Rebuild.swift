import Core
import System

/// The facts an issue was computed from, out of its own files: metrics over them give its figures again.
///
/// Of texts, findings and titles, which no figure reads, nothing is rebuilt.
struct Rebuild {
  let files: IssueFiles
  let context: ReportingContext
  private var programme = Programme()
  private var projects = Projects()

  static func programme(_ files: IssueFiles, _ context: ReportingContext, _ offer: Offer) throws -> Programme {
    var rebuild = Rebuild(files: files, context: context)
    try rebuild.programme.readPeople(files)
    try rebuild.projects.readCommissions(files)
    try rebuild.projects.readHeldRows(files)
    try rebuild.readTotals()
    try rebuild.readDays()
    try rebuild.readOutcomes()
    rebuild.programme.projects = rebuild.projects.all
    rebuild.programme.series = try SeriesFacts(files)
    rebuild.programme.recordsFollowing = rebuild.projects.all.contains { project in
      (project.expectationsBefore + project.expectations).contains { $0.follows != nil }
    }
    rebuild.programme.offer = offer
    rebuild.programme.completeStarts()
    return rebuild.programme
  }

  /// Days and achieved outcomes of the spans beside the period.
  private mutating func readTotals() throws {
    let days = context.daySpans
    try RowReader(SpanDays.relation, files).forEach { row in
      guard let span = days.last(where: { Text($0.name) == row.span }) else { return }
      projects.update(row.commissionID) {
        $0.adviserDays.append(AdviserDays(window: span.window, adviserID: row.adviserID, tally: row.tally))
      }
    }
    let outcomes = context.outcomeSpans
    try RowReader(SpanOutcomes.relation, files).forEach { row in
      guard let span = outcomes.last(where: { Text($0.name) == row.span }) else { return }
      projects.update(row.commissionID) {
        $0.achieved.append(AchievedOutcomes(window: span.window, kind: row.kind, row.counts))
      }
    }
  }

  private mutating func readDays() throws {
    try SavedEntries.days(files).forEach { entry in
      let isKnown = projects.update(entry.commissionID) { project in
        project.add(entry.days, on: entry.workedOn, by: entry.adviserID, context)
      }
      guard isKnown else { return }
      programme.activityDays[entry.activity, default: .zero] += entry.days
      programme.monthDays[entry.workedOn.firstOfMonth, default: .zero] += entry.days
    }
  }

  private mutating func readOutcomes() throws {
    try SavedEntries.outcomes(files).forEach { outcome in
      // The year to date is read as a whole: see `readTotals`.
      projects.update(outcome.commissionID) { $0.add(outcome, isThisYear: false) }
    }
  }
}

extension SeriesFacts {
  /// Reads what the series were made of; nothing in an issue that has no series.
  fileprivate init(_ files: IssueFiles) throws {
    self.init()
    guard try files.open(MonthSum.relation.schema.evidencePath) != nil else { return }
    months = try RowReader(MonthSum.relation, files).all()
    firstDays = try RowReader(FirstDay.relation, files).all()
  }
}

extension CalendarDay { var firstOfMonth: CalendarDay { advanced(by: 1 - day) } }

/// A project's row of projects.csv as far as it holds figures.
struct SavedProject {
  /// As identities name it.
  let key: String
  /// In the order of `measured`, as the file prints them; nil where the file, of another version, has no such column.
  let values: [String?]
  /// The metrics that are unknown.
  let lacking: Set<String>

  static let measured = Catalogue.of(.project)

  /// One after the other, in the file's order.
  static func all(_ files: IssueFiles) throws -> RowReader<SavedProject> {
    let keys = try keys(files)
    return try RowReader(.projects, files) { columns in
      let places = measured.map { columns[$0.id] }
      let (id, unknown) = (columns["commission_id"], columns["unknown"])
      return { row in
        SavedProject(
          key: keys[try row.need(id, row.integer(id))],
          values: places.map { $0.index == nil ? nil : row.printed($0) ?? "" },
          lacking: Set((row.printed(unknown) ?? "").split(separator: " ").map { String($0) }))
      }
    }
  }

  func figures(_ period: Period) -> [SavedFigure] {
    zip(Self.measured, values).compactMap { metric, value in
      guard let value else { return nil }
      let reason = lacking.contains(metric.id) ? FigureStatus.unknown : .notApplicable
      return SavedFigure(
        identity: identity(metric, period), value: value, status: value.isEmpty || reason == .unknown ? reason : nil)
    }
  }

  func identity(_ metric: any AnyMetric, _ period: Period) -> FigureIdentity {
    FigureIdentity(metric, .project, encodedKey: key, span: metric.span(of: period))
  }

  /// Over all commissions read, in scope or not.
  private static func keys(_ files: IssueFiles) throws -> ProjectKeys {
    let references = try RowReader(Commission.relation.schema.evidencePath, files) { columns in
      let (id, reference) = (columns["commission_id"], columns["reference"])
      return { row in (id: try row.need(id, row.integer(id)), reference: row.text(reference)) }
    }
    return ProjectKeys(try references.all())
  }
}

/// Projects by their commission, in the order they were read.
struct Projects {
  private(set) var all: [Project] = []
  private var places: [Int64: Int] = [:]

  mutating func add(_ project: Project) {
    places[project.commission.id] = all.count
    all.append(project)
  }

  /// Changes a project in place; false for a commission that no figure counted.
  @discardableResult mutating func update(_ id: Int64, _ change: (inout Project) -> Void) -> Bool {
    guard let place = places[id] else { return false }
    change(&all[place])
    return true
  }

  /// Reads every commission that a figure counted, with what of it lies before the period.
  mutating func readCommissions(_ files: IssueFiles) throws {
    try RowReader(Commission.relation, files).forEach { add($0) }
  }

  /// Reads the rows that belong to commissions.
  mutating func readHeldRows(_ files: IssueFiles) throws {
    for schema in Contract.saved {
      guard let held = schema.heldRows, try files.holds(schema) else { continue }
      try RowReader(held: schema, files).forEach { commission, cells in
        update(commission) { _ = held.append(&$0, cells) }
      }
    }
  }
}

/// Days and outcomes of the period, as they pass.
enum SavedEntries {
  static func days(_ files: IssueFiles) throws -> RowReader<DayEntry> {
    try RowReader(DayEntry.relation, files, in: TableShape.days.path)
  }

  static func outcomes(_ files: IssueFiles) throws -> RowReader<Outcome> {
    try RowReader(Outcome.relation, files, in: TableShape.outcomes.path)
  }
}

extension Programme {
  /// Reads boroughs, advisers and bank holidays.
  mutating func readPeople(_ files: IssueFiles) throws {
    boroughs = try RowReader(.boroughs, files) { columns in
      let (code, name) = (columns["borough_code"], columns["borough"])
      let reach = columns[metrics.reach.id]
      return { row -> Borough? in
        // The last row, of what belongs to no listed borough, reaches nobody.
        guard row.printed(reach) != nil else { return nil }
        var borough = Borough.relation.blank
        borough.code = try row.need(code, row.text(code))
        borough.name = row.text(name) ?? ""
        return borough
      }
    }.all().compactMap(\.self)
    try readAdvisers(files)
    bankHolidays = Set(try RowReader(BankHoliday.relation, files).all())
    if try files.holds(Action.relation.schema) { actions = try RowReader(Action.relation, files).all() }
  }

  /// Reads the advisers. Their names are only in advisers.csv, which does not list all.
  private mutating func readAdvisers(_ files: IssueFiles) throws {
    var names: [Int64: Text] = [:]
    try RowReader(.advisers, files) { columns in
      let (id, name) = (columns["adviser_id"], columns["adviser"])
      return { row in (try row.need(id, row.integer(id)), row.text(name)) }
    }.forEach { id, name in names[id] = name }
    advisers = try RowReader(Adviser.relation, files).all()
    for index in advisers.indices { advisers[index].name = names[advisers[index].id] ?? "" }
  }
}
