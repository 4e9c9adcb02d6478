/// Every metric, in the order people read them.
package enum Catalogue {
  package static let all: [Metric] =
    Metric.howMuch + Metric.howWell + Metric.betterOff
    + Metric.ofProjects + Metric.ofAdvisers + Metric.ofBoroughs

  /// nil for a name that no metric has.
  package static func metric(_ id: String) -> Metric? { byID[id] }

  private static let byID = Dictionary(uniqueKeysWithValues: all.map { ($0.id, $0) })
}

/// What a figure measures: its name, unit and definition. The catalogue is the one place a definition lives in; very many
/// figures refer to it.
package final class Metric: Hashable, Sendable {
  package enum Unit: String, Sendable {
    case days, projects, reviews, outcomes, boroughs, shares, ratio, requests, advisers, strands
    case calendarDays = "calendar days"
    case date, word
  }

  /// What a figure is about; `key` in its identity says which one.
  package enum Grain: String, CaseIterable, Sendable {
    case programme, project, adviser, borough, theme, arrangement, activity, month, kind
  }

  /// Which span stands in a figure's identity.
  package enum Reach: Sendable {
    case period, yearToDate, toDate, twelveMonths
  }

  /// snake_case; a promise to other programs.
  package let id: String
  /// As a table's row or column names it.
  package let title: String
  package let unit: Unit
  package let grains: [Grain]
  package let reach: Reach
  /// Also given for the year to date.
  package let hasYearToDate: Bool
  /// In words, complete: what `board-report metrics`, *Methods* and `explain` print.
  package let definition: String
  /// Raised when the definition changes, so that its effect shows as method and not as data.
  package let version: Int

  package init(
    _ id: String, _ title: String, _ unit: Unit, _ grains: [Grain] = [.programme],
    _ reach: Reach = .period, yearToDate: Bool = false, version: Int = 1, means definition: String
  ) {
    self.id = id
    self.title = title
    self.unit = unit
    self.grains = grains
    self.reach = reach
    self.hasYearToDate = yearToDate
    self.version = version
    self.definition = definition
  }

  package static func == (left: Metric, right: Metric) -> Bool { left.id == right.id }
  package func hash(into hasher: inout Hasher) { hasher.combine(id) }
}

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
