import Archive
import Extract
import Facts
import Files
import Reports
import Writing

/// The files that stream while the snapshot is open, and what went into them.
final class Streams {
  private let days: RowFile
  private let outcomes: RowFile
  private var names = EntryNames(Programme())
  /// Told before the first row, and what the outcomes' rows print of each.
  private var commissions: [Commission] = []
  private var projectCells = RowFragments(columns: 0..<4)
  private var adviserCells = RowFragments(columns: 5..<7)
  private var activityCells = RowFragments(columns: 7..<8)
  /// Where the cells of an adviser, and of an activity by its place, are.
  private var advisers: [Int64: Int] = [:]
  private var activities: [Int?] = []
  private var totals = StreamedTotals()

  init(in issue: borrowing StagedIssue, byteOrderMark: Bool) throws {
    days = try RowFile(.days, in: issue, byteOrderMark: byteOrderMark)
    outcomes = try RowFile(.outcomes, in: issue, byteOrderMark: byteOrderMark)
  }

  func sink(_ progress: @escaping (String, Int) -> Void) -> RowSink {
    RowSink(begin: begin, day: write, outcome: write, progress: progress)
  }

  private func begin(_ programme: Programme) throws {
    names = EntryNames(programme)
    commissions = programme.projects.map(\.commission)
    for commission in commissions {
      try projectCells.append(names.projectCells(commission), of: days.table)
    }
  }

  private func write(_ row: DayRow) throws {
    let entry = row.entry
    totals.days += entry.days
    let (adviser, activity) = (try place(of: entry.adviserID), try activityPlace(row))
    try days.row { table in
      try table.append(projectCells, row.project)
      try table.append(entry.workedOn)
      try table.append(adviserCells, adviser)
      try table.append(activityCells, activity)
      try table.append(entry.days)
      try table.append(entry.recordedAt)
      try table.append(entry.commissionID)
    }
  }

  private func place(of adviser: Int64) throws -> Int {
    if let place = advisers[adviser] { return place }
    try adviserCells.append(names.adviserCells(adviser), of: days.table)
    advisers[adviser] = adviserCells.count - 1
    return adviserCells.count - 1
  }

  private func activityPlace(_ row: DayRow) throws -> Int {
    while activities.count <= row.activity { activities.append(nil) }
    if let place = activities[row.activity] { return place }
    try activityCells.append([Cell(row.entry.activity)], of: days.table)
    activities[row.activity] = activityCells.count - 1
    return activityCells.count - 1
  }

  private func write(_ outcome: Outcome, _ project: Int) throws {
    if outcome.stage?.value == .achieved { totals.outcomesAchieved += 1 }
    try outcomes.append(outcome.row(commissions[project], names))
  }

  func finish(in issue: inout StagedIssue) throws -> StreamedTotals {
    try days.finish(in: &issue)
    try outcomes.finish(in: &issue)
    return totals
  }
}
