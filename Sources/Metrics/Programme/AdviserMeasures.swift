package import Facts

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

  init(_ adviser: Adviser, in frame: Frame, bankHolidays: Set<CalendarDay>) {
    self.adviser = adviser
    let reported = Span(from: frame.span.from, until: min(frame.asOf, frame.span.until))
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
  package func adviserMeasures(in frame: Frame) -> [AdviserMeasures] {
    var measures = Dictionary(
      uniqueKeysWithValues: advisers.map {
        ($0.id, AdviserMeasures($0, in: frame, bankHolidays: bankHolidays))
      })
    projects.lend { project in
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
