import Testing

@testable import Core
@testable import Issues

/// A small programme as rows, and the issue that is made of them, file for file as a run writes it.
struct IssuedProgramme {
  var boroughs = [
    Borough(code: "E01", name: "Harrow"), Borough(code: "E02", name: "Bexley"), Borough(code: "E03", name: "Croydon"),
    Borough(code: "E04", name: "Lambeth"),
  ]
  var advisers: [Adviser] = []
  var holidays: Set<CalendarDay> = []
  var projects: [Project] = []
  var days: [DayEntry] = []
  var outcomes: [Outcome] = []
  var actions: [Action] = []
  var series = SeriesFacts()
  var snapshot: Instant
  var issue = 1
  var thresholds = {
    var thresholds = Thresholds(freeDays: Days(hundredths: 1000))
    thresholds.targets = [
      Target(measure: "days_delivered", goal: .year(Decimal(240), byQuarter: Target.equalQuarters)),
      Target(measure: "response_rate", goal: .atLeast(Decimal(80))),
    ]
    return thresholds
  }()
  var quarter = "2010/11-Q3"
  var today: CalendarDay
  var definitionVersions = Dictionary(uniqueKeysWithValues: Catalogue.all.map { ($0.id, $0.definition.version) })

  init() throws {
    snapshot = try #require(Instant("2011-01-10T09:00:00Z"))
    today = try calendarDay("2011-01-10")
    holidays = [try calendarDay("2010-12-27"), try calendarDay("2010-12-28"), try calendarDay("2010-08-30")]
    advisers = [
      Adviser(
        id: 1, name: "Ash", appointedOn: try calendarDay("2010-04-01"), leftOn: nil, daysPerWeek: Days(hundredths: 500)),
      Adviser(
        id: 2, name: "=Birch", appointedOn: try calendarDay("2010-04-01"), leftOn: try calendarDay("2010-11-30"),
        daysPerWeek: Days(hundredths: 250)),
      Adviser(
        id: 3, name: "Cedar", appointedOn: try calendarDay("2011-02-01"), leftOn: nil,
        daysPerWeek: Days(hundredths: 500)),
    ]
    try addProjects()
    try addEntries()
  }

  /// The rows' facts, summed here and not by what is tested.
  func programme() throws -> Programme {
    let context = try context()
    var programme = Programme()
    programme.boroughs = boroughs.sorted { $0.name < $1.name }
    programme.advisers = advisers
    programme.bankHolidays = holidays
    programme.actions = actions
    programme.series = series
    programme.projects = projects.map { summed($0, context) }
    programme.recordsFollowing = outcomes.contains { $0.follows != nil && $0.observedOn < context.period.span.until }
    for entry in days where context.period.span.contains(entry.workedOn) {
      programme.activityDays[entry.activity, default: .zero] += entry.days
      let month = entry.workedOn.advanced(by: 1 - entry.workedOn.day)
      programme.monthDays[month, default: .zero] += entry.days
    }
    programme.completeStarts()
    return programme
  }

  func context() throws -> ReportingContext {
    let period = try #require(Period(quarter: quarter, yearStartsIn: 4))
    return try #require(ReportingContext(period, today: today))
  }

  private func summed(_ bare: Project, _ context: ReportingContext) -> Project {
    var project = bare
    let span = context.period.span
    let windows: [(ComparisonSpan, Span)] = [
      (.period, span), (.previous, context.previous?.span ?? Span(from: span.from, until: span.from)),
      (.lastYear, context.lastYear?.span ?? Span(from: span.from, until: span.from)),
      (.recent, context.recentBefore), (.yearToDate, context.earlierThisYear),
    ]
    for entry in days where entry.commissionID == bare.commission.id {
      if entry.workedOn < span.from { project.daysBefore.add(entry.days, on: entry.workedOn) }
      if span.contains(entry.workedOn), context.yearToDate.contains(entry.workedOn) {
        project.periodDaysThisYear += entry.days
      }
      if span.contains(entry.workedOn), context.recent.contains(entry.workedOn) {
        project.recentEntries += 1
        project.recentDays += entry.days
      }
      for (window, days) in windows where days.contains(entry.workedOn) {
        var tally = DayTally()
        tally.add(entry.days, on: entry.workedOn)
        let place = project.adviserDays.firstIndex { $0.window == window && $0.adviserID == entry.adviserID }
        if let place {
          project.adviserDays[place].tally.add(tally)
        } else {
          project.adviserDays.append(AdviserDays(window: window, adviserID: entry.adviserID, tally: tally))
        }
      }
    }
    let whole = windows.dropLast(2) + [(.yearToDate, context.yearToDate)]
    for outcome in outcomes where outcome.commissionID == bare.commission.id {
      if outcome.observedOn < span.from {
        project.outcomesBefore.add(outcome.stage?.value)
        project.expectationsBefore += [ExpectedOutcome(outcome)].compactMap(\.self)
      }
      if span.contains(outcome.observedOn) {
        project.outcomesInPeriod.add(outcome.stage?.value)
        project.expectations += [ExpectedOutcome(outcome)].compactMap(\.self)
      }
      guard outcome.stage?.value == .achieved else { continue }
      let isAttested = outcome.confirmedBy != nil
      let counts = AchievedCounts(
        count: 1, attested: isAttested ? 1 : 0,
        confirmed: isAttested && outcome.confirmedBy?.value != .adviser ? 1 : 0)
      for (window, days) in whole where days.contains(outcome.observedOn) {
        project.add(counts, of: outcome.kind, in: window)
      }
    }
    project.shares = bare.shares.filter { $0.sharedOn < span.until }
    project.outputs = bare.outputs.filter { $0.producedOn < span.until }
    return project
  }

  /// Every file of the issue, the manifest too.
  func files() throws -> [String: [UInt8]] {
    let context = try context()
    let programme = try programme()
    let measures = Measures(programme, context, thresholds)
    let names = programme.boroughNames
    var tables = [
      Tables.figures.filled(FigureRow.all(measures, Statuses(context))),
      Tables.projects.filled(measures.projects.map { ProjectRow($0, boroughs: names) }),
      Tables.boroughs.filled(measures.boroughs), Tables.advisers.filled(measures.advisers),
    ]
    tables += try Evidence.all.map { try $0.table(programme, context) }
    tables += [try dayTable(programme, context), try outcomeTable(programme, context)]
    var files: [String: [UInt8]] = [:]
    for table in tables { files[table.shape.path] = try TableWriter.bytes(of: table, byteOrderMark: true) }
    let manifest = Manifest(
      title: "Board report", source: "Programme", server: .standby(lastCommit: snapshot), period: context.period,
      reportingEnd: context.reportingEnd, today: today, thresholds: thresholds, issue: issue,
      status: context.isPartial ? "provisional" : "final", snapshot: snapshot,
      programVersion: "1.0.0", definitionVersions: definitionVersions, jobFileDigest: nil, reissueReason: nil,
      offer: .whole, hasByteOrderMark: true,
      files: files.map { Manifest.File(path: $0.key, bytes: $0.value.count, sha256: "00") }.sorted { $0.path < $1.path }
    )
    files[Manifest.path] = manifest.bytes(tables: [:], formats: [])
    return files
  }

  func frozen() throws -> SavedIssue { try SavedIssue(IssueFiles(try files())) }

  private func dayTable(_ programme: Programme, _ context: ReportingContext) throws -> FilledTable {
    let names = EntryNames(programme)
    let commissions = Dictionary(uniqueKeysWithValues: projects.map { ($0.commission.id, $0.commission) })
    let rows = days.filter { context.period.span.contains($0.workedOn) }.map {
      (entry: $0, reference: commissions[$0.commissionID]?.reference)
    }.sorted(by: DayEntry.precedes)
    return Tables.days.filled(
      try rows.map { EntryRow($0.entry, try #require(commissions[$0.entry.commissionID]), names) })
  }

  private func outcomeTable(_ programme: Programme, _ context: ReportingContext) throws -> FilledTable {
    let names = EntryNames(programme)
    let commissions = Dictionary(uniqueKeysWithValues: projects.map { ($0.commission.id, $0.commission) })
    let rows = outcomes.filter { context.period.span.contains($0.observedOn) }.map {
      (outcome: $0, reference: commissions[$0.commissionID]?.reference)
    }.sorted(by: Outcome.precedes)
    return Tables.outcomes.filled(
      try rows.map { EntryRow($0.outcome, try #require(commissions[$0.outcome.commissionID]), names) })
  }
}

extension DayEntry {
  /// Returns whether the entry comes before `other` in days.csv: by date, reference, adviser, activity and commission, then
  /// by days and time of recording. What is not recorded comes first. Entries of one date may be ordered on their own.
  static func precedes(_ left: (entry: DayEntry, reference: Text?), _ right: (entry: DayEntry, reference: Text?))
    -> Bool
  {
    let (a, b) = (left.entry, right.entry)
    if a.workedOn != b.workedOn { return a.workedOn < b.workedOn }
    if left.reference != right.reference { return left.reference.precedes(right.reference) }
    if a.adviserID != b.adviserID { return (a.adviserID ?? .min) < (b.adviserID ?? .min) }
    if a.activity != b.activity { return a.activity.precedes(b.activity) }
    return (a.commissionID, a.days, a.recordedAt?.seconds ?? .min) < (
      b.commissionID, b.days, b.recordedAt?.seconds ?? .min
    )
  }
}

func calendarDay(_ text: String) throws -> CalendarDay { try #require(CalendarDay(text)) }

extension IssueFiles {
  /// Files in memory, by path.
  init(_ files: [String: [UInt8]]) {
    self.init { path in
      var rest = files[path]
      guard rest != nil else { return nil }
      return {
        defer { rest = [] }
        return rest ?? []
      }
    }
  }
}

extension Evidence {
  /// Returns the file as a value.
  func table(_ programme: Programme, _ context: ReportingContext) throws -> FilledTable {
    var rows: [[Cell]] = []
    try forEachRow(EvidenceFacts(programme, context)) { rows.append($0) }
    return FilledTable(shape: shape, rows: rows)
  }
}
