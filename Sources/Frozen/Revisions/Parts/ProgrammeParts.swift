import Facts
import Metrics

extension Seen {
  /// What the project gives to a figure of the programme.
  func programmeParts(_ metric: Metric) -> [Part] {
    switch metric {
    case .projectsInScope: [scope]
    case .daysAgreedActive, .daysAgreedActiveUnknown:
      [scope, .gate(commission.state(at: frame.asOf) == .active, Inputs.state), agreed]
    case .daysAgreedInScope: [scope, agreed]
    case .daysAgreedInScopeOpenEnded, .daysAgreedInScopeUnknown: [scope, unknownAgreed]
    case .daysDelivered: [.value("\(days)", [Input(.days, in: place)])]
    case .boroughsWithDays, .boroughsShare:
      [.gate(project.days(in: window).entries > 0, [Input(.days, in: place)]), boroughCode]
    case .utilisation: [.value(adviserDays, [Input(.days, in: place)])]
    case .waitDaysMedian: waits
    default: datedParts(metric)
    }
  }

  /// Figures of what is dated in a span, and of clients' reviews.
  private func datedParts(_ metric: Metric) -> [Part] {
    switch metric {
    case .projectsStarted:
      let isWithdrawn = commission.withdrawnOn.map { $0 < commission.startsOn ?? $0 } ?? false
      return [
        .value(
          "\(span.contains(commission.startsOn) && !isWithdrawn)",
          column("starts_on", "withdrawn_on"))
      ]
    case .projectsCompleted:
      return [.value("\(span.contains(commission.completedOn))", column("completed_on"))]
    case .requestsReceived:
      return [.value("\(span.contains(commission.requestedOn))", column("requested_on"))]
    case .caseStudiesShared:
      return [.value("\(span.contains(commission.caseStudyOn))", column("case_study_on"))]
    case .caseStudiesDue:
      let isDue = commission.isCaseStudyDue(in: frame, after: thresholds.caseStudyDueDays)
      return [.value("\(isDue)", Inputs.state + column("case_study_on"))]
    case .outcomesInPeriod:
      let count = project.achieved(in: window)
      return [.value("\(count)", [Input(.outcomes, in: place, stage: .achieved)])]
    case .practiceShared:
      let count = project.shares.count { span.contains($0.sharedOn) }
      return [.value("\(count)", [Input(.sharedPractice, in: place)])]
    case .boroughsSharedWith:
      let codes = project.boroughsShared(in: span, listed: listed).sorted().map(\.string)
      return [.value("\(codes)", [Input(.sharedPractice, in: place)] + column("borough_code"))]
    default: return reviewParts(metric)
    }
  }

  private func reviewParts(_ metric: Metric) -> [Part] {
    let review = project.review
    switch metric {
    case .reviewsAsked: return [.value("\(span.contains(review?.askedOn))", Inputs.reviews)]
    case .reviewsReceived: return [.value("\(span.contains(review?.receivedOn))", Inputs.reviews)]
    case .projectsRated, .projectsWithFeedback:
      return [scope, .value(Feedback(review, before: frame.span.until).rawValue, Inputs.reviews)]
    case .responseRate:
      let isReceived = review?.receivedOn.map { $0 < frame.span.until } ?? false
      return [
        .gate(frame.period.twelveMonths.contains(review?.askedOn), Inputs.reviews),
        .value("\(isReceived)", Inputs.reviews),
      ]
    case .veryUsefulShare:
      return [
        .gate(frame.period.twelveMonths.contains(review?.receivedOn), Inputs.reviews),
        .value(review?.rating?.value?.rawValue ?? "", Inputs.reviews),
      ]
    default: return []
    }
  }

  private var unknownAgreed: Part {
    .value(
      "\(commission.daysAgreed == nil) \(commission.isOpenEnded)",
      column("days_agreed", "days_per_week", "due_on", "starts_on"))
  }

  private var boroughCode: Part {
    let code = commission.boroughCode.flatMap { listed.contains($0) ? $0.string : nil }
    return .value(code ?? "", column("borough_code"))
  }

  private var adviserDays: String {
    project.adviserDays.filter { $0.window == window }
      .sorted { $0.adviserID < $1.adviserID }
      .map { "\($0.adviserID) \($0.tally.days)" }.joined(separator: " ")
  }

  private var waits: [Part] {
    let first = [project.daysBefore.first, project.days(in: .period).first].compactMap(\.self).min()
    let wait = first.flatMap { first in commission.requestedOn.map { first - $0 } }
    return [
      .gate(span.contains(first), Inputs.daysToDate),
      .value("\(first as CalendarDay?, default: "")", Inputs.daysToDate),
      .value("\(wait as Int?, default: "")", Inputs.daysToDate + column("requested_on")),
    ]
  }
}
