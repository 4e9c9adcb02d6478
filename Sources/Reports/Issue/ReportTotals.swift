package import Facts
import Metrics

/// What the rows of an issue's files must add up to.
package struct ReportTotals: Hashable, Sendable {
  package let projects: Int
  package let daysDelivered: Days
  package let outcomesAchieved: Int

  init(_ facts: ReportFacts) {
    projects = facts.count(.projectsInScope)
    daysDelivered = facts.days(.daysDelivered)
    outcomesAchieved = facts.count(.outcomesInPeriod)
  }
}

/// What was written of the files that stream: handed to the check before an issue is published.
package struct StreamedTotals: Hashable, Sendable {
  /// Of `days.csv`.
  package var days = Days.zero
  /// Of `outcomes.csv`, those at stage achieved.
  package var outcomesAchieved = 0
  /// Rows of `projects.csv`; nil when the report holds them itself.
  package var projects: Int?

  package init() {}
}
