extension Metric {
  /// Of a project: cells of `projects.csv`.
  package static let ofProjects: [Metric] = [
    state, progress, daysAgreedOriginally, daysAgreed, daysInPeriod, daysYearToDate, daysToDate,
    daysProfiled, daysAhead, daysRemaining, daysOverAllowance, advisersInPeriod, firstDayOn,
    lastDayOn, waitDays, outcomesAchieved, outcomesEnabling, outcomesExpected,
    outcomesNotAchieved, strands, strandsCompleted, rating, feedback, boroughsReached, daysOverdue,
  ]

  package static let state = Metric(
    "state", "State", .word, [.project], .toDate,
    means: """
      At the end, the first that holds, by dates before it: withdrawn, completed, on hold, active (started), agreed, \
      requested; else not yet requested.
      """)
  package static let progress = Metric(
    "progress", "Progress", .word, [.project], .toDate,
    means: """
      The first that holds: stopped (withdrawn); delivered (completed); on hold; not started (no day entry to date and \
      not yet begun); overrun (more days to date than agreed); no plan (nothing to profile by); behind and slipping (days \
      to date below the job's two shares of days profiled); on track.
      """)
  package static let daysInPeriod = Metric(
    "days_in_period", "Days in period", .days,
    [.project, .adviser, .borough, .theme, .arrangement, .activity, .month],
    means: "The sum of days of the day entries dated in the period; 0 when there are none.")
  package static let daysYearToDate = Metric(
    "days_year_to_date", "Days, year to date", .days, [.project], .yearToDate,
    means:
      "The sum of days of the day entries dated from the start of the financial year to the period's end."
  )
  package static let daysToDate = Metric(
    "days_to_date", "Days to date", .days, [.project, .borough], .toDate,
    means: """
      The sum of days of all day entries dated before the period's end; for a borough, of its projects in scope, so \
      that boroughs do not add up to the programme.
      """)
  package static let daysAgreedOriginally = Metric(
    "days_agreed_originally", "Days first agreed", .days, [.project], .toDate,
    means: "Days agreed as first recorded, before any variation.")
  package static let daysAgreed = Metric(
    "days_agreed", "Days agreed", .days, [.project], .toDate,
    means:
      "Days first agreed plus every variation agreed before the period's end; unknown when the first is."
  )
  package static let daysProfiled = Metric(
    "days_profiled", "Days profiled", .days, [.project], .toDate,
    means: """
      What should have been delivered by the end. With days agreed, start and planned end: days agreed times the share of \
      the planned days that is over; where every strand has a start and an end, the share is that of the days covered by \
      strands. Else with a weekly rate and a start: the rate times the weeks from the start to the end, completion, \
      withdrawal or planned end, whichever is first. Else unknown. Rounded once, to 2 decimals.
      """)
  package static let daysAhead = Metric(
    "days_ahead", "Days ahead of profile", .days, [.project], .toDate,
    means: "Days to date less days profiled; unknown when either is.")
  package static let daysRemaining = Metric(
    "days_remaining", "Days remaining", .days, [.project], .toDate,
    means: "Days agreed less days to date; below zero when more was delivered than agreed.")
  package static let daysOverAllowance = Metric(
    "days_over_allowance", "Days over the free allowance", .days, [.project], .toDate,
    means: """
      For commissioned and urgent work, days to date above the job's free days, never below zero; not applicable to \
      other arrangements and where the job sets no free days.
      """)
  package static let advisersInPeriod = Metric(
    "advisers_in_period", "Advisers", .advisers, [.project],
    means: "Distinct advisers of the day entries dated in the period.")
  package static let firstDayOn = Metric(
    "first_day_on", "First day", .date, [.project], .toDate,
    means: "The earliest date of a day entry before the period's end.")
  package static let lastDayOn = Metric(
    "last_day_on", "Last day", .date, [.project], .toDate,
    means: "The latest date of a day entry before the period's end.")
  package static let waitDays = Metric(
    "wait_days", "Wait", .calendarDays, [.project], .toDate,
    means: "Calendar days from the request to the first day; not applicable before the first day.")
  package static let outcomesAchieved = Metric(
    "outcomes_achieved", "Outcomes achieved to date", .outcomes, [.project], .toDate,
    means: "Outcomes at stage achieved observed before the period's end.")
  package static let outcomesEnabling = Metric(
    "outcomes_enabling", "Enabling outcomes to date", .outcomes, [.project], .toDate,
    means: "Outcomes at stage enabling observed before the period's end.")
  package static let outcomesExpected = Metric(
    "outcomes_expected", "Outcomes expected", .outcomes, [.project], .toDate,
    means: "Outcomes at stage expected recorded before the period's end.")
  package static let outcomesNotAchieved = Metric(
    "outcomes_not_achieved", "Outcomes not achieved", .outcomes, [.project], .toDate,
    means: "Outcomes at stage not achieved observed before the period's end.")
  package static let strands = Metric(
    "strands", "Strands", .strands, [.project], .toDate, means: "All strands of the project.")
  package static let strandsCompleted = Metric(
    "strands_completed", "Strands completed", .strands, [.project], .toDate,
    means: "Strands completed before the end.")
  package static let rating = Metric(
    "rating", "Rating", .word, [.project], .toDate,
    means: "The rating of the client's review, when it was received before the period's end.")
  package static let feedback = Metric(
    "feedback", "Feedback", .word, [.project], .toDate,
    means: """
      Of the client's review by the period's end: rated; comment only (received with a comment and no rating); received; \
      asked; none.
      """)
  package static let boroughsReached = Metric(
    "boroughs_reached", "Boroughs reached", .boroughs, [.project], .toDate,
    means:
      "Listed boroughs named in the project's shared practice before the period's end, its own left out."
  )
  package static let daysOverdue = Metric(
    "days_overdue", "Days overdue", .calendarDays, [.project], .toDate,
    means: """
      For a project requested, agreed, active or on hold whose planned last day is over: the calendar days from the day \
      after it to the last day reported on.
      """)
}
