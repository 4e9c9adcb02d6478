import Support

@testable import Core

/// A report of random facts in the third quarter of 2010/11, and the raw rows that its sentences are computed from again.
struct RandomReport: Sendable {
  struct Entry {
    let project: Int
    let day: CalendarDay
    let adviser: Int64
    let hundredths: Int64
  }

  struct Seen {
    let project: Int
    let day: CalendarDay
    let isAchieved: Bool
  }

  static let period = Span(from: day("2010-10-01"), until: day("2011-01-01"))
  static let before = Span(from: day("2010-07-01"), until: day("2010-10-01"))

  static let seeds = 1...200

  /// Each is made once: a report costs more than a claim.
  private static let all = Result { try concurrently(Array(seeds), width: 2) { try RandomReport(seed: $0) } }

  static func of(seed: Int) throws -> RandomReport { try all.get()[seed - seeds.lowerBound] }

  private(set) var world = ReportedProgramme()
  private(set) var paper = Paper(title: "")
  private(set) var charts: [Chart] = []
  private(set) var projects: FilledTable?
  /// Of the period and of the one before.
  private(set) var entries: [Entry] = []
  private(set) var outcomes: [Seen] = []

  /// Names that mean harm, and names that two things share.
  private static let names: [Text] = [
    "Barnet", "Brent", "Camden", "Ealing", "# [x](y) <b> | =1+1", "A (1.00) and B", "Camden", "  ", "\u{202E}Enfield",
  ]

  private init(seed: Int) throws {
    var numbers = SplitMix64(seed: seed)
    world.settings.thresholds.freeDays = numbers.chance(70) ? Days(hundredths: Int64(numbers.below(800))) : nil
    world.settings.leastForPercent = numbers.one(of: [1, 5])
    addLists(&numbers)
    for id in 0..<numbers.between(0, 14) { addProject(id, &numbers) }
    world.programme.activityDays = [:]
    let days = entries.filter { Self.period.contains($0.day) }
    if !days.isEmpty { world.programme.activityDays["visit"] = Days(hundredths: days.reduce(0) { $0 + $1.hundredths }) }
    for entry in days {
      let month = CalendarDay(year: 2010, month: entry.day.month, day: 1) ?? entry.day
      world.programme.monthDays[month, default: .zero] += Days(hundredths: entry.hundredths)
    }
    let report = try world.report
    try report.check()
    (paper, charts) = (report.paper, report.charts)
    projects = report.tables.first { $0.shape == .projects }
  }

  private mutating func addLists(_ numbers: inout SplitMix64) {
    world.programme.boroughs = (0..<numbers.between(0, 6)).map {
      Borough(code: Text("E\($0)"), name: numbers.one(of: Self.names))
    }
    world.programme.advisers = ([1, 2, 3] as [Int64]).filter { _ in numbers.chance(85) }.map { id in
      let weeks = numbers.one(of: [500, 500, 250, 0] as [Int64])
      return Adviser(
        id: id, name: numbers.one(of: Self.names),
        appointedOn: numbers.one(of: [day("2010-04-01"), day("2010-11-15"), day("2010-12-31")]),
        leftOn: numbers.one(of: [nil, nil, day("2010-09-30"), day("2010-12-10")]), daysPerWeek: Days(hundredths: weeks))
    }
    world.programme.bankHolidays = [day("2010-12-27"), day("2010-12-28")]
  }

  private mutating func addProject(_ index: Int, _ numbers: inout SplitMix64) {
    func some(_ percent: Int, _ from: String = "2010-06-01", _ days: Int = 260) -> CalendarDay? {
      numbers.chance(percent) ? day(from).advanced(by: numbers.below(days)) : nil
    }
    var project = Project(Commission(id: Int64(index)))
    project.commission.reference = numbers.chance(85) ? Text("P-\(index)") : nil
    project.commission.boroughCode = numbers.chance(90) ? Text("E\(numbers.below(7))") : nil
    project.commission.arrangement = numbers.one(of: [
      Term(.host), Term(.commissioned), Term(.urgent), Term("free"), nil,
    ])
    project.commission.requestedOn = some(90)
    project.commission.agreedOn = some(60)
    project.commission.startsOn = some(75, "2010-06-01", 230)
    project.commission.dueOn = some(60, "2010-08-01", 260)
    project.commission.completedOn = some(25)
    project.commission.withdrawnOn = some(12)
    project.commission.onHoldSince = some(12)
    project.commission.daysAgreed = numbers.chance(70) ? Days(hundredths: Int64(numbers.below(1500))) : nil
    for _ in 0..<numbers.between(0, 4) { addEntry(index, &project, &numbers) }
    for _ in 0..<numbers.between(0, 2) {
      addOutcome(
        Seen(project: index, day: day("2010-04-01").advanced(by: numbers.below(275)), isAchieved: numbers.chance(70)),
        &project)
    }
    for number in 0..<numbers.between(0, 3) {
      project.shares.append(
        SharedPractice(
          number: Int64(number), sharedOn: day("2010-09-15").advanced(by: 20 * numbers.below(5)),
          boroughCode: numbers.chance(80) ? Text("E\(numbers.below(7))") : nil,
          channel: numbers.one(of: ["meeting", "website", nil])))
    }
    if numbers.chance(30) {
      project.reviews.append(
        Review(
          askedOn: some(80), receivedOn: some(70), rating: numbers.one(of: [nil, Term(.useful), Term("odd")]),
          hasComment: numbers.chance(50)))
    }
    world.programme.projects.append(project)
  }

  private mutating func addEntry(_ index: Int, _ project: inout Project, _ numbers: inout SplitMix64) {
    let entry = Entry(
      project: index, day: day("2010-07-01").advanced(by: numbers.below(184)), adviser: Int64(numbers.between(1, 4)),
      hundredths: numbers.one(of: [0, 50, 100, 100, 200, 1275]))
    entries.append(entry)
    let days = Days(hundredths: entry.hundredths)
    if entry.day >= Self.period.until.advanced(by: -56) {
      project.recentEntries += 1
      project.recentDays += days
    }
    guard !Self.period.contains(entry.day) else {
      project.add(days, on: entry.day, by: entry.adviser)
      project.periodDaysThisYear += days
      return
    }
    let tally = DayTally(entries: 1, days: days, first: entry.day, last: entry.day)
    project.daysBefore.add(tally)
    project.add(tally, in: .previous, by: entry.adviser)
    project.add(tally, in: .yearToDate, by: entry.adviser)
  }

  private mutating func addOutcome(_ seen: Seen, _ project: inout Project) {
    outcomes.append(seen)
    let stage = seen.isAchieved ? Stage.achieved : .expected
    let isInPeriod = Self.period.contains(seen.day)
    if isInPeriod { project.outcomesInPeriod.add(stage) } else { project.outcomesBefore.add(stage) }
    guard seen.isAchieved else { return }
    let windows: [ComparisonSpan] =
      [.yearToDate] + (isInPeriod ? [.period] : Self.before.contains(seen.day) ? [.previous] : [])
    for window in windows {
      if let place = project.achieved.firstIndex(where: { $0.window == window }) {
        project.achieved[place].counts.count += 1
      } else {
        project.achieved.append(AchievedOutcomes(window: window, kind: "practice", AchievedCounts(count: 1)))
      }
    }
  }
}
