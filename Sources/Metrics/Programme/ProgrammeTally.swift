import Facts

/// What the figures of one period are made of, gathered in one pass over the projects.
struct ProgrammeTally {
  let frame: Frame
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

  init(_ programme: Programme, _ frame: Frame, _ thresholds: Thresholds) {
    self.frame = frame
    self.thresholds = thresholds
    listed = programme.listedBoroughs
    events = Events(frame.span)
    programme.projects.lend { add($0) }
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
    if project.commission.state(at: frame.asOf) == .active { active.add(agreed) }
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
