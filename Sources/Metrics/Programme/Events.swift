import Facts

/// What is dated in a span, counted: the figures that are also given for the year to date.
struct Events {
  var started = 0
  var completed = 0
  var requested = 0
  var caseStudies = 0
  var reviewsAsked = 0
  var reviewsReceived = 0
  var shared = 0

  init(_ programme: Programme, _ span: Span) {
    for project in programme.projects {
      let commission = project.commission
      if span.contains(commission.startsOn), !commission.isWithdrawnBeforeStart { started += 1 }
      if span.contains(commission.completedOn) { completed += 1 }
      if span.contains(commission.requestedOn) { requested += 1 }
      if span.contains(commission.caseStudyOn) { caseStudies += 1 }
      if span.contains(project.review?.askedOn) { reviewsAsked += 1 }
      if span.contains(project.review?.receivedOn) { reviewsReceived += 1 }
      shared += project.shares.count { span.contains($0.sharedOn) }
    }
  }

  /// The figures for the year to date that `horizon`'s period ends in.
  static func yearToDate(_ programme: Programme, _ horizon: Horizon) -> [Figure] {
    let events = Events(programme, horizon.yearToDate)
    let days = programme.projects.reduce(Days.zero) {
      $0 + $1.days(in: .yearToDate).days + $1.periodDaysThisYear
    }
    let outcomes = programme.projects.reduce(0) { $0 + $1.achieved(in: .yearToDate) }
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
