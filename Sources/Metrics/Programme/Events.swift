import Facts

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

  /// The figures for the year to date that `horizon`'s period ends in.
  static func yearToDate(_ programme: Programme, _ horizon: Horizon) -> [Figure] {
    var events = Events(horizon.yearToDate)
    var days = Days.zero
    var outcomes = 0
    programme.projects.lend { project in
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
    return measures.map { Figure($0, span: horizon.period.yearToDateName, $1) }
  }
}

extension Commission {
  fileprivate var isWithdrawnBeforeStart: Bool {
    guard let withdrawnOn, let startsOn else { return false }
    return withdrawnOn < startsOn
  }
}
