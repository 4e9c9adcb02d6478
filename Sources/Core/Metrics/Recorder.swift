/// What a metric read while one figure is explained: rows, terms and the steps down to the value.
package final class Recorder {
  /// Rows under a heading.
  package struct RecordedBlock {
    package let title: String
    package let header: [String]
    package fileprivate(set) var rows: [[String]] = []
    /// What day entries come to; nil for other rows.
    package fileprivate(set) var tally: DayTally?
  }

  package private(set) var blocks: [RecordedBlock] = []
  /// The terms of a project's figure, in the order in which they were read.
  package private(set) var lines: [String] = []
  /// How the values of many projects came together.
  package private(set) var conclusions: [String] = []
  /// The names of the metrics and terms that were read.
  package private(set) var names: Set<String> = []
  /// Why there is no value, as a sentence.
  package var reason: String?

  private let title: String
  private let key: (Int64) -> String
  /// Whether rows and terms are kept, and not only their names.
  private let keepsRows: Bool
  /// How deep the metric that is evaluated lies within the one that is explained.
  private var depth = 0
  /// The project whose part in a figure of many is evaluated.
  private var member: Member?
  private var members = ProjectTerms()

  private struct Member {
    let id: Int64
    var terms: [(name: String, value: String)] = []
    /// The rows and the sum of each block before the project.
    let blocks: [(rows: Int, tally: DayTally?)]
  }

  /// The first columns of rows that are listed by date, then by project.
  private static let dated: Set<String> = ["worked_on", "observed_on", "shared_on", "produced_on"]

  private struct ProjectTerms {
    var header: [String] = []
    var rows: [[String: String]] = []
  }

  /// - Parameters:
  ///   - title: of the list of projects.
  ///   - key: the name that identities give to a project.
  package init(_ title: String, key: @escaping (Int64) -> String) {
    self.title = title
    self.key = key
    keepsRows = true
  }

  /// A record of names alone.
  init() {
    title = ""
    key = { _ in "" }
    keepsRows = false
  }

  /// Ends the record: the projects of a figure of many become a block.
  package func finish() {
    for index in blocks.indices where Self.dated.contains(blocks[index].header[0]) {
      blocks[index].rows.sort { $0.prefix(2).lexicographicallyPrecedes($1.prefix(2)) }
    }
    guard !members.rows.isEmpty else { return }
    let header = ["project"] + members.header
    let block = RecordedBlock(
      title: title, header: header, rows: members.rows.map { row in header.map { row[$0] ?? "-" } })
    blocks.insert(block, at: 0)
  }
}

// What a metric's function records.
extension Recorder {
  func term(_ name: String, _ value: String) {
    names.insert(name)
    guard keepsRows else { return }
    if member != nil {
      if depth == 0 { member?.terms.append((name, value)) }
    } else {
      lines.append(String(repeating: "  ", count: depth) + "\(name): \(value)")
    }
  }

  func uses(_ metric: any AnyMetric) { names.insert(metric.id) }

  func enter(_ metric: any AnyMetric) {
    names.insert(metric.id)
    depth += 1
  }

  func leave(_ metric: any AnyMetric, _ value: String) {
    depth -= 1
    term(metric.id, value)
  }

  /// Begins a project's part in a figure of many.
  func begin(_ project: MeasuredProject) {
    member = Member(id: project.commission.id, blocks: blocks.map { ($0.rows.count, $0.tally) })
  }

  /// Ends a project's part, which is counted.
  func end(_ value: String) {
    guard let member else { return }
    self.member = nil
    guard !member.terms.isEmpty else { return }
    var row = ["project": key(member.id)]
    for (name, value) in member.terms {
      row[name] = value
      if !members.header.contains(name) { members.header.append(name) }
    }
    members.rows.append(row)
  }

  /// Ends a project's part that has no value: a project with an unknown input is listed, any other is not.
  func end(_ reason: NoValue) {
    guard let member else { return }
    if case .unknown = reason { return end("unknown") }
    self.member = nil
    for index in blocks.indices {
      let before = index < member.blocks.count ? member.blocks[index] : (rows: 0, tally: nil)
      blocks[index].rows.removeLast(blocks[index].rows.count - before.rows)
      blocks[index].tally = before.tally
    }
    blocks.removeAll { $0.rows.isEmpty && $0.tally == nil }
  }

  func conclude(_ step: String) { if keepsRows { conclusions.append(step) } }

  /// Adds rows to a block. Only the metric that is explained lists rows; those of the metrics that it uses are listed when
  /// these are explained.
  private func add(_ rows: [[String]], to title: String, _ header: [String], _ tally: DayTally? = nil) {
    guard depth == 0, keepsRows else { return }
    let index = blocks.firstIndex { $0.title == title } ?? blocks.count
    if index == blocks.count { blocks.append(RecordedBlock(title: title, header: header)) }
    blocks[index].rows += rows
    if let tally {
      blocks[index].tally = blocks[index].tally ?? DayTally()
      blocks[index].tally?.add(tally)
    }
  }

  /// Lists what a metric derived from rows, also a metric that the explained one uses.
  func derive(_ title: String, _ header: [String], _ rows: [[String]]) {
    let outer = depth
    if member == nil { depth = 0 }
    add(rows, to: title, header)
    depth = outer
  }

  /// Lists rows of a project's figure.
  func list(_ title: String, _ header: [String], _ rows: [[String]]) { add(rows, to: title, header) }

  /// Lists the day entries of the period, and a line a project for what lies outside the period.
  ///
  /// - Returns: what the rows and lines come to; nil where no rows are kept.
  func list(_ project: MeasuredProject, _ span: MeasuredProject.EntrySpan) -> DayTally? {
    guard keepsRows else { return nil }
    let window = span == .yearToDate ? .yearToDate : project.window
    var tally = DayTally()
    if span == .toDate || window == .period || window == .yearToDate {
      tally = listRows(project, span == .toDate ? .period : window)
    }
    switch (span, window) {
    case (.toDate, _):
      let sum = project.project.daysBefore
      tally.add(listed(sum, "Day entries before the period", project))
    case (_, .period): break
    case (_, .yearToDate):
      let sum = sum(project, .yearToDate)
      tally.add(listed(sum, "Day entries of the year before the period", project))
    default:
      let sum = sum(project, window)
      tally.add(listed(sum, "Day entries of \(project.span.written)", project))
    }
    return tally
  }

  private func sum(_ project: MeasuredProject, _ window: ComparisonSpan) -> DayTally {
    if case .adviser(let id) = project.topic { return project.project.days(in: window, by: id) }
    return project.project.days(in: window)
  }

  private func listRows(_ project: MeasuredProject, _ window: ComparisonSpan) -> DayTally {
    var tally = DayTally()
    var rows: [[String]] = []
    for entry in project.countedEntries
    where window != .yearToDate || project.conditions.yearToDate.contains(entry.workedOn) {
      tally.add(entry.days, on: entry.workedOn)
      rows.append([
        entry.workedOn.description, key(entry.commissionID), printed(entry.adviserID), printed(entry.activity),
        entry.days.description,
      ])
    }
    add(rows, to: "Day entries of the period", ["worked_on", "project", "adviser_id", "activity", "days"], tally)
    return tally
  }

  private func listed(_ tally: DayTally, _ title: String, _ project: MeasuredProject) -> DayTally {
    let row = [
      key(project.commission.id), String(tally.entries), printed(tally.first), printed(tally.last),
      tally.days.description,
    ]
    add(tally.entries > 0 ? [row] : [], to: title, ["project", "entries", "first", "last", "days"], tally)
    return tally
  }

  /// Lists the outcomes at stage achieved of the span that is counted.
  ///
  /// - Returns: how many there are; nil where no rows are kept.
  func listAchieved(_ project: MeasuredProject) -> Int? {
    func isIt(_ kind: Text?) -> Bool { if case .kind(let wanted) = project.topic { wanted == kind } else { true } }
    guard keepsRows else { return nil }
    guard project.window != .period else {
      return list(project, "Outcomes achieved in the period") { $0.stage?.value == .achieved && isIt($0.kind) }
    }
    let found = project.project.achieved.filter { $0.window == project.window && isIt($0.kind) }
    add(
      found.map { [key(project.commission.id), printed($0.kind), String($0.count)] },
      to: "Outcomes achieved, \(project.span.written)", ["project", "kind", "outcomes"])
    return found.reduce(0) { $0 + $1.count }
  }

  /// Lists the outcomes of a stage in the period, and counts those before the period.
  ///
  /// - Returns: how many there are together; nil where no rows are kept.
  func list(_ project: MeasuredProject, _ stage: Stage) -> Int? {
    guard keepsRows else { return nil }
    let count = list(project, "Outcomes at stage \(stage.rawValue) observed in the period") { $0.stage?.value == stage }
    let before = project.project.outcomesBefore[stage]
    term("outcomes in the period", "\(count)")
    term("outcomes before the period", "\(before)")
    return count + before
  }

  private func list(_ project: MeasuredProject, _ title: String, where isIncluded: (Outcome) -> Bool) -> Int {
    let outcomes = (project.subject.entries?.outcomes ?? []).filter(isIncluded)
    add(
      outcomes.map {
        [
          $0.observedOn.description, key($0.commissionID), printed($0.number), printed($0.kind),
          printed($0.stage?.text),
        ]
      }, to: title, ["observed_on", "project", "outcome_no", "kind", "stage"])
    return outcomes.count
  }

  func list(_ shares: [SharedPractice], _ project: MeasuredProject) {
    let rows = shares.map {
      [
        $0.sharedOn.description, key(project.commission.id), printed(project.commission.boroughCode),
        printed($0.number),
        $0.boroughCode?.string ?? "a wider audience", $0.fromBoroughCode?.string ?? "the project's borough",
        printed($0.channel),
      ]
    }
    add(
      rows, to: "Practice shared",
      ["shared_on", "project", "project's borough", "share_no", "shared with", "practice of", "channel"])
  }

  func list(_ outputs: [Output], _ project: MeasuredProject) {
    add(
      outputs.map {
        [
          $0.producedOn.description, key(project.commission.id), printed($0.number), printed($0.kind),
          String($0.quantity),
        ]
      }, to: "Outputs", ["produced_on", "project", "output_no", "kind", "quantity"])
  }

  func list(_ expectations: [ExpectedOutcome], _ project: MeasuredProject) {
    add(
      expectations.map {
        [
          $0.observedOn.description, key(project.commission.id), printed($0.number), printed($0.stage?.text),
          printed($0.expectedBy), printed($0.follows),
        ]
      }, to: "Expectations, and outcomes that follow one",
      ["observed_on", "project", "outcome_no", "stage", "expected_by", "follows"])
  }

  /// Lists advisers in post, and the bank holidays that are no working days.
  ///
  /// - Parameter span: in which they are in post; the reported days where it is nil.
  func list(_ posts: [Post], in span: Span? = nil, _ conditions: Conditions, days: [Int64: Days]? = nil) {
    let reported = span ?? conditions.measuring.reported
    add(
      posts.map { post in
        [
          String(post.adviser.id), printed(post.adviser.appointedOn), post.adviser.leftOn?.description ?? "-",
          String(post.capacity.workingDays), printed(post.adviser.daysPerWeek), post.capacity.days.description,
        ] + (days.map { [($0[post.adviser.id] ?? .zero).description] } ?? [])
      }, to: "Advisers in post\(span == nil ? ", or with days" : ""), \(reported.written)",
      ["adviser_id", "appointed_on", "left_on", "working days", "days_per_week", "capacity"]
        + (days == nil ? [] : ["days"]))
    let days = conditions.bankHolidays.filter { reported.contains($0) && $0.weekday <= 5 }
    add(days.map { [$0.description] }, to: "Bank holidays on weekdays, which are no working days", ["holiday_on"])
  }
}
