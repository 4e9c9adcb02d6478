import CSV
package import Facts
import Reports

extension IssueSource {
  /// The rows of each relation that the issue was made of, counted as they pass.
  package func rows() throws -> RowCounts {
    var counts = RowCounts()
    var people = Programme()
    try people.readPeople(files)
    counts["boroughs"] = people.boroughs.count
    counts["advisers"] = people.advisers.count
    counts["bank_holidays"] = people.bankHolidays.count
    counts["variations"] = try count(.evidenceVariations)
    counts["strands"] = try count(.evidenceStrands)
    counts["reviews"] = try count(.evidenceReviews)
    counts["shared_practice"] = try count(.evidenceSharedPractice)
    counts["days"] = try count(.days)
    counts["outcomes"] = try count(.outcomes)
    try RowReader(.evidenceCommissions, files) { columns in
      let outcomes = ["achieved", "enabling", "expected", "not_achieved", "unrecorded"].map {
        columns["outcomes_before_\($0)"]
      }
      let days = columns["days_before_count"]
      return { row in
        (days: try row.count(days), outcomes: try outcomes.reduce(0) { $0 + (try row.count($1)) })
      }
    }.forEach {
      counts["commissions"] += 1
      counts["days"] += $0.days
      counts["outcomes"] += $0.outcomes
    }
    return counts
  }

  private func count(_ shape: TableShape) throws -> Int {
    var count = 0
    try RowReader(shape, files) { _ in { _ in } }.forEach { count += 1 }
    return count
  }
}
