/// Everything measured of one project in scope of the period; each field is the metric of its name.
package struct ProjectMeasures: Hashable, Sendable {
  package let project: Project
  package let state: State
  package let progress: Progress
  package let daysAgreed: Days?
  package let daysInPeriod: Days
  package let daysYearToDate: Days
  package let daysToDate: Days
  package let daysProfiled: Days?
  package let daysOverAllowance: Measure
  /// By id, ascending.
  package let adviserIDs: [Int64]
  package let firstDayOn: CalendarDay?
  package let lastDayOn: CalendarDay?
  /// The last day worked before **u**; `lastDayOn`, unless entries are dated ahead.
  package let lastDayReported: CalendarDay?
  package let outcomes: StageCounts
  package let strandsCompleted: Int
  /// As recorded, once received.
  package let rating: Term<Rating>?
  package let feedback: Feedback
  package let boroughsReached: Int
  package let daysOverdue: Int?
  package let isStalled: Bool
  package let isWaiting: Bool
  package let isCaseStudyDue: Bool

  package var commission: Commission { project.commission }
  package var daysAhead: Days? { daysProfiled.map { daysToDate - $0 } }
  package var daysRemaining: Days? { daysAgreed.map { $0 - daysToDate } }
  package var outcomesInPeriod: Int { project.outcomesInPeriod.achieved }

  /// Calendar days from request to first day; may be negative.
  package var waitDays: Measure {
    guard let firstDayOn else { return .notApplicable }
    return commission.requestedOn.map { .count(firstDayOn - $0) } ?? .unknown
  }

  /// - Parameter boroughs: the codes of the listed boroughs.
  package init(
    _ project: Project, in frame: MeasuringPeriod, _ thresholds: Thresholds, boroughs: Set<Text>
  ) {
    let commission = project.commission
    let end = frame.span.until
    let inPeriod = project.days(in: .period)
    var toDate = project.daysBefore
    toDate.add(inPeriod)
    self.project = project
    state = commission.state(at: frame.reportingEnd)
    daysAgreed = project.daysAgreed(before: end)
    daysInPeriod = inPeriod.days
    daysYearToDate = project.days(in: .yearToDate).days + project.periodDaysThisYear
    daysToDate = toDate.days
    daysProfiled = project.daysProfiled(in: frame)
    daysOverAllowance = Self.overAllowance(toDate.days, commission.arrangement?.value, thresholds)
    adviserIDs = project.adviserDays.filter { $0.window == .period }.map(\.adviserID).sorted()
    firstDayOn = toDate.first
    lastDayOn = toDate.last
    lastDayReported = project.lastDay(of: toDate, before: frame.reportingEnd)
    outcomes = project.outcomesBefore + project.outcomesInPeriod
    strandsCompleted = project.strands.count {
      $0.completedOn.map { $0 < frame.reportingEnd } ?? false
    }
    feedback = Feedback(project.review, before: end)
    rating = feedback.isReceived ? project.review?.rating : nil
    boroughsReached = project.boroughsShared(in: nil, listed: boroughs).count
    let hasBegun =
      toDate.entries > 0 || commission.startsOn.map { $0 < frame.reportingEnd } ?? false
    progress = Progress(
      ProgressFacts(
        state: state, hasBegun: hasBegun, daysToDate: daysToDate, daysAgreed: daysAgreed,
        daysProfiled: daysProfiled), thresholds)
    daysOverdue = commission.daysOverdue(at: frame.reportingEnd)
    isStalled =
      state == .active && daysProfiled != nil
      && lastDayReported.map { frame.reportingEnd - $0 > thresholds.stalledAfterDays } ?? true
    isWaiting = commission.isWaiting(at: frame.reportingEnd, thresholds) && toDate.entries == 0
    isCaseStudyDue = commission.isCaseStudyDue(in: frame, after: thresholds.caseStudyDueDays)
  }

  private static func overAllowance(
    _ days: Days, _ arrangement: Arrangement?, _ thresholds: Thresholds
  ) -> Measure {
    guard let free = thresholds.freeDays else { return .notApplicable }
    switch arrangement {
    case .commissioned, .urgent: return .days(max(.zero, days - free))
    case .host, .board: return .notApplicable
    case nil: return .unknown
    }
  }
}

extension Project {
  /// The last day worked before **u**: entries dated ahead do not tell that work goes on.
  func lastDay(of toDate: DayTally, before end: CalendarDay) -> CalendarDay? {
    if let last = toDate.last, last < end { return last }
    return lastDayReported ?? daysBefore.last
  }

  /// Listed boroughs its practice was shared with, its own left out; in a span, or in all that was read.
  package func boroughsShared(in span: Span?, listed: Set<Text>) -> Set<Text> {
    Set(
      shares.lazy.filter { span?.contains($0.sharedOn) ?? true }.compactMap(\.boroughCode)
        .filter { $0 != self.commission.boroughCode && listed.contains($0) })
  }
}

extension Commission {
  /// Days past the planned last day while work is still to be done; nil when it is not overdue.
  func daysOverdue(at day: CalendarDay) -> Int? {
    switch state(at: day) {
    case .requested, .agreed, .active, .onHold:
      plannedLastDay.flatMap { $0 < day ? day - $0 - 1 : nil }
    default: nil
    }
  }

  /// Requested longer ago than the limit, and not begun; whether a day was worked is the caller's to ask.
  func isWaiting(at day: CalendarDay, _ thresholds: Thresholds) -> Bool {
    switch state(at: day) {
    case .requested, .agreed: requestedOn.map { day - $0 > thresholds.waitLimitDays } ?? false
    default: false
    }
  }
}

/// The projects in scope of a period, in the order of the programme's. Each is measured when it is looked at: there may be very
/// many, and what is measured of one is several times as large as its facts.
package struct MeasuredProjects: RandomAccessCollection, Sendable {
  private let projects: [Project]
  private let places: [Int32]
  private let frame: MeasuringPeriod
  private let thresholds: Thresholds
  private let boroughs: Set<Text>

  package init(_ programme: Programme, in frame: MeasuringPeriod, _ thresholds: Thresholds) {
    projects = programme.projects
    self.frame = frame
    self.thresholds = thresholds
    boroughs = programme.listedBoroughs
    places = programme.projects.indices { $0.isInScope(of: frame) }
  }

  package var startIndex: Int { 0 }
  package var endIndex: Int { places.count }

  /// Their commissions.
  package var ids: [Int64] { places.map { projects[Int($0)].commission.id } }

  package subscript(position: Int) -> ProjectMeasures {
    ProjectMeasures(projects[Int(places[position])], in: frame, thresholds, boroughs: boroughs)
  }
}

extension Programme {
  /// Every project's measures one after the other, whether it is in scope or not.
  package func measureAll(
    in frame: MeasuringPeriod, _ thresholds: Thresholds, _ body: (ProjectMeasures) throws -> Void
  ) rethrows {
    let listed = listedBoroughs
    for project in projects {
      try body(ProjectMeasures(project, in: frame, thresholds, boroughs: listed))
    }
  }
}
