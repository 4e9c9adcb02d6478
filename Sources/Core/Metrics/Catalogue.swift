/// Metrics that are declared as properties of one type. A metric that is declared in a group is in every list: there is no
/// second list.
package protocol MetricGroup {}

extension MetricGroup {
  /// Every metric of the group and of the groups in it, in the order of their declarations. Reads them by reflection.
  package var members: [any AnyMetric] {
    Mirror(reflecting: self).children.flatMap { child -> [any AnyMetric] in
      if let group = child.value as? any MetricGroup { return group.members }
      return (child.value as? any AnyMetric).map { [$0] } ?? []
    }
  }
}

/// Every metric, in the order people read them.
package struct Catalogue: MetricGroup, Sendable {
  fileprivate init() {}

  // MARK: Of the programme: how much did we do?

  package let projectsInScope = Metric<Bool, Never>(
    "projects_in_scope", "Projects in scope", .projects, [.programme], in: .howMuch,
    means: """
      Commissions that were live in the period (started before its end, and neither completed nor withdrawn before it \
      began), were requested in it, or have a day entry, an outcome at stage achieved or a shared practice dated in it.
      """, together: .count
  ) { $0.holdsScope() }

  package let projectsStarted = Metric<Bool, NoValue>(
    "projects_started", "Projects started", .projects, [.programme], yearToDate: true, in: .howMuch,
    means: "Commissions whose start lies in the span and that were not withdrawn before they started.", together: .count
  ) { project throws(NoValue) in
    try project.happened("starts_on", project.project.start)
    guard let withdrawnOn = project.term("withdrawn_on", project.commission.withdrawnOn),
      let startsOn = project.project.start, withdrawnOn < startsOn
    else { return true }
    throw .notApplicable("the commission was withdrawn before it started")
  }

  package let projectsCompleted = Metric<Bool, NoValue>(
    "projects_completed", "Projects completed", .projects, [.programme], yearToDate: true, in: .howMuch,
    needs: ["commissions.completed_on"],
    means: "Commissions whose completion lies in the span.", together: .count
  ) { project throws(NoValue) in try project.happened("completed_on", project.commission.completedOn) }

  package let requestsReceived = Metric<Bool, NoValue>(
    "requests_received", "Requests received", .requests, [.programme], yearToDate: true, in: .howMuch,
    needs: ["commissions.requested_on"],
    means: "Commissions requested in the span.", together: .count
  ) { project throws(NoValue) in try project.happened("requested_on", project.commission.requestedOn) }

  package let daysDelivered = Metric<Days, Never>(
    "days_delivered", "Days delivered", .days, [.programme], yearToDate: true, in: .howMuch,
    means: "The sum of days of all day entries dated in the span whose commission is known.", together: .sum
  ) { $0.entries(.counted).days }

  package let daysAgreedActive = Metric<Days, NoValue>(
    "days_agreed_active", "Days agreed, active projects", .days, [.programme], .toDate, in: .howMuch,
    needs: ["commissions.days_agreed"],
    means:
      "The sum of days agreed, variations included, over the projects that are active at the end, where it is known.",
    together: .sum
  ) { project throws(NoValue) in
    try project.needActive()
    return try project.value(of: metrics.project.daysAgreed)
  }

  package let daysAgreedActiveUnknown = Metric<Bool, NoValue>(
    "days_agreed_active_unknown", "Active projects without days agreed", .projects, [.programme], .toDate, in: .howMuch,
    needs: ["commissions.days_agreed"],
    means: "How many projects that are active at the end have no days agreed recorded.", together: .count
  ) { project throws(NoValue) in
    try project.needActive()
    return (try? project.value(of: metrics.project.daysAgreed)) == nil
  }

  package let daysAgreedInScope = Metric<Days, NoValue>(
    "days_agreed_in_scope", "Days agreed, projects in scope", .days, [.programme], in: .howMuch,
    needs: ["commissions.days_agreed"],
    means: "The sum of days agreed, variations included, over the projects in scope, where it is known.", together: .sum
  ) { project throws(NoValue) in
    try project.needScope()
    return try project.value(of: metrics.project.daysAgreed)
  }

  package let daysAgreedInScopeOpenEnded = Metric<Bool, NoValue>(
    "days_agreed_in_scope_open_ended", "Open-ended projects in scope", .projects, [.programme], in: .howMuch,
    needs: ["commissions.days_per_week"],
    means: "Projects in scope without days agreed that have a weekly rate and no planned end: support over time.",
    together: .count
  ) { project throws(NoValue) in
    try project.needScope()
    return (try? project.value(of: metrics.project.daysAgreed)) == nil && project.isOpenEnded()
  }

  package let daysAgreedInScopeUnknown = Metric<Bool, NoValue>(
    "days_agreed_in_scope_unknown", "Projects in scope without days agreed", .projects, [.programme], in: .howMuch,
    needs: ["commissions.days_agreed"],
    means: "Projects in scope without days agreed that are not open-ended.", together: .count
  ) { project throws(NoValue) in
    try project.needScope()
    return (try? project.value(of: metrics.project.daysAgreed)) == nil && !project.isOpenEnded()
  }

  package let boroughsWithDays = Metric<Text, NoValue>(
    "boroughs_with_days", "Boroughs with days", .boroughs, [.programme], in: .howMuch,
    needs: ["commissions.borough_code"],
    means: "Listed boroughs whose projects have a day entry dated in the period.", together: .distinctBoroughs
  ) { project throws(NoValue) in
    let entries = project.daysOfWindow.entries
    guard project.term("entries", entries) > 0 else { throw .notApplicable("there are no days") }
    let code = try project.need("borough_code", project.commission.boroughCode)
    guard project.conditions.listed.contains(code) else { throw .unknown("a listed borough") }
    return code
  }

  package let boroughsShare = Metric<Text, NoValue>(
    "boroughs_share", "Share of boroughs with days", .ratio, [.programme], in: .howMuch,
    needs: ["boroughs", "commissions.borough_code"],
    means: "Boroughs with days as a share of all listed boroughs.", together: .shareOfBoroughs
  ) { project throws(NoValue) in try project.value(of: metrics.boroughsWithDays) }

  // MARK: Of the programme: how well did we do it?

  package let utilisation = Metric<WorkedDays, Never>(
    "utilisation", "Adviser utilisation", .ratio, [.programme, .adviser], in: .howWell,
    blank: "Not applicable: the adviser's capacity is 0.", needs: ["days.adviser_id", "advisers.days_per_week"],
    means: """
      Days delivered in the period as a share of capacity. Capacity is the weekdays of the period in post (of a period \
      that is not over, those up to today) that are no bank holiday, times days a week, divided by five. For the \
      programme: the sum of days over the sum of capacity of every adviser in post on a day of the period, or with days in it.
      """, together: .shareOfCapacity
  ) { $0.workedDays() }

  package let waitDaysMedian = Metric<Int, NoValue>(
    "wait_days_median", "Median wait for the first day", .calendarDays, [.programme], in: .howWell,
    needs: ["commissions.requested_on"],
    means: """
      The median of calendar days from request to first day, over all projects whose first day lies in the period and \
      whose request is dated; of an even number the mean of the middle two.
      """, together: .median
  ) { project throws(NoValue) in
    try project.happened("first day", project.subject.toDate.first)
    project.term("requested_on", project.commission.requestedOn)
    return try project.value(of: metrics.project.waitDays)
  }

  package let reviewsAsked = Metric<Int, Never>(
    "reviews_asked", "Reviews asked for", .reviews, [.programme], yearToDate: true, in: .howWell,
    needs: ["reviews.asked_on"],
    means: "Reviews asked for in the span.", together: .sum
  ) { project in project.reviews().count { project.span.contains($0.askedOn) } }

  package let reviewsReceived = Metric<Int, Never>(
    "reviews_received", "Reviews received", .reviews, [.programme], yearToDate: true, in: .howWell,
    needs: ["reviews.received_on"],
    means: "Reviews received in the span.", together: .sum
  ) { project in project.reviews().count { project.span.contains($0.receivedOn) } }

  package let projectsRated = Metric<Bool, NoValue>(
    "projects_rated", "Projects rated", .projects, [.programme], in: .howWell,
    needs: ["reviews.received_on", "reviews.rating"],
    means: "Projects in scope of which a review gives a rating and was received before the period's end.",
    together: .count
  ) { project throws(NoValue) in
    _ = project.reviews()
    guard project.isInScope, project.value(of: metrics.project.feedback) == .rated else {
      throw .notApplicable("the project is not in scope or not rated")
    }
    return true
  }

  package let projectsWithFeedback = Metric<Bool, NoValue>(
    "projects_with_feedback", "Projects with any feedback", .projects, [.programme], in: .howWell,
    needs: ["reviews.received_on"],
    means:
      "Projects in scope of which a review was received before the period's end, with a rating, a comment or neither.",
    together: .count
  ) { project throws(NoValue) in
    _ = project.reviews()
    guard project.isInScope, project.value(of: metrics.project.feedback).isReceived else {
      throw .notApplicable("the project is not in scope or has no feedback")
    }
    return true
  }

  package let responseRate = Metric<Part, NoValue>(
    "response_rate", "Response rate, 12 months", .ratio, [.programme], .twelveMonths, in: .howWell,
    needs: ["reviews.asked_on", "reviews.received_on"],
    means: "Of the reviews asked for in the twelve months before the period's end, the share received before that end.",
    together: .share("received before the end", of: "asked for")
  ) { project throws(NoValue) in
    let asked = project.reviews().filter { project.conditions.twelveMonths.contains($0.askedOn) }
    guard !asked.isEmpty else { throw .notApplicable("no review was asked for in these twelve months") }
    return Part(count: asked.count { $0.receivedOn.isBefore(project.end) }, all: asked.count)
  }

  package let veryUsefulShare = Metric<Part, NoValue>(
    "very_useful_share", "Rated very useful, 12 months", .ratio, [.programme], .twelveMonths, in: .howWell,
    needs: ["reviews.received_on", "reviews.rating"],
    means: "Of the ratings received in the twelve months before the period's end, the share that is very useful.",
    together: .share("very useful", of: "rated")
  ) { project throws(NoValue) in
    let ratings = project.reviews().filter { project.conditions.twelveMonths.contains($0.receivedOn) }
      .compactMap { $0.rating?.value }
    guard !ratings.isEmpty else { throw .notApplicable("no rating was received in these twelve months") }
    return Part(count: ratings.count { $0 == .veryUseful }, all: ratings.count)
  }

  package let caseStudiesShared = Metric<Bool, NoValue>(
    "case_studies_shared", "Case studies shared", .projects, [.programme], yearToDate: true, in: .howWell,
    needs: ["commissions.case_study_on"],
    means: "Projects whose case study was shared in the span.", together: .count
  ) { project throws(NoValue) in try project.happened("case_study_on", project.commission.caseStudyOn) }

  package let caseStudiesDue = Metric<Bool, NoValue>(
    "case_studies_due", "Case studies due", .projects, [.programme], .toDate, in: .howWell,
    needs: ["commissions.case_study_on", "commissions.completed_on"],
    means: """
      Projects in state completed at the end whose completion lies back more days than the job allows for a case study, \
      and whose case study was not shared before the period's end.
      """, together: .count
  ) { project throws(NoValue) in
    project.term("completed_on", project.commission.completedOn)
    project.term("case_study_on", project.commission.caseStudyOn)
    project.term("case_study_due_days", project.thresholds.caseStudyDueDays)
    guard project.isCaseStudyDue else { throw .notApplicable("no case study is due") }
    return true
  }

  // MARK: Of the programme: is anyone better off?

  package let outcomesInPeriod = Metric<Int, Never>(
    "outcomes_in_period", "Outcomes achieved", .outcomes, [.programme, .project, .kind], yearToDate: true,
    in: .betterOff, means: "Outcomes at stage achieved that were observed in the span.", together: .sum
  ) { $0.achieved() }

  package let practiceShared = Metric<Int, Never>(
    "practice_shared", "Practice shared, by borough", .shares, [.programme], yearToDate: true,
    needs: ["shared_practice"],
    means: """
      Times that practice of a project was shared in the span, with a borough or with a wider audience: an occasion \
      counts once for each borough it reached.
      """, together: .sum
  ) { $0.shares(in: $0.span).count }

  package let practiceOccasions = Metric<Int, Never>(
    "practice_occasions", "Occasions of practice shared", .occasions, [.programme], yearToDate: true, in: .betterOff,
    needs: ["shared_practice"],
    means: "Occasions on which practice was shared in the span: rows of one commission, date and channel are one.",
    together: .sum
  ) { $0.occasions(in: $0.span) }

  package let boroughsSharedWith = Metric<Set<Text>, Never>(
    "boroughs_shared_with", "Boroughs shared with", .boroughs, [.programme], in: .betterOff,
    needs: ["shared_practice.borough_code"],
    means: "Listed boroughs that the period's shared practice of projects of other boroughs taught.",
    together: .distinctBoroughs
  ) { $0.boroughs(taughtBy: $0.shares(in: $0.span)) }

  package let results = ResultMetrics()

  package let project = ProjectMetrics()
  package let trend = TrendMetrics()
  package let target = TargetMetrics()

  // MARK: What lies ahead

  package let ahead = CommitmentMetrics()

  // MARK: Of what somebody agreed to do

  package let actions = ActionMetrics()

  // MARK: Of an adviser

  package let daysHost = Catalogue.days(by: .host)
  package let daysCommissioned = Catalogue.days(by: .commissioned)
  package let daysUrgent = Catalogue.days(by: .urgent)
  package let daysBoard = Catalogue.days(by: .board)

  private static func days(by arrangement: Arrangement) -> Metric<Days, Never> {
    let word = arrangement.rawValue
    return Metric(
      "days_\(word)", "\(word.capitalised) days", .days, [.adviser],
      means: "The adviser's days in the period on commissions by arrangement \(word).", together: .sum
    ) { $0.days(by: arrangement) }
  }

  package let daysUnrecorded = Metric<Days, Never>(
    "days_unrecorded", "Days, arrangement unknown", .days, [.adviser],
    means: "The adviser's days in the period on commissions whose arrangement is not recorded or unknown.",
    together: .sum
  ) { $0.days(by: nil) }

  package let projectsWorked = Metric<Bool, Never>(
    "projects_worked", "Projects worked on", .projects, [.adviser],
    means: "Commissions with a day entry of the adviser dated in the period.", together: .count
  ) { $0.entries(.counted).entries > 0 }

  package let capacityDays = Metric<Days, Never>(
    "capacity_days", "Capacity", .days, [.adviser], needs: ["advisers.days_per_week"],
    means: """
      Weekdays of the period in post that are no bank holiday (of a period that is not over, those up to today), times \
      days a week, divided by five.
      """, together: .capacity
  ) { _ in .zero }

  // MARK: Of a borough, a theme or an arrangement

  package let projects = Metric<Bool, Never>(
    "projects", "Projects", .projects, [.borough, .theme, .arrangement],
    means: "Projects in scope of the borough, theme or arrangement.", together: .count
  ) { $0.holdsScope() }

  package let reach = Metric<BoroughEngagement, NoValue>(
    "reach", "Reach", .word, [.borough], .toDate, counts: .all,
    blank: "The row is of no listed borough, or no arrangement is offered.",
    needs: ["commissions.borough_code", "commissions.arrangement"],
    means: """
      Over commissions to date that started before the end and were not withdrawn: host if any is, else commissioned if \
      any is commissioned or urgent; else shared with, if shared practice of another borough's project taught it before \
      the period's end; else not reached.
      """, together: .nearest
  ) { project throws(NoValue) in try project.engagement() }
}

package let metrics = Catalogue()

extension Catalogue {
  /// Every metric, in the order of their declarations.
  package static let all: [any AnyMetric] = metrics.members

  package static func of(_ grain: Grain) -> [any AnyMetric] { byGrain[grain] ?? [] }

  package static func of(_ part: HeadlinePart) -> [any AnyMetric] { all.filter { $0.definition.part == part } }

  /// Returns the metrics of a grain that are not among others.
  static func of(_ grain: Grain, besides others: [any AnyMetric]) -> [any AnyMetric] {
    of(grain).filter { metric in !others.contains { $0 === metric } }
  }

  /// Returns the metrics of a grain, some of them before all others.
  static func of(_ grain: Grain, first: [any AnyMetric]) -> [any AnyMetric] { first + of(grain, besides: first) }

  /// Returns the names of the metrics and terms that each metric reads, over all projects of a programme.
  package static func namesRead(_ programme: Programme, _ context: ReportingContext, _ thresholds: Thresholds)
    -> [String: Set<String>]
  {
    let conditions = Conditions(programme, context, MeasuringPeriod(context), thresholds)
    let recorders = all.map { _ in Recorder() }
    for project in programme.projects {
      let subject = Subject(project)
      for (metric, recorder) in zip(all, recorders) {
        _ = metric.measure(MeasuredProject(subject, conditions, .programme, recorder))
      }
    }
    for (metric, recorder) in zip(all, recorders) {
      _ = metric.makeTally().result(FigurePlace(.programme, conditions, recorder))
    }
    return Dictionary(uniqueKeysWithValues: zip(all.map(\.id), recorders.map(\.names)))
  }

  /// Returns nil for a name that no metric has.
  package static func metric(_ id: String) -> (any AnyMetric)? { byID[id] }

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
  private static let byGrain = Dictionary(
    uniqueKeysWithValues: Grain.allCases.map { grain in (grain, all.filter { $0.grains.contains(grain) }) })
}
