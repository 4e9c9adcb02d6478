/// Everything one report is computed from, as one snapshot of the database held it.
package struct Programme: Sendable {
  package var boroughs: [Borough] = []
  package var advisers: [Adviser] = []
  package var bankHolidays: Set<CalendarDay> = []
  /// The actions agreed before the period's end, by number: the programme's own, and those of the commissions read.
  package var actions: [Action] = []
  /// Whether any outcome before the period's end follows an expectation. Where none does, nobody records what became of them.
  package var recordsFollowing = false
  /// Every commission a figure counts, by borough name, reference and id.
  package var projects: [Project] = []
  /// Days of the period by activity; nil where none is recorded.
  package var activityDays: [Text?: Days] = [:]
  /// Days of the period by the first day of their calendar month.
  package var monthDays: [CalendarDay: Days] = [:]
  package var series = SeriesFacts()
  /// Who reaches each borough, to date.
  package var reach: [ReachWitness] = []
  /// By commission, for the projects shown one by one.
  package var texts: [Int64: ProjectTexts] = [:]
  /// By rule, relation and key.
  package var findings: [Finding] = []
  package var counts = RowCounts()
  /// The relations that hold no row at all.
  package var emptyRelations: Set<String> = []
  /// The number of rows of `commissions` and of `days`, each only where there are some and none makes a figure.
  package var rowsWithoutFigure: [String: Int] = [:]
  /// What the organisation offers of the contract.
  package var offer = Offer.whole
  /// The date of the first day entry of all projects read.
  package var firstDay: CalendarDay?

  /// The date of the first day entry where none is dated in the period or before it, and some are later; else nil.
  package var firstDayAfter: CalendarDay?

  package init() {}

  /// The day the programme began: the first appointment or, where none is recorded, the first day entry.
  package var begin: CalendarDay? { advisers.compactMap(\.appointedOn).min() ?? firstDay }

  /// Finds the first day entry, and lets commissions begin with theirs where no start is offered. The entries are all read.
  package mutating func completeStarts() {
    let isOffered = offer.has("commissions", "starts_on")
    for index in projects.indices {
      if !isOffered { projects[index].commission.startsWithFirstDay = true }
      if let day = projects[index].firstDay { firstDay = firstDay.map { min($0, day) } ?? day }
    }
  }
}

extension [Project] {
  /// One after the other, lent and not copied: a project is large, and figures look at all of them many times.
  package func forEach(_ body: (borrowing Project) throws -> Void) rethrows {
    let projects = span
    for index in projects.indices { try body(projects[index]) }
  }

  /// Returns the indices of the projects that satisfy a condition.
  package func indices(where holds: (borrowing Project) -> Bool) -> [Int32] {
    var places: [Int32] = []
    let projects = span
    for index in projects.indices where holds(projects[index]) { places.append(Int32(index)) }
    return places
  }
}

/// That a commission reaches a borough, and how: the lowest commission for each borough and way is enough to know it.
package struct ReachWitness: Hashable, Sendable {
  package enum Way: Int, Hashable, Comparable, CaseIterable, Sendable {
    case host, commissioned, sharedWith

    package static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }
  package let boroughCode: Text
  package let way: Way
  package let commissionID: Int64

  package init(boroughCode: Text, way: Way, commissionID: Int64) {
    self.boroughCode = boroughCode
    self.way = way
    self.commissionID = commissionID
  }
}

/// Rows read by relation, for the log and for `.last-run.json`.
package struct RowCounts: Hashable, Sendable {
  package var byRelation: [String: Int] = [:]
  /// The number of rows that were read and make no figure, by relation and, for rows that a project holds, by commission. A finding of
  /// data quality says why, for each row of a project in scope.
  package var setAside: [String: [Int64?: Int]] = [:]

  package init() {}

  package subscript(relation: String) -> Int {
    get { byRelation[relation] ?? 0 }
    set { byRelation[relation] = newValue }
  }
}

/// The spans whose days and achieved outcomes are kept apart for every project.
package enum ComparisonSpan: String, CaseIterable, Hashable, Sendable {
  case period
  case previous
  case lastYear = "last year"
  /// From the start of the financial year, also where that lies inside the period.
  case yearToDate = "year to date"
  /// The last days before the reporting end, by which the pace of a project is measured.
  case recent
}

/// A commission seen as work: its row, the rows that belong to it, and the sums of its days and outcomes.
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
  /// By window and adviser; of `yearToDate` and `recent` only what is dated before the period.
  package var adviserDays: InlineList<AdviserDays> = []
  /// Days of the period that lie in the year to date: all of them, but in a range across a new year.
  package var periodDaysThisYear = Days.zero
  /// Day entries of the period among the last days before the reporting end.
  @CompactCount package var recentEntries = 0
  package var recentDays = Days.zero
  /// Outcomes at stage achieved, by window and kind; `yearToDate` is whole.
  package var achieved: InlineList<AchievedOutcomes> = []

  /// Outcomes observed before the period.
  package var outcomesBefore = StageCounts()
  package var outcomesInPeriod = StageCounts()
  /// Outcomes that are expected, or that settle an expectation: those before the period, and those of the period.
  package var expectationsBefore: [ExpectedOutcome] = []
  package var expectations: [ExpectedOutcome] = []
  /// In order of their number.
  package var reviews: [Review] = []
  /// Those produced before the period's end.
  package var outputs: [Output] = []

  package init(_ commission: Commission) { self.commission = commission }
}

/// An adviser's days on a project in a window.
package struct AdviserDays: Hashable, Sendable {
  /// nil where no adviser is recorded.
  @CompactID package var adviserID: Int64?
  package var tally: DayTally
  package let window: ComparisonSpan

  package init(window: ComparisonSpan, adviserID: Int64?, tally: DayTally) {
    self.window = window
    self.adviserID = adviserID
    self.tally = tally
  }
}

extension Project {
  /// The date of the first day entry that was read.
  package var firstDay: CalendarDay? { daysBefore.first ?? days(in: .period).first }

  /// The first day of the work; nil where it is not recorded.
  package var start: CalendarDay? { commission.startsWithFirstDay ? firstDay : commission.startsOn }

  /// Day entries of a window; of `yearToDate` and `recent` only days and entries before the period.
  package func days(in window: ComparisonSpan) -> DayTally {
    adviserDays.reduce(into: DayTally()) { sum, item in if item.window == window { sum.add(item.tally) } }
  }

  package mutating func add(_ tally: DayTally, in window: ComparisonSpan, by adviser: Int64?) {
    let same = adviserDays.firstIndex { $0.window == window && $0.adviserID == adviser }
    if let same {
      adviserDays[same].tally.add(tally)
    } else {
      adviserDays.append(AdviserDays(window: window, adviserID: adviser, tally: tally))
    }
  }

  package mutating func add(_ days: Days, on day: CalendarDay, by adviser: Int64?) {
    add(DayTally(entries: 1, days: days, first: day, last: day), in: .period, by: adviser)
  }

  /// Adds a day entry of the period to every sum that counts it.
  package mutating func add(_ days: Days, on day: CalendarDay, by adviser: Int64?, _ context: ReportingContext) {
    add(days, on: day, by: adviser)
    if context.yearToDate.contains(day) { periodDaysThisYear += days }
    if context.recent.contains(day) {
      recentEntries += 1
      recentDays += days
    }
  }
}

/// What people wrote about a project: read only for projects that the paper shows one by one. No figure reads it.
package struct ProjectTexts: Hashable, Sendable {
  package var narrative = Narrative()
  /// What of the narrative was not read, because an issue that is read back does not print it.
  package var unread: Set<ProjectLead> = []
  /// In order of their number.
  package var strands: [StrandText] = []
  /// All to the period's end, by date and number.
  package var outcomes: [Outcome] = []
  /// By the review's number; only of reviews that were received.
  package var reviews: [Int64: ReviewText] = [:]

  package init() {}
}

/// A review's words beside its number.
package struct ReviewText: Hashable, Sendable {
  /// The client's comment, only where it may be printed.
  package var comment: Text?
  package var role: Text?

  package init(comment: Text? = nil, role: Text? = nil) {
    self.comment = comment
    self.role = role
  }
}

/// A strand's words beside its number.
package struct StrandText: Hashable, Sendable {
  package let number: Int64?
  package let title: Text?
  package let note: Text?

  package init(number: Int64?, title: Text?, note: Text?) {
    self.number = number
    self.title = title
    self.note = note
  }
}

/// Day entries summed: how many, of how many days, first and last date.
package struct DayTally: Hashable, Sendable {
  package var days = Days.zero
  @CompactCount package var entries = 0
  @CompactDay package var first: CalendarDay?
  @CompactDay package var last: CalendarDay?

  package init() {}

  package init(entries: Int, days: Days, first: CalendarDay?, last: CalendarDay?) {
    self.entries = entries
    self.days = days
    self.first = first
    self.last = last
  }

  package mutating func add(_ days: Days, on day: CalendarDay) {
    add(DayTally(entries: 1, days: days, first: day, last: day))
  }

  package mutating func add(_ other: DayTally) {
    entries += other.entries
    days += other.days
    if let day = other.first { first = first.map { min($0, day) } ?? day }
    if let day = other.last { last = last.map { max($0, day) } ?? day }
  }
}

/// Outcomes counted by stage; a stage that is not recorded, or not a known one, counts in none of the four.
package struct StageCounts: Hashable, Sendable {
  @CompactCount package var achieved = 0
  @CompactCount package var enabling = 0
  @CompactCount package var expected = 0
  @CompactCount package var notAchieved = 0
  @CompactCount package var unrecorded = 0

  package init() {}

  package mutating func add(_ stage: Stage?, _ count: Int = 1) {
    switch stage {
    case .achieved: achieved += count
    case .enabling: enabling += count
    case .expected: expected += count
    case .notAchieved: notAchieved += count
    case nil: unrecorded += count
    }
  }

  package var total: Int { achieved + enabling + expected + notAchieved + unrecorded }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.achieved += right.achieved
    sum.enabling += right.enabling
    sum.expected += right.expected
    sum.notAchieved += right.notAchieved
    sum.unrecorded += right.unrecorded
    return sum
  }
}
