extension Metric {
  /// Of an adviser; `days_in_period` and `utilisation` stand elsewhere in the catalogue.
  package static let ofAdvisers: [Metric] = [
    daysHost, daysCommissioned, daysUrgent, daysBoard, daysUnrecorded, projectsWorked, capacityDays,
  ]

  package static let daysHost = Metric(
    "days_host", "Host days", .days, [.adviser],
    means: "The adviser's days in the period on commissions by arrangement host.")
  package static let daysCommissioned = Metric(
    "days_commissioned", "Commissioned days", .days, [.adviser],
    means: "The adviser's days in the period on commissions by arrangement commissioned.")
  package static let daysUrgent = Metric(
    "days_urgent", "Urgent days", .days, [.adviser],
    means: "The adviser's days in the period on commissions by arrangement urgent.")
  package static let daysBoard = Metric(
    "days_board", "Board days", .days, [.adviser],
    means: "The adviser's days in the period on commissions by arrangement board.")
  package static let daysUnrecorded = Metric(
    "days_unrecorded", "Days, arrangement unknown", .days, [.adviser],
    means:
      "The adviser's days in the period on commissions whose arrangement is not recorded or unknown."
  )
  package static let projectsWorked = Metric(
    "projects_worked", "Projects worked on", .projects, [.adviser],
    means: "Commissions with a day entry of the adviser dated in the period.")
  package static let capacityDays = Metric(
    "capacity_days", "Capacity", .days, [.adviser],
    means: """
      Weekdays of the period in post that are no bank holiday (of a period that is not over, those up to today), times \
      days a week, divided by five.
      """)
}

extension Metric {
  /// Of a borough, and `projects` of a theme or an arrangement too.
  package static let ofBoroughs: [Metric] = [projects, reach]

  package static let projects = Metric(
    "projects", "Projects", .projects, [.borough, .theme, .arrangement],
    means: "Projects in scope of the borough, theme or arrangement.")
  package static let reach = Metric(
    "reach", "Reach", .word, [.borough], .toDate,
    means: """
      Over commissions to date that started before the end and were not withdrawn: host if any is, else commissioned if \
      any is commissioned or urgent; else shared with, if the borough is named in shared practice of another borough's \
      project before the period's end; else not reached.
      """)
}
