extension Metric {
  /// How much did we do?
  package static let howMuch: [Metric] = [
    projectsInScope, projectsStarted, projectsCompleted, requestsReceived, daysDelivered,
    daysAgreedActive, daysAgreedActiveUnknown, daysAgreedInScope, daysAgreedInScopeOpenEnded,
    daysAgreedInScopeUnknown, boroughsWithDays, boroughsShare,
  ]

  package static let projectsInScope = Metric(
    "projects_in_scope", "Projects in scope", .projects,
    means: """
      Commissions that were live in the period (started before its end, and neither completed nor withdrawn before it \
      began), were requested in it, or have a day entry, an outcome at stage achieved or a shared practice dated in it.
      """)
  package static let projectsStarted = Metric(
    "projects_started", "Projects started", .projects, yearToDate: true,
    means:
      "Commissions whose start lies in the span and that were not withdrawn before they started.")
  package static let projectsCompleted = Metric(
    "projects_completed", "Projects completed", .projects, yearToDate: true,
    means: "Commissions whose completion lies in the span.")
  package static let requestsReceived = Metric(
    "requests_received", "Requests received", .requests, yearToDate: true,
    means: "Commissions requested in the span.")
  package static let daysDelivered = Metric(
    "days_delivered", "Days delivered", .days, yearToDate: true,
    means: "The sum of days of all day entries dated in the span whose commission is known.")
  package static let daysAgreedActive = Metric(
    "days_agreed_active", "Days agreed, active projects", .days, [.programme], .toDate,
    means:
      "The sum of days agreed, variations included, over the projects that are active at the end, where it is known."
  )
  package static let daysAgreedActiveUnknown = Metric(
    "days_agreed_active_unknown", "Active projects without days agreed", .projects, [.programme],
    .toDate, means: "How many projects that are active at the end have no days agreed recorded.")
  package static let daysAgreedInScope = Metric(
    "days_agreed_in_scope", "Days agreed, projects in scope", .days,
    means:
      "The sum of days agreed, variations included, over the projects in scope, where it is known.")
  package static let daysAgreedInScopeOpenEnded = Metric(
    "days_agreed_in_scope_open_ended", "Open-ended projects in scope", .projects,
    means:
      "Projects in scope without days agreed that have a weekly rate and no planned end: support over time."
  )
  package static let daysAgreedInScopeUnknown = Metric(
    "days_agreed_in_scope_unknown", "Projects in scope without days agreed", .projects,
    means: "Projects in scope without days agreed that are not open-ended.")
  package static let boroughsWithDays = Metric(
    "boroughs_with_days", "Boroughs with days", .boroughs,
    means: "Listed boroughs whose projects have a day entry dated in the period.")
  package static let boroughsShare = Metric(
    "boroughs_share", "Share of boroughs with days", .ratio,
    means: "Boroughs with days as a share of all listed boroughs.")
}

extension Metric {
  /// How well did we do it?
  package static let howWell: [Metric] = [
    utilisation, waitDaysMedian, reviewsAsked, reviewsReceived, projectsRated,
    projectsWithFeedback, responseRate, veryUsefulShare, caseStudiesShared, caseStudiesDue,
  ]

  package static let utilisation = Metric(
    "utilisation", "Adviser utilisation", .ratio, [.programme, .adviser],
    means: """
      Days delivered in the period as a share of capacity. Capacity is the weekdays of the period in post (of a period \
      that is not over, those up to today) that are no bank holiday, times days a week, divided by five. For the \
      programme: the sum of days over the sum of capacity of every adviser in post on a day of the period, or with days in it.
      """)
  package static let waitDaysMedian = Metric(
    "wait_days_median", "Median wait for the first day", .calendarDays,
    means: """
      The median of calendar days from request to first day, over all projects whose first day lies in the period and \
      whose request is dated; of an even number the mean of the middle two.
      """)
  package static let reviewsAsked = Metric(
    "reviews_asked", "Reviews asked for", .reviews, yearToDate: true,
    means: "Reviews asked for in the span.")
  package static let reviewsReceived = Metric(
    "reviews_received", "Reviews received", .reviews, yearToDate: true,
    means: "Reviews received in the span.")
  package static let projectsRated = Metric(
    "projects_rated", "Projects rated", .projects,
    means: "Projects in scope whose review gives a rating and was received before the period's end."
  )
  package static let projectsWithFeedback = Metric(
    "projects_with_feedback", "Projects with any feedback", .projects,
    means:
      "Projects in scope whose review was received before the period's end, with a rating, a comment or neither."
  )
  package static let responseRate = Metric(
    "response_rate", "Response rate, 12 months", .ratio, [.programme], .twelveMonths,
    means:
      "Of the reviews asked for in the twelve months before the period's end, the share received before that end."
  )
  package static let veryUsefulShare = Metric(
    "very_useful_share", "Rated very useful, 12 months", .ratio, [.programme], .twelveMonths,
    means:
      "Of the ratings received in the twelve months before the period's end, the share that is very useful."
  )
  package static let caseStudiesShared = Metric(
    "case_studies_shared", "Case studies shared", .projects, yearToDate: true,
    means: "Projects whose case study was shared in the span.")
  package static let caseStudiesDue = Metric(
    "case_studies_due", "Case studies due", .projects, [.programme], .toDate,
    means: """
      Projects in state completed at the end whose completion lies back more days than the job allows for a case study, \
      and whose case study was not shared before the period's end.
      """)
}

extension Metric {
  /// Is anyone better off?
  package static let betterOff: [Metric] = [outcomesInPeriod, practiceShared, boroughsSharedWith]

  package static let outcomesInPeriod = Metric(
    "outcomes_in_period", "Outcomes achieved", .outcomes, [.programme, .project, .kind],
    yearToDate: true, means: "Outcomes at stage achieved that were observed in the span.")
  package static let practiceShared = Metric(
    "practice_shared", "Practice shared", .shares, yearToDate: true,
    means:
      "Times that practice of a project was shared in the span, with a borough or with a wider audience."
  )
  package static let boroughsSharedWith = Metric(
    "boroughs_shared_with", "Boroughs shared with", .boroughs,
    means: "Listed boroughs named in the period's shared practice of projects of other boroughs.")
}
