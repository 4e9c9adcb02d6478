import Core

/// The cells of a row of projects.csv, advisers.csv and boroughs.csv that are figures, as the files print them.

extension ProjectMeasures {
  var cells: [(String, String?)] { words + sums + counts }

  private var words: [(String, String?)] {
    [
      ("state", state.rawValue), ("progress", progress.rawValue), ("rating", rating?.text.string),
      ("feedback", feedback.rawValue),
      ("adviser_ids", adviserIDs.map { "\($0)" }.joined(separator: " ")),
      ("first_day_on", firstDayOn.map { "\($0)" }), ("last_day_on", lastDayOn.map { "\($0)" }),
      ("case_study_on", commission.caseStudyOn.map { "\($0)" }), ("stalled", "\(isStalled)"),
      ("waiting", "\(isWaiting)"), ("case_study_due", "\(isCaseStudyDue)"),
    ]
  }

  private var sums: [(String, String?)] {
    let days: [(String, Days?)] = [
      ("days_agreed_originally", commission.daysAgreed), ("days_agreed", daysAgreed),
      ("days_in_period", daysInPeriod), ("days_year_to_date", daysYearToDate),
      ("days_to_date", daysToDate), ("days_profiled", daysProfiled), ("days_ahead", daysAhead),
      ("days_remaining", daysRemaining),
    ]
    return days.map { ($0, $1.map { "\($0)" }) } + [
      ("days_over_allowance", daysOverAllowance.printed)
    ]
  }

  private var counts: [(String, String?)] {
    let counts = [
      ("advisers_in_period", adviserIDs.count), ("outcomes_in_period", outcomesInPeriod),
      ("outcomes_achieved", outcomes.achieved), ("outcomes_enabling", outcomes.enabling),
      ("outcomes_expected", outcomes.expected), ("outcomes_not_achieved", outcomes.notAchieved),
      ("strands", project.strands.count), ("strands_completed", strandsCompleted),
      ("boroughs_reached", boroughsReached),
    ]
    return counts.map { ($0, "\($1)") } + [
      ("wait_days", waitDays.printed),
      ("days_overdue", daysOverdue.map { "\($0)" }),
    ]
  }
}

extension AdviserMeasures {
  var cells: [(String, String?)] {
    [
      ("days_in_period", "\(daysInPeriod)"), ("days_host", "\(days(.host))"),
      ("days_commissioned", "\(days(.commissioned))"), ("days_urgent", "\(days(.urgent))"),
      ("days_board", "\(days(.board))"), ("days_unrecorded", "\(daysUnrecorded)"),
      ("projects_worked", "\(projectsWorked)"), ("capacity_days", "\(capacity.days)"),
      ("utilisation", utilisation.map { "\($0.rounded(to: 4))" }),
    ]
  }
}

extension BoroughMeasures {
  var cells: [(String, String?)] {
    [
      ("reach", reach?.rawValue), ("projects", "\(projects)"),
      ("days_in_period", "\(daysInPeriod)"), ("days_to_date", "\(daysToDate)"),
    ]
  }
}
