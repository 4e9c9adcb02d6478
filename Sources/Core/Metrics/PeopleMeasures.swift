/// What one adviser did in a period.
package struct AdviserMeasures: Hashable, Sendable {
  package let adviser: Adviser
  package var daysInPeriod = Days.zero
  package var byArrangement: [Arrangement: Days] = [:]
  package var daysUnrecorded = Days.zero
  package var projectsWorked = 0
  package let capacity: Capacity

  /// Days over capacity, exact; nil without capacity.
  package var utilisation: Fraction? {
    Fraction(daysInPeriod.hundredths * Capacity.weekdays, over: capacity.weekHundredths)
  }

  package func days(_ arrangement: Arrangement) -> Days { byArrangement[arrangement] ?? .zero }

  init(_ adviser: Adviser, in frame: MeasuringPeriod, bankHolidays: Set<CalendarDay>) {
    self.adviser = adviser
    let reported = Span(from: frame.span.from, until: min(frame.reportingEnd, frame.span.until))
    capacity = Capacity(adviser, in: reported, bankHolidays: bankHolidays)
  }

  mutating func add(_ days: Days, _ arrangement: Arrangement?) {
    daysInPeriod += days
    projectsWorked += 1
    if let arrangement {
      byArrangement[arrangement, default: .zero] += days
    } else {
      daysUnrecorded += days
    }
  }
}

/// How many days an adviser could have worked: working days in post, times days a week, divided by five, last.
package struct Capacity: Hashable, Sendable {
  static let weekdays: Int64 = 5

  /// Working days × hundredths of a day a week: five times the capacity in hundredths.
  package let weekHundredths: Int64
  package let workingDays: Int

  init(_ adviser: Adviser, in span: Span, bankHolidays: Set<CalendarDay>) {
    workingDays = adviser.inPost(during: span).workingDays(without: bankHolidays)
    weekHundredths = Int64(workingDays) * adviser.daysPerWeek.hundredths
  }

  /// Rounded to 2 decimals, to be printed.
  package var days: Days {
    Fraction(weekHundredths, over: Self.weekdays).map(Days.init(rounded:)) ?? .zero
  }
}

extension Span {
  /// Mondays to Fridays that are no bank holiday.
  package func workingDays(without bankHolidays: Set<CalendarDay>) -> Int {
    guard length > 0 else { return 0 }
    let weeks = length / 7
    let rest = (0..<length % 7).count { from.advanced(by: $0).weekday <= 5 }
    return weeks * 5 + rest - bankHolidays.count { contains($0) && $0.weekday <= 5 }
  }
}

extension Programme {
  /// Everyone in post on a day of the period, or with days in it, by name and id.
  package func adviserMeasures(in frame: MeasuringPeriod) -> [AdviserMeasures] {
    var measures = Dictionary(
      uniqueKeysWithValues: advisers.map {
        ($0.id, AdviserMeasures($0, in: frame, bankHolidays: bankHolidays))
      })
    projects.forEach { project in
      let arrangement = project.commission.arrangement?.value
      project.adviserDays.forEach { item in
        guard item.window == frame.window else { return }
        measures[item.adviserID]?.add(item.tally.days, arrangement)
      }
    }
    return measures.values
      .filter { $0.projectsWorked > 0 || $0.adviser.inPost(during: frame.span).length > 0 }
      .sorted { ($0.adviser.name, $0.adviser.id) < ($1.adviser.name, $1.adviser.id) }
  }
}

/// How the programme reaches a borough. See `Metric.reach`.
package enum Reach: String, CaseIterable, Sendable {
  case host, commissioned
  case sharedWith = "shared with"
  case notReached = "not reached"
}

/// What was done for one borough; `borough` is nil for what belongs to no listed one.
package struct BoroughMeasures: Hashable, Sendable {
  package let borough: Borough?
  package let reach: Reach?
  package var projects = 0
  package var daysInPeriod = Days.zero
  package var daysToDate = Days.zero

  fileprivate mutating func add(_ project: ProjectMeasures) {
    projects += 1
    daysInPeriod += project.daysInPeriod
    daysToDate += project.daysToDate
  }
}

extension Programme {
  package var listedBoroughs: Set<Text> { Set(boroughs.map(\.code)) }

  fileprivate var reachByBorough: [Text: Reach] {
    var best: [Text: ReachWitness.Way] = [:]
    for witness in reach {
      best[witness.boroughCode] = min(best[witness.boroughCode] ?? witness.way, witness.way)
    }
    return best.mapValues { way in
      switch way {
      case .host: .host
      case .commissioned: .commissioned
      case .sharedWith: .sharedWith
      }
    }
  }
}

/// Boroughs while projects are added to them.
struct BoroughGroups {
  private let boroughs: [Borough]
  private var listed: [Text: BoroughMeasures]
  private var rest = BoroughMeasures(borough: nil, reach: nil)

  init(_ programme: Programme) {
    boroughs = programme.boroughs
    let reached = programme.reachByBorough
    listed = Dictionary(
      uniqueKeysWithValues: boroughs.map {
        ($0.code, BoroughMeasures(borough: $0, reach: reached[$0.code] ?? .notReached))
      })
  }

  mutating func add(_ project: ProjectMeasures) {
    let added: Void? = project.commission.boroughCode.flatMap { listed[$0]?.add(project) }
    if added == nil { rest.add(project) }
  }

  /// Every listed borough by name and code, then the rest where there is any.
  var ordered: [BoroughMeasures] {
    let ordered = boroughs.sorted { ($0.name, $0.code) < ($1.name, $1.code) }
      .compactMap { listed[$0.code] }
    return rest.projects > 0 ? ordered + [rest] : ordered
  }
}
