import Core
import Input
import Issues
import System

/// The issues of a period with which a new issue is compared.
struct PreviousIssues {
  /// The previous issue; nil for a first issue, and when the previous issue was retracted.
  let latest: IssueSource?
  /// The first issue that was not provisional and still has its files.
  let settled: IssueSource?

  /// - Throws: when the archive's issues of that name are of other days.
  init(of period: Period, in archive: borrowing Archive) throws {
    try archive.refuseOtherDays(of: period, "; nothing published")
    var settled: IssueSource?
    for name in try archive.issues(of: period.name) where settled == nil {
      settled = try Self.issue(name, archive) { !$0.isPartial }
    }
    self.settled = settled
    guard let current = try archive.current(of: period.name) else {
      latest = nil
      return
    }
    latest = try Self.issue(current, archive) { _ in true }
  }

  /// Returns an issue if `isWanted` accepts it and it has its files. Throws an error with the issue's name when the
  /// issue is damaged.
  private static func issue(_ name: IssueName, _ archive: borrowing Archive, _ isWanted: (Manifest) -> Bool) throws
    -> IssueSource?
  {
    do {
      guard let manifest = try manifest(name, archive), manifest.retraction == nil, isWanted(manifest) else {
        return nil
      }
      try refuseChanged(name, archive)
      return try IssueSource(files(name, archive), manifest)
    } catch let error as IssueError {
      throw Failure(
        .inputOutput, "\(name): \(error); run board-report verify \(name) to see what changed; nothing published")
    }
  }

  /// Refuses an issue with a changed data file, because the comparison would take its values for issued ones.
  private static func refuseChanged(_ name: IssueName, _ archive: borrowing Archive) throws {
    let differences = try archive.verify(name).differences
    guard let first = differences.first(where: { $0.path.hasSuffix(".csv") }) else { return }
    throw Failure(
      .inputOutput, "\(name): \(first); restore it from a backup and check it by board-report verify; nothing published"
    )
  }

  static func files(_ name: IssueName, _ archive: borrowing Archive) throws -> IssueFiles {
    try archive.contents(of: name)
  }

  private static func manifest(_ name: IssueName, _ archive: borrowing Archive) throws -> Manifest? {
    let files = try files(name, archive)
    guard try files.open(Manifest.path) != nil else { return nil }
    return try files.manifest()
  }
}

extension Reading {
  /// Adds a finding for every relation that has no row left though an earlier issue was made of some: an issue of this period,
  /// so that a re-run finds the same, or one of the period before.
  mutating func addEmptiedRelations(_ earlier: PreviousIssues, _ order: RunOrder, in archive: borrowing Archive) throws
  {
    guard !programme.emptyRelations.isEmpty else { return }
    var before = try earlier.rows(of: programme.emptyRelations)
    // Before the year's first month was changed, another period may have had the name.
    if let last = order.period.previousPeriod, try archive.isOf(last) {
      before.formMaximum(try PreviousIssues(of: last, in: archive).rows(of: programme.emptyRelations))
    }
    let emptied = Finding.emptied(programme.emptyRelations, before: before)
    programme.findings = Finding.merged([programme.findings, Finding.sorted(emptied)])
  }
}

extension PreviousIssues {
  /// Returns the largest number of rows of each of these relations in one of the issues.
  func rows(of names: Set<String>) throws -> RowCounts {
    try [latest, settled].reduce(into: RowCounts()) { rows, issue in
      if let issue { rows.formMaximum(try issue.rows(of: names)) }
    }
  }
}

extension RowCounts {
  fileprivate mutating func formMaximum(_ other: RowCounts) {
    byRelation.merge(other.byRelation, uniquingKeysWith: max)
  }
}

// A period is known by its dates: another first month of the year gives its name to other days.
extension Archive {
  /// Returns whether the archive's issues of the period's name, if there are any, are of its days.
  borrowing func isOf(_ period: Period) throws -> Bool { try span(of: period.name).map { $0 == period.span } ?? true }

  /// Refuses a period whose name the archive gives to other days.
  ///
  /// - Parameter outcome: what ends the line.
  borrowing func refuseOtherDays(of period: Period, _ outcome: String = "") throws {
    guard let span = try span(of: period.name), span != period.span else { return }
    throw Failure(
      .usage,
      """
      \(period.name) of this archive is \(span.written), and of this job \(period.span.written); \
      set year_starts_in as it was, or give another output\(outcome)
      """)
  }

  /// Returns the days of the first issue of that name whose manifest can be read; nil when there is none.
  private borrowing func span(of period: String) throws -> Span? {
    for name in try issues(of: period) {
      if let manifest = try? contents(of: name).manifest() { return manifest.period.span }
    }
    return nil
  }
}

/// The refusal of figures that an emptied database gives: more likely rows were lost than work was undone.
struct ImplausibleFall: Error {
  /// What fell, on one line.
  let line: String

  fileprivate init(_ what: String, remedy: String = "restore the rows") {
    line = "\(what); \(remedy), or give --accept-empty if this is right"
  }

  /// The relations without whose rows a first report is of nothing.
  static let needed = ["commissions", "days"]

  /// Makes the refusal of a first report of nothing. Returns nil where none of the relations without rows is needed.
  fileprivate init?(ofEmpty relations: Set<String>) {
    let empty = Self.needed.filter(relations.contains)
    guard !empty.isEmpty else { return nil }
    self.init("the database has no row of \(empty.joined(separator: " or "))")
  }

  /// Makes the refusal of a first report whose rows all make no figure. Returns nil where some make one.
  fileprivate init?(ofRowsWithoutFigure programme: Programme) {
    let relations = Self.needed.filter { programme.rowsWithoutFigure[$0] != nil }
    guard !relations.isEmpty else { return nil }
    let parts = relations.map { name in
      let rows = programme.rowsWithoutFigure[name] ?? 0
      return rows == 1
        ? "the only row of \(name) makes no figure" : "none of the \(rows) rows of \(name) makes a figure"
    }
    let causes = programme.findings.filter {
      relations.contains($0.relation) && $0.message.contains("makes no figure")
    }
    let rules = Set(causes.map(\.rule)).sorted()
    self.init(
      parts.joined(separator: " and ") + (rules.isEmpty ? "" : " (\(rules.joined(separator: ", ")))"),
      remedy: "correct the rows that board-report check names")
  }
}

extension Reading {
  /// Refuses an emptied relation and a large fall since the current issue of the period, and a first issue of nothing.
  ///
  /// - Throws: `ImplausibleFall`, unless the order accepts it.
  func refuseImplausibleFall(_ order: RunOrder, _ earlier: PreviousIssues) throws {
    guard !order.acceptsEmpty else { return }
    guard let latest = earlier.latest else {
      let refusal =
        ImplausibleFall(ofEmpty: programme.emptyRelations) ?? ImplausibleFall(ofRowsWithoutFigure: programme)
      if let refusal { throw refusal }
      return
    }
    if let emptied = Finding.emptied(programme.emptyRelations, before: try latest.rows(of: programme.emptyRelations))
      .first
    {
      throw ImplausibleFall("\(emptied.relation): \(emptied.message) (\(latest.manifest.name))")
    }
    let figures = try latest.figures(ofProjects: nil)
    for metric: any AnyMetric in [metrics.daysDelivered, metrics.projectsInScope] {
      let identity = "\(metric.id)/programme/all/\(metric.span(of: order.period))"
      guard let before = figures[identity].flatMap({ Days($0.value) }),
        let now = measures.figures.first(where: { $0.identity == identity }).flatMap({ Days($0.measure.printed) }),
        Self.isImplausible(before: before, now: now, percent: order.job.implausibleFall)
      else { continue }
      throw ImplausibleFall(
        "\(metric.id) falls from \(before) in \(latest.manifest.name) to \(now), by more than implausible_fall "
          + "(\(order.job.implausibleFall) per cent)")
    }
  }

  /// Returns whether a value of at least 10 fell by more than the percentage.
  static func isImplausible(before: Days, now: Days, percent: Int) -> Bool {
    before.hundredths >= 1_000 && (before - now).hundredths * 100 > before.hundredths * Int64(percent)
  }
}

extension RunOrder {
  /// Returns which quarter to ask for where every day entry is dated after the period; else nil.
  func firstDayLine(_ programme: Programme) -> String? {
    guard let first = programme.firstDayAfter, let quarter = Period(quarterOf: first, yearStartsIn: period.yearStartsIn)
    else { return nil }
    return
      "no day entry lies in \(period.title) or before it; give --quarter \(quarter.name) for the first, of \(first.written)"
  }
}

extension RunOrder {
  /// Reads what earlier issues printed, as far as this report speaks of it: the current issue of the period before, how many
  /// reports in a row gave a project's progress, the first promise of each action, and the last quarters' first figures.
  func earlierReports(in archive: borrowing Archive, _ measures: [any AnyMetric]) throws -> EarlierReports {
    var earlier = EarlierReports()
    guard let before = period.previousPeriod, try archive.isOf(before) else { return earlier }
    let issues = try PreviousIssues(of: before, in: archive)
    if let latest = issues.latest {
      var last = try latest.lastReport()
      last.expected = try issues.settled?.expectedDays()
      // Of older issues nothing is claimed where one cannot be read.
      last = (try? counted(last, in: archive)) ?? last
      earlier.last = (try? followed(last, in: archive)) ?? last
    }
    earlier.promised = (try? promised(in: archive)) ?? [:]
    earlier.firstFigures = try? firstFigures(in: archive, measures)
    return earlier
  }

  /// Counts the reports in a row that gave each project the progress that it had in the last one.
  private func counted(_ last: LastReport, in archive: borrowing Archive) throws -> LastReport {
    var last = last
    var running = Set(last.projects.keys)
    var before = last.period.previousPeriod
    let version = last.versions["progress"]
    for _ in 1..<FirstFigures.mostQuarters {
      guard let period = before, !running.isEmpty, let issue = try current(of: period, in: archive),
        issue.manifest.definitionVersions["progress"] == version
      else { break }
      let progress = try issue.progress()
      running = running.filter { progress[$0] == last.projects[$0]?.progress }
      for id in running { last.projects[id]?.reports += 1 }
      before = period.previousPeriod
    }
    return last
  }

  /// Finds the report since which each finding of the last one has been there, report after report.
  private func followed(_ last: LastReport, in archive: borrowing Archive) throws -> LastReport {
    var last = last
    var running = Set(last.findings.keys)
    var before = last.period.previousPeriod
    for _ in 1..<FirstFigures.mostQuarters {
      guard let period = before, !running.isEmpty, let issue = try current(of: period, in: archive) else { break }
      running.formIntersection(try issue.findings())
      let name = ReportName(period: period, issue: issue.manifest.issue)
      for identity in running { last.findings[identity] = name }
      before = period.previousPeriod
    }
    return last
  }

  /// Returns the earliest day by which each action was to be done, over the last issues of the archive.
  private func promised(in archive: borrowing Archive) throws -> [Int64: CalendarDay] {
    var promised: [Int64: CalendarDay] = [:]
    var before = period.previousPeriod
    for _ in 0..<FirstFigures.mostQuarters {
      guard let period = before, let issue = try current(of: period, in: archive) else { break }
      // The older issue wins.
      for (number, due) in try issue.actionsDue() { if let due { promised[number] = due } }
      before = period.previousPeriod
    }
    return promised
  }

  /// Returns how much first figures changed, over the last quarters of the archive before this period's end.
  private func firstFigures(in archive: borrowing Archive, _ measures: [any AnyMetric]) throws -> FirstFigures? {
    let quarters = try archive.periods().compactMap { Period(quarterFolder: $0, yearStartsIn: job.yearStartsIn) }
      .filter { $0 != period && $0.span.until <= period.span.until }.sorted { $0.span.from > $1.span.from }
    var found: [(first: IssueSource, current: IssueSource)] = []
    for quarter in quarters {
      guard found.count < FirstFigures.mostQuarters else { break }
      guard let current = try current(of: quarter, in: archive) else { continue }
      for name in try archive.issues(of: quarter.name) {
        guard let first = try source(name, in: archive), !first.manifest.isPartial else { continue }
        found.append((first, current))
        break
      }
    }
    return try FirstFigures(found, measures)
  }

  /// Returns the current issue of a period; nil where there is none of its days that can be read.
  private func current(of period: Period, in archive: borrowing Archive) throws -> IssueSource? {
    guard try archive.isOf(period), let name = try archive.current(of: period.name) else { return nil }
    return try source(name, in: archive)
  }

  private func source(_ name: IssueName, in archive: borrowing Archive) throws -> IssueSource? {
    let files = try archive.contents(of: name)
    guard let manifest = try? files.manifest(), manifest.retraction == nil else { return nil }
    return try IssueSource(files, manifest)
  }
}
