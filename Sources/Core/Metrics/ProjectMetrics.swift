extension MeasuredProject {
  fileprivate func needDay(_ day: CalendarDay?) throws(NoValue) -> CalendarDay {
    guard let day else { throw .notApplicable("there is no day entry to date") }
    return day
  }

  /// Returns how the days of a completed project compare with the days agreed.
  fileprivate func delivery() -> Progress {
    guard let agreed = try? value(of: metrics.project.daysAgreed) else { return .delivered }
    let days = value(of: metrics.project.daysToDate)
    if days > agreed { return .deliveredOver }
    return days.isBelow(term("behind_below", thresholds.behindBelow), percentOf: agreed) ? .deliveredShort : .delivered
  }
}

extension Days {
  fileprivate func isBelow(_ percent: Int, percentOf other: Days) -> Bool {
    hundredths * 100 < other.hundredths * Int64(percent)
  }
}

/// The metrics of a project, in the order of the columns of projects.csv and of the paper.
package struct ProjectMetrics: MetricGroup, Sendable {
  init() {}

  package let state = Metric<State, Never>(
    "state", "State", .word, [.project], .toDate,
    means: """
      At the end, the first that holds, by dates before it: withdrawn, completed, on hold, active (started), agreed, \
      requested; else not yet requested where a later request is recorded, and not recorded where none is. Where no start \
      is offered, a project starts with its first day entry.
      """
  ) { project in
    project.listDates()
    return project.project.state(at: project.reportingEnd)
  }

  package let progress = Metric<Progress, Never>(
    "progress", "Progress", .word, [.project], .toDate, version: 2,
    means: """
      The first that holds: stopped (withdrawn); delivered over, delivered short and delivered (completed with more days \
      than agreed, with less than the job's share for behind, or else); on hold; not started (no day entry to date and \
      not yet begun); overrun (more days to date than agreed); overdue (the planned last day is over); no plan (nothing \
      to profile by); just started (no longer ago than the job's days for stalled, and below its share for slipping); \
      behind and slipping (days to date below the job's two shares of days profiled); on track.
      """
  ) { project in
    project.listDates()
    switch project.value(of: metrics.project.state) {
    case .withdrawn: return .stopped
    case .completed: return project.delivery()
    case .onHold: return .onHold
    default: break
    }
    let start = project.project.start
    guard project.subject.toDate.entries > 0 || start.isBefore(project.reportingEnd) else { return .notStarted }
    let days = project.value(of: metrics.project.daysToDate)
    if let agreed = try? project.value(of: metrics.project.daysAgreed), days > agreed { return .overrun }
    if let overdue = try? project.value(of: metrics.project.daysOverdue), overdue >= 1 { return .overdue }
    guard let profiled = try? project.value(of: metrics.project.daysProfiled) else { return .noPlan }
    guard days.isBelow(project.term("slipping_below", project.thresholds.slippingBelow), percentOf: profiled) else {
      return .onTrack
    }
    let lately = project.term("stalled_after_days", project.thresholds.stalledAfterDays)
    if let start, start < project.reportingEnd, project.reportingEnd - start <= lately { return .justStarted }
    let isBehind = days.isBelow(project.term("behind_below", project.thresholds.behindBelow), percentOf: profiled)
    return isBehind ? .behind : .slipping
  }

  package let daysAgreedOriginally = Metric<Days, NoValue>(
    "days_agreed_originally", "Days first agreed", .days, [.project], .toDate,
    means: "Days agreed as first recorded, before any variation."
  ) { project throws(NoValue) in try project.need("days_agreed of the commission", project.commission.daysAgreed) }

  package let daysAgreed = Metric<Days, NoValue>(
    "days_agreed", "Days agreed", .days, [.project], .toDate,
    means: "Days first agreed plus every variation agreed before the period's end; unknown when the first is."
  ) { project throws(NoValue) in
    project.listVariations()
    let first = try project.value(of: metrics.project.daysAgreedOriginally)
    return first + project.term("variations", project.project.daysVaried(before: project.end))
  }

  package let daysInPeriod = Metric<Days, Never>(
    "days_in_period", "Days in period", .days, [.project, .adviser, .borough, .theme, .arrangement, .activity, .month],
    means: "The sum of days of the day entries dated in the period; 0 when there are none.", together: .sum
  ) { $0.entries(.counted).days }

  package let daysYearToDate = Metric<Days, Never>(
    "days_year_to_date", "Days, year to date", .days, [.project], .yearToDate,
    means: "The sum of days of the day entries dated from the start of the financial year to the period's end."
  ) { $0.entries(.yearToDate).days }

  package let daysToDate = Metric<Days, Never>(
    "days_to_date", "Days to date", .days, [.project, .borough], .toDate,
    means: """
      The sum of days of all day entries dated before the period's end; for a borough, of its projects in scope, so \
      that boroughs do not add up to the programme.
      """, together: .sum
  ) { $0.entries(.toDate).days }

  package let daysProfiled = Metric<Days, NoValue>(
    "days_profiled", "Days profiled", .days, [.project], .toDate, version: 2,
    means: """
      What should have been delivered by the end, by withdrawal, or before a hold that lasts at the end, whichever is \
      first. Of a completed project with days agreed: all of them. With days agreed, start and planned end: days agreed \
      times the share of the planned days that is over; where every strand has a start and an end, the share is that of \
      the days covered by strands. Else with a weekly rate and a start: the rate times the weeks from the start, up to \
      completion or the planned end at most. Else unknown. Rounded once, to 2 decimals.
      """
  ) { project throws(NoValue) in try project.profile() }

  package let daysAhead = Metric<Days, NoValue>(
    "days_ahead", "Days ahead of profile", .days, [.project], .toDate,
    means: "Days to date less days profiled; unknown when either is."
  ) { project throws(NoValue) in
    let days = project.daysToDateListed()
    return days - (try project.value(of: metrics.project.daysProfiled))
  }

  package let daysRemaining = Metric<Days, NoValue>(
    "days_remaining", "Days remaining", .days, [.project], .toDate,
    means: "Days agreed less days to date; below zero when more was delivered than agreed."
  ) { project throws(NoValue) in
    let days = project.daysToDateListed()
    return try project.value(of: metrics.project.daysAgreed) - days
  }

  package let daysOverAllowance = Metric<Days, NoValue>(
    "days_over_allowance", "Days over the free allowance", .days, [.project, .programme], .toDate, compared: false,
    in: .howMuch, needs: ["commissions.arrangement"],
    means: """
      For commissioned and urgent work in scope, days to date above the job's free days, never below zero; not applicable \
      to other arrangements and where the job sets no free days. For the programme: the sum.
      """, together: .sumOverAllowance
  ) { project throws(NoValue) in
    try project.needScope()
    let days = project.daysToDateListed()
    guard let free = project.term("free_days", project.thresholds.freeDays) else {
      throw .notApplicable("the job sets no free days")
    }
    let arrangement = try project.need("arrangement", project.subject.arrangement)
    guard arrangement.hasFreeDays else {
      throw .notApplicable("work by arrangement \(arrangement.rawValue) has no allowance")
    }
    return max(.zero, days - free)
  }

  package let advisersInPeriod = Metric<Int, NoValue>(
    "advisers_in_period", "Advisers", .advisers, [.project],
    means: "Distinct advisers of the day entries dated in the period; unknown when no entry names one."
  ) { project throws(NoValue) in
    let advisers = project.advisers()
    guard advisers > 0 || project.subject.inPeriod.entries == 0 else { throw .unknown("the adviser of a day entry") }
    return advisers
  }

  package let firstDayOn = Metric<CalendarDay, NoValue>(
    "first_day_on", "First day", .date, [.project], .toDate, blank: "There is no day entry to date.",
    means: "The earliest date of a day entry before the period's end."
  ) { project throws(NoValue) in try project.needDay(project.entries(.toDate).first) }

  package let lastDayOn = Metric<CalendarDay, NoValue>(
    "last_day_on", "Last day", .date, [.project], .toDate, blank: "There is no day entry to date.",
    means: "The latest date of a day entry before the period's end."
  ) { project throws(NoValue) in try project.needDay(project.entries(.toDate).last) }

  package let waitDays = Metric<Int, NoValue>(
    "wait_days", "Wait", .calendarDays, [.project], .toDate,
    means: "Calendar days from the request to the first day; not applicable before the first day."
  ) { project throws(NoValue) in
    project.listDaysToDate()
    let first = try project.value(of: metrics.project.firstDayOn)
    return first - (try project.need("requested_on", project.commission.requestedOn))
  }

  package let outcomesAchieved = Metric<Int, Never>(
    "outcomes_achieved", "Outcomes achieved to date", .outcomes, [.project], .toDate,
    means: "Outcomes at stage achieved observed before the period's end."
  ) { $0.outcomes(.achieved) }

  package let outcomesEnabling = Metric<Int, Never>(
    "outcomes_enabling", "Enabling outcomes to date", .outcomes, [.project], .toDate,
    means: "Outcomes at stage enabling observed before the period's end."
  ) { $0.outcomes(.enabling) }

  package let outcomesExpected = Metric<Int, Never>(
    "outcomes_expected", "Outcomes expected", .outcomes, [.project], .toDate,
    means: "Outcomes at stage expected recorded before the period's end."
  ) { $0.outcomes(.expected) }

  package let outcomesNotAchieved = Metric<Int, Never>(
    "outcomes_not_achieved", "Outcomes not achieved", .outcomes, [.project], .toDate,
    means: "Outcomes at stage not achieved observed before the period's end."
  ) { $0.outcomes(.notAchieved) }

  package let strands = Metric<Int, Never>(
    "strands", "Strands", .strands, [.project], .toDate, needs: ["strands"], means: "All strands of the project."
  ) { $0.allStrands().count }

  package let strandsCompleted = Metric<Int, Never>(
    "strands_completed", "Strands completed", .strands, [.project], .toDate, needs: ["strands.completed_on"],
    means: "Strands completed before the end."
  ) { project in
    let end = project.reportingEnd
    return project.allStrands().count { $0.completedOn.map { $0 < end } ?? false }
  }

  package let rating = Metric<Term<Rating>, NoValue>(
    "rating", "Rating", .word, [.project], .toDate,
    means: """
      The rating of the client's latest review received before the period's end; of reviews received on one day, that \
      with the highest number.
      """
  ) { project throws(NoValue) in
    project.listReviews()
    guard let review = project.project.reviews.latest(before: project.end) else {
      throw .notApplicable("no review was received before the period's end")
    }
    return try project.need("the review's rating", review.rating)
  }

  package let feedback = Metric<Feedback, Never>(
    "feedback", "Feedback", .word, [.project], .toDate, needs: ["reviews"],
    means: """
      The first that holds of any of the client's reviews by the period's end: rated; comment only (received with a comment \
      and no rating); received; asked; none.
      """
  ) { project in
    project.listReviews()
    return Feedback(project.project.reviews, before: project.end)
  }

  package let boroughsReached = Metric<Int, Never>(
    "boroughs_reached", "Boroughs reached", .boroughs, [.project], .toDate, needs: ["shared_practice.borough_code"],
    means: "Listed boroughs that the project's shared practice taught before the period's end, its own left out."
  ) { project in
    project.subject.project.shares.isEmpty && !project.isExplaining
      ? 0 : project.boroughs(taughtBy: project.shares(in: nil)).count
  }

  package let daysOverdue = Metric<Int, NoValue>(
    "days_overdue", "Days overdue", .calendarDays, [.project], .toDate, blank: "The project is not overdue.",
    means: """
      For a project requested, agreed, active or on hold whose planned last day is over: the calendar days from the day \
      after it to the last day reported on.
      """
  ) { project throws(NoValue) in
    project.listDates()
    switch project.value(of: metrics.project.state) {
    case .requested, .agreed, .active, .onHold: break
    case .withdrawn, .completed, .notYetRequested, .notRecorded:
      throw .notApplicable("in this state no work is to be done")
    }
    guard let due = project.commission.plannedLastDay, due < project.reportingEnd else {
      throw .notApplicable("due_on does not lie before the end")
    }
    return project.reportingEnd - project.term("due_on", due) - 1
  }
}
