/// The spans whose days and achieved outcomes are kept apart for every project.
package enum Window: String, CaseIterable, Hashable, Sendable {
  case period
  case previous
  case lastYear = "last year"
  /// From the start of the financial year, also where that lies inside the period.
  case yearToDate = "year to date"
}

/// A commission seen as work: its row, what hangs on it, and its days and outcomes summed.
package struct Project: Hashable, Sendable {
  package var commission: Commission
  /// All that are recorded, in order of their number.
  package var variations: [Variation] = []
  package var strands: [Strand] = []
  /// Those shared before the period's end.
  package var shares: [SharedPractice] = []

  /// Day entries dated before the period.
  package var daysBefore = DayTally()
  /// The last of the period's day entries before **u**: while the period is partial, later ones are dated ahead.
  @CompactDay package var lastDayReported: CalendarDay?
  /// By window and adviser; of `yearToDate` only what is dated before the period.
  package var adviserDays: Few<AdviserDays> = []
  /// Days of the period that lie in the year to date: all of them, but in a range across a new year.
  package var periodDaysThisYear = Days.zero
  /// Outcomes at stage achieved, by window and kind; `yearToDate` is whole.
  package var achieved: Few<AchievedOutcomes> = []

  /// Outcomes observed before the period.
  package var outcomesBefore = StageCounts()
  package var outcomesInPeriod = StageCounts()
  package var review: Review?

  package init(_ commission: Commission) { self.commission = commission }
}

/// An adviser's days on a project in a window.
package struct AdviserDays: Hashable, Sendable {
  package let adviserID: Int64
  package var tally: DayTally
  package let window: Window

  package init(window: Window, adviserID: Int64, tally: DayTally) {
    self.window = window
    self.adviserID = adviserID
    self.tally = tally
  }
}

/// Outcomes at stage achieved of one kind of a project in a window.
package struct AchievedOutcomes: Hashable, Sendable {
  /// nil when not recorded.
  package let kind: Text?
  @CompactCount package var count: Int
  package let window: Window

  package init(window: Window, kind: Text?, count: Int) {
    self.window = window
    self.kind = kind
    self.count = count
  }
}

extension Project {
  /// Day entries of a window; of `yearToDate` only days and entries before the period.
  package func days(in window: Window) -> DayTally {
    adviserDays.reduce(into: DayTally()) { sum, item in
      if item.window == window { sum.add(item.tally) }
    }
  }

  package func achieved(in window: Window) -> Int {
    achieved.reduce(0) { $0 + ($1.window == window ? $1.count : 0) }
  }

  /// Adds an adviser's days in a window.
  package mutating func add(_ tally: DayTally, in window: Window, by adviser: Int64) {
    let same = adviserDays.firstIndex { $0.window == window && $0.adviserID == adviser }
    if let same {
      adviserDays[same].tally.add(tally)
    } else {
      adviserDays.append(AdviserDays(window: window, adviserID: adviser, tally: tally))
    }
  }

  package mutating func add(_ days: Days, on day: CalendarDay, by adviser: Int64) {
    add(DayTally(entries: 1, days: days, first: day, last: day), in: .period, by: adviser)
  }
}
