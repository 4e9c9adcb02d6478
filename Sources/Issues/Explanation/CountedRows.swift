import Core

/// Which day entries a sum is of.
struct DaySelection {
  enum Reach { case window(ComparisonSpan), toDate }

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
  var blocks: [Derivation.Block] = []
  var steps: [String] = []
  var total = DayTally()
  /// In the period's rows.
  var advisers: Set<Int64> = []
  var commissions: Set<Int64> = []

  var working: Derivation {
    let sum = steps.count > 1 ? ["together \(total.days)"] : []
    return Derivation("\(total.days)", blocks: blocks, steps: steps + sum)
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
      try addRows(selection, issue.context.yearToDate, to: &sum)
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
    try SavedEntries.days(issue.files).forEach { entry in
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
      Derivation.Block(
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
      Derivation.Block(
        title: title, listing: Listing(["project", "entries", "first", "last", "days"], rows)))
    sum.steps.append("\(total.entries) \(title.lowercasedFirst): \(total.days)")
  }

  func tally(_ project: Project, _ window: ComparisonSpan, _ adviser: Int64? = nil) -> DayTally {
    project.adviserDays.reduce(into: DayTally()) { sum, item in
      if item.window == window, adviser.map({ $0 == item.adviserID }) ?? true {
        sum.add(item.tally)
      }
    }
  }

  /// Of an activity or a month.
  func daysDerivation() throws -> Derivation {
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

extension Explainer {
  func boroughDerivation() throws -> Derivation {
    if metric == .reach { return reachDerivation() }
    return try groupDerivation { commission in
      commission.boroughCode.flatMap { listed.contains($0) ? Figure.encoded($0) : nil } ?? "~"
    }
  }

  /// Projects in scope, or the days, of a borough, theme or arrangement.
  func groupDerivation(_ group: (Commission) -> String) throws -> Derivation {
    let projects = programme.projects.filter {
      isInScope($0) && group($0.commission) == identity.key
    }
    switch metric {
    case .projects: return scopeDerivation(projects)
    case .daysToDate: return try sum(.toDate, projects)
    default: return try sum(.window(.period), projects)
    }
  }

  private func sum(_ reach: DaySelection.Reach, _ projects: [Project]) throws -> Derivation {
    try days(DaySelection(reach: reach, projects: Set(projects.map(\.commission.id)))).working
  }

  private func reachDerivation() -> Derivation {
    let own = programme.projects.filter { project in
      project.commission.boroughCode.map { Figure.encoded($0) } == identity.key
    }
    let ways = own.compactMap { $0.commission.way(frame.reportingEnd) }
    let shares = programme.projects.flatMap { project -> [(Project, SharedPractice)] in
      guard let code = project.commission.boroughCode, Figure.encoded(code) != identity.key else {
        return []
      }
      return project.shares.filter { $0.boroughCode.map { Figure.encoded($0) } == identity.key }
        .map { (project, $0) }
    }
    let blocks = [
      block(
        "The borough's commissions among those read", own,
        [
          "arrangement": { printed($0.commission.arrangement?.text) },
          "starts_on": { printed($0.commission.startsOn) },
          "withdrawn_on": { printed($0.commission.withdrawnOn) },
          "counts as": { project in
            project.commission.way(frame.reportingEnd).map { "\($0)" } ?? "-"
          },
        ]),
      Derivation.Block(
        title: "Practice of other boroughs' projects shared with it",
        listing: Listing(
          ["shared_on", "project"], shares.map { ["\($0.1.sharedOn)", key($0.0)] })),
    ]
    let reach: Reach =
      ways.contains(.host)
      ? .host : !ways.isEmpty ? .commissioned : shares.isEmpty ? .notReached : .sharedWith
    return Derivation(
      reach.rawValue, blocks: blocks,
      steps: ["the first that holds: host, commissioned, shared with, not reached"])
  }
}

extension SavedFigures {
  /// Figures a person may have meant: of the same grain and key, the same metric, or spelt nearly so; nearest first.
  package func near(_ text: String, limit: Int = 5) -> [String] {
    let wanted = Self.parts(text)
    let found = byIdentity.keys.map { name -> Candidate in
      Candidate(distance: Self.distance(wanted, Self.parts(name)), name: name)
    }
    return found.sorted().prefix(limit).map(\.name)
  }

  private static func parts(_ text: String) -> [[UInt8]] {
    text.utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
      .prefix(4).map { Array($0.prefix(200)) }
  }

  /// Part by part; a part that was not given costs little, so that a metric alone finds its figures.
  private static func distance(_ wanted: [[UInt8]], _ found: [[UInt8]]) -> Int {
    var sum = 0
    for (place, part) in found.enumerated() {
      guard place < wanted.count else {
        sum += 1
        continue
      }
      // The metric says most of what was meant.
      sum += edits(wanted[place], part) * (place == 0 ? 4 : 2)
    }
    return sum
  }

  private struct Candidate: Comparable {
    let distance: Int
    let name: String

    static func < (left: Self, right: Self) -> Bool {
      (left.distance, left.name) < (right.distance, right.name)
    }
  }

  /// Letters to insert, remove or replace.
  static func edits(_ left: [UInt8], _ right: [UInt8]) -> Int {
    if left == right { return 0 }
    var row = Array(0...right.count)
    for (i, byte) in left.enumerated() {
      var diagonal = row[0]
      row[0] = i + 1
      for (j, other) in right.enumerated() {
        let replaced = diagonal + (byte == other ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(replaced, row[j] + 1, row[j + 1] + 1)
      }
    }
    return row[right.count]
  }
}

extension Explainer {
  /// Outcomes at stage achieved in the span looked at; of one kind, or of one project.
  func outcomesDerivation(kind: String? = nil, project only: Project? = nil) throws -> Derivation {
    func isIt(_ id: Int64, _ found: Text?) -> Bool {
      (kind.map { Figure.encoded(found) == $0 } ?? true)
        && (only.map { $0.commission.id == id } ?? true)
    }
    guard view.window == .period else { return outcomeTotals(isIt) }
    let rows = try outcomeRows { outcome in
      outcome.stage?.value == .achieved && isIt(outcome.commissionID, outcome.kind)
    }
    return Derivation(
      "\(rows.count)", blocks: [outcomeBlock("Outcomes achieved in the period", rows)],
      steps: ["\(rows.count) outcomes at stage achieved"])
  }

  /// What of a stage was seen to date.
  func stageDerivation(_ project: Project, _ stage: Stage) throws -> Derivation {
    let rows = try outcomeRows {
      $0.commissionID == project.commission.id && $0.stage?.value == stage
    }
    let before = project.outcomesBefore[stage]
    let title = "Outcomes at stage \(stage.rawValue) observed in the period"
    return Derivation(
      "\(rows.count + before)", blocks: [outcomeBlock(title, rows)],
      steps: ["\(rows.count) in the period + \(before) before it"])
  }

  private func outcomeRows(_ isIncluded: (Outcome) -> Bool) throws -> [Outcome] {
    var rows: [Outcome] = []
    try SavedEntries.outcomes(issue.files).forEach { outcome in
      if byCommission[outcome.commissionID] != nil, isIncluded(outcome) { rows.append(outcome) }
    }
    return rows
  }

  private func outcomeBlock(_ title: String, _ rows: [Outcome]) -> Derivation.Block {
    Derivation.Block(
      title: title,
      listing: Listing(
        ["observed_on", "project", "outcome_no", "kind", "stage"],
        rows.map {
          [
            $0.observedOn.description, issue.keys[$0.commissionID], String($0.number),
            printed($0.kind), printed($0.stage?.text),
          ]
        }))
  }

  private func outcomeTotals(_ isIt: (Int64, Text?) -> Bool) -> Derivation {
    var rows: [[String]] = []
    var total = 0
    for project in programme.projects {
      for item in project.achieved
      where item.window == view.window && isIt(project.commission.id, item.kind) {
        total += item.count
        rows.append([key(project), printed(item.kind), String(item.count)])
      }
    }
    let title = "Outcomes achieved, \(view.span.written)"
    return Derivation(
      "\(total)",
      blocks: [.init(title: title, listing: Listing(["project", "kind", "outcomes"], rows))],
      steps: ["\(total) outcomes at stage achieved"])
  }
}
