import Facts
import Metrics
import Reports

/// Which day entries a sum is of.
struct DaySelection {
  enum Reach { case window(Window), toDate }

  var reach: Reach
  var projects: Set<Int64>?
  var adviser: Int64?
  /// Percent-encoded.
  var activity: String?
  var month: String?

  func holds(_ entry: DayEntry) -> Bool {
    if let projects, !projects.contains(entry.commissionID) { return false }
    if let adviser, entry.adviserID != adviser { return false }
    if let activity, Figure.encoded(entry.activity) != activity { return false }
    return month.map { $0 == entry.workedOn.monthKey } ?? true
  }
}

/// Rows of the period, and a line a project for what lies outside it.
struct DaySum {
  var blocks: [Working.Block] = []
  var steps: [String] = []
  var total = DayTally()
  /// In the period's rows.
  var advisers: Set<Int64> = []
  var commissions: Set<Int64> = []

  var working: Working {
    let sum = steps.count > 1 ? ["together \(total.days)"] : []
    return Working("\(total.days)", blocks: blocks, steps: steps + sum)
  }
}

extension Explainer {
  func days(_ selection: DaySelection) throws -> DaySum {
    var sum = DaySum()
    switch selection.reach {
    case .toDate:
      try addRows(selection, nil, to: &sum)
      addTotals("Day entries before the period", selection, to: &sum) { $0.daysBefore }
    case .window(.period): try addRows(selection, nil, to: &sum)
    case .window(.yearToDate):
      try addRows(selection, issue.horizon.yearToDate, to: &sum)
      addTotals("Day entries of the year before the period", selection, to: &sum) {
        tally($0, .yearToDate, selection.adviser)
      }
    case .window(let window):
      addTotals("Day entries of \(view.span.written)", selection, to: &sum) {
        tally($0, window, selection.adviser)
      }
    }
    return sum
  }

  private func addRows(_ selection: DaySelection, _ span: Span?, to sum: inout DaySum) throws {
    var rows: [[String]] = []
    var tally = DayTally()
    try FrozenEntries.days(issue.files).forEach { entry in
      guard let project = byCommission[entry.commissionID], selection.holds(entry),
        span?.contains(entry.workedOn) ?? true
      else { return }
      tally.add(entry.days, on: entry.workedOn)
      sum.advisers.insert(entry.adviserID)
      sum.commissions.insert(entry.commissionID)
      rows.append([
        entry.workedOn.description, key(project), String(entry.adviserID),
        printed(entry.activity), entry.days.description,
      ])
    }
    sum.total.add(tally)
    sum.blocks.append(
      Working.Block(
        title: "Day entries of the period",
        listing: Listing(["worked_on", "project", "adviser_id", "activity", "days"], rows)))
    sum.steps.append("\(tally.entries) day entries of the period: \(tally.days)")
  }

  private func addTotals(
    _ title: String, _ selection: DaySelection, to sum: inout DaySum,
    _ tally: (Project) -> DayTally
  ) {
    var rows: [[String]] = []
    var total = DayTally()
    for project in programme.projects {
      guard selection.projects?.contains(project.commission.id) ?? true else { continue }
      let found = tally(project)
      guard found.entries > 0 else { continue }
      total.add(found)
      rows.append([
        key(project), String(found.entries), printed(found.first), printed(found.last),
        found.days.description,
      ])
    }
    sum.total.add(total)
    sum.blocks.append(
      Working.Block(
        title: title, listing: Listing(["project", "entries", "first", "last", "days"], rows)))
    sum.steps.append("\(total.entries) \(title.lowercasedFirst): \(total.days)")
  }

  func tally(_ project: Project, _ window: Window, _ adviser: Int64? = nil) -> DayTally {
    project.adviserDays.reduce(into: DayTally()) { sum, item in
      if item.window == window, adviser.map({ $0 == item.adviserID }) ?? true {
        sum.add(item.tally)
      }
    }
  }

  /// Of an activity or a month.
  func daysWorking() throws -> Working {
    var selection = DaySelection(reach: .window(.period))
    if identity.grain == .month {
      selection.month = identity.key
    } else {
      selection.activity = identity.key
    }
    return try days(selection).working
  }
}

extension String {
  /// Within a sentence.
  var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
