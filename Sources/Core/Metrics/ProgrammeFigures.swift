/// Programme figures of one period: the report's own, or one it is compared with.
struct ProgrammeFigures {
  let programme: Programme
  let frame: MeasuringPeriod
  let tally: ProgrammeTally

  init(_ programme: Programme, _ frame: MeasuringPeriod, _ thresholds: Thresholds) {
    self.programme = programme
    self.frame = frame
    tally = ProgrammeTally(programme, frame, thresholds)
  }

  var figures: [Figure] { howMuch + howWell + betterOff }

  private func figure(_ metric: Metric, _ measure: Measure, n: Int? = nil) -> Figure {
    Figure(metric, span: metric.span(of: frame.period), measure, n: n)
  }

  private var howMuch: [Figure] {
    let boroughs = tally.boroughsWithDays.count
    return [
      figure(.projectsInScope, .count(tally.inScope)),
      figure(.projectsStarted, .count(tally.events.started)),
      figure(.projectsCompleted, .count(tally.events.completed)),
      figure(.requestsReceived, .count(tally.events.requested)),
      figure(.daysDelivered, .days(tally.days)),
      figure(.daysAgreedActive, .days(tally.active.days)),
      figure(.daysAgreedActiveUnknown, .count(tally.active.unknown)),
      figure(.daysAgreedInScope, .days(tally.scope.days)),
      figure(.daysAgreedInScopeOpenEnded, .count(tally.openEnded)),
      figure(.daysAgreedInScopeUnknown, .count(tally.scope.unknown - tally.openEnded)),
      figure(.boroughsWithDays, .count(boroughs)),
      figure(
        .boroughsShare, .ratio(boroughs, of: programme.boroughs.count), n: programme.boroughs.count),
    ]
  }

  private var howWell: [Figure] {
    [
      utilisation,
      figure(.waitDaysMedian, Self.median(tally.waits), n: tally.waits.count),
      figure(.reviewsAsked, .count(tally.events.reviewsAsked)),
      figure(.reviewsReceived, .count(tally.events.reviewsReceived)),
      figure(.projectsRated, .count(tally.rated)),
      figure(.projectsWithFeedback, .count(tally.withFeedback)),
      figure(.responseRate, tally.response), figure(.veryUsefulShare, tally.veryUseful),
      figure(.caseStudiesShared, .count(tally.events.caseStudies)),
      figure(.caseStudiesDue, .count(tally.caseStudiesDue)),
    ]
  }

  private func figure(_ metric: Metric, _ share: ProgrammeTally.Share) -> Figure {
    figure(metric, .ratio(share.part, of: share.whole), n: share.whole)
  }

  private var utilisation: Figure {
    let advisers = programme.adviserMeasures(in: frame)
    let days = advisers.reduce(Days.zero) { $0 + $1.daysInPeriod }
    let capacity = advisers.reduce(0) { $0 + $1.capacity.weekHundredths }
    let measure = Fraction(days.hundredths * Capacity.weekdays, over: capacity)
      .map { Measure.amount(.ratio($0)) }
    return figure(.utilisation, measure ?? .notApplicable, n: advisers.count)
  }

  /// The middle one, or the mean of the middle two, to 1 decimal.
  static func median(_ values: [Int]) -> Measure {
    guard !values.isEmpty else { return .notApplicable }
    let sorted = values.sorted()
    let sum = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
    return .amount(.median(Decimal(mantissa: Int64(sum * 5), scale: 1)))
  }

  private var betterOff: [Figure] {
    [
      figure(.outcomesInPeriod, .count(tally.outcomes)),
      figure(.practiceShared, .count(tally.events.shared)),
      figure(.boroughsSharedWith, .count(tally.boroughsSharedWith.count)),
    ]
  }
}

/// What the figures of one period are made of, gathered in one pass over the projects.
struct ProgrammeTally {
  let frame: MeasuringPeriod
  private let thresholds: Thresholds
  private let listed: Set<Text>
  var events: Events

  // Of projects in scope.
  var inScope = 0
  var active = AgreedDays()
  var scope = AgreedDays()
  var openEnded = 0
  var rated = 0
  var withFeedback = 0

  // Of all.
  var days = Days.zero
  var outcomes = 0
  var boroughsWithDays: Set<Text> = []
  var boroughsSharedWith: Set<Text> = []
  /// Calendar days from request to first day, of the projects whose first day lies in the period.
  var waits: [Int] = []
  var response = Share()
  var veryUseful = Share()
  var caseStudiesDue = 0

  /// Days agreed added up where they are known, and of how many projects they are not.
  struct AgreedDays {
    var days = Days.zero
    var unknown = 0

    mutating func add(_ agreed: Days?) {
      if let agreed { days += agreed } else { unknown += 1 }
    }
  }

  struct Share {
    var part = 0
    var whole = 0
  }

  init(_ programme: Programme, _ frame: MeasuringPeriod, _ thresholds: Thresholds) {
    self.frame = frame
    self.thresholds = thresholds
    listed = programme.listedBoroughs
    events = Events(frame.span)
    programme.projects.forEach { add($0) }
  }

  private mutating func add(_ project: borrowing Project) {
    events.add(project)
    let tally = project.days(in: frame.window)
    days += tally.days
    outcomes += project.achieved(in: frame.window)
    if tally.entries > 0, let code = project.commission.boroughCode, listed.contains(code) {
      boroughsWithDays.insert(code)
    }
    if !project.shares.isEmpty {
      boroughsSharedWith.formUnion(project.boroughsShared(in: frame.span, listed: listed))
    }
    if let first = project.firstDay, frame.span.contains(first),
      let requested = project.commission.requestedOn
    {
      waits.append(first - requested)
    }
    if let review = project.review { add(review) }
    if project.commission.isCaseStudyDue(in: frame, after: thresholds.caseStudyDueDays) {
      caseStudiesDue += 1
    }
    if project.isInScope(of: frame) { addInScope(project) }
  }

  private mutating func addInScope(_ project: borrowing Project) {
    inScope += 1
    let agreed = project.daysAgreed(before: frame.span.until)
    scope.add(agreed)
    if project.commission.state(at: frame.reportingEnd) == .active { active.add(agreed) }
    if agreed == nil, project.commission.isOpenEnded { openEnded += 1 }
    let feedback = Feedback(project.review, before: frame.span.until)
    if feedback == .rated { rated += 1 }
    if feedback.isReceived { withFeedback += 1 }
  }

  /// Over the twelve months before the period's end.
  private mutating func add(_ review: Review) {
    if frame.period.twelveMonths.contains(review.askedOn) {
      response.whole += 1
      if let received = review.receivedOn, received < frame.span.until { response.part += 1 }
    }
    if frame.period.twelveMonths.contains(review.receivedOn), let rating = review.rating?.value {
      veryUseful.whole += 1
      if rating == .veryUseful { veryUseful.part += 1 }
    }
  }
}

extension Project {
  /// The first day entry among those read: all before the period's end.
  fileprivate var firstDay: CalendarDay? {
    [daysBefore.first, days(in: .period).first].compactMap(\.self).min()
  }
}

extension Commission {
  /// Support over time: no days agreed, but a weekly rate, and no planned end.
  package var isOpenEnded: Bool { daysAgreed == nil && daysPerWeek != nil && plannedLastDay == nil }
}

/// What is dated in a span, counted: the figures that are also given for the year to date.
struct Events {
  private let span: Span
  var started = 0
  var completed = 0
  var requested = 0
  var caseStudies = 0
  var reviewsAsked = 0
  var reviewsReceived = 0
  var shared = 0

  init(_ span: Span) { self.span = span }

  mutating func add(_ project: borrowing Project) {
    if span.contains(project.commission.startsOn), !project.commission.isWithdrawnBeforeStart {
      started += 1
    }
    if span.contains(project.commission.completedOn) { completed += 1 }
    if span.contains(project.commission.requestedOn) { requested += 1 }
    if span.contains(project.commission.caseStudyOn) { caseStudies += 1 }
    if span.contains(project.review?.askedOn) { reviewsAsked += 1 }
    if span.contains(project.review?.receivedOn) { reviewsReceived += 1 }
    shared += project.shares.count { span.contains($0.sharedOn) }
  }

  /// The figures for the year to date that `context`'s period ends in.
  static func yearToDate(_ programme: Programme, _ context: ReportingContext) -> [Figure] {
    var events = Events(context.yearToDate)
    var days = Days.zero
    var outcomes = 0
    programme.projects.forEach { project in
      events.add(project)
      days += project.days(in: .yearToDate).days + project.periodDaysThisYear
      outcomes += project.achieved(in: .yearToDate)
    }
    let measures: [(Metric, Measure)] = [
      (.projectsStarted, .count(events.started)), (.projectsCompleted, .count(events.completed)),
      (.requestsReceived, .count(events.requested)), (.daysDelivered, .days(days)),
      (.reviewsAsked, .count(events.reviewsAsked)),
      (.reviewsReceived, .count(events.reviewsReceived)),
      (.caseStudiesShared, .count(events.caseStudies)), (.outcomesInPeriod, .count(outcomes)),
      (.practiceShared, .count(events.shared)),
    ]
    return measures.map { Figure($0, span: context.period.yearToDateName, $1) }
  }
}

extension Commission {
  fileprivate var isWithdrawnBeforeStart: Bool {
    guard let withdrawnOn, let startsOn else { return false }
    return withdrawnOn < startsOn
  }
}
