import Archive
import Extract
import Facts
import Files
import Jobs
import Reports
import Writing

/// The files that stream while the snapshot is open, and what went into them.
final class Streams {
  private let days: RowFile
  private let outcomes: RowFile
  /// `case-studies.md`, where there are more studies than the paper lists.
  private var studies: PaperFile?
  private var studyFacts: StudyFacts?
  private let order: Order
  private var names = EntryNames(Programme())
  private var referenceCells = RowFragments(columns: 0..<1)
  private var projectCells = RowFragments(columns: 1..<4)
  /// Where the cells of a project are that others share, by its place.
  private var projects: [Int32] = []
  private var adviserCells = RowFragments(columns: 5..<7)
  private var activityCells = RowFragments(columns: 7..<8)
  /// Where the cells of an adviser, and of an activity by its place, are.
  private var advisers: [Int64: Int] = [:]
  private var activities: [Int?] = []
  private var totals = StreamedTotals()

  init(_ order: Order, in issue: borrowing StagedIssue) throws {
    self.order = order
    days = try RowFile(.days, in: issue, byteOrderMark: order.job.bom)
    outcomes = try RowFile(.outcomes, in: issue, byteOrderMark: order.job.bom)
  }

  func sink(_ progress: @escaping (String, Int) -> Void) -> RowSink {
    RowSink(begin: begin, day: write, outcome: write, study: write, progress: progress)
  }

  private func begin(_ programme: Programme) throws {
    names = EntryNames(programme)
    var places: [[Cell]: Int32] = [:]
    projects.reserveCapacity(programme.projects.count)
    try programme.projects.lend { project in
      let cells = names.projectCells(project.commission)
      try referenceCells.append([cells[0]], of: days.table)
      let shared = Array(cells[1...])
      if places[shared] == nil {
        places[shared] = Int32(projectCells.count)
        try projectCells.append(shared, of: days.table)
      }
      projects.append(places[shared] ?? 0)
    }
  }

  /// Begins the file of the case studies where they are too many to hold; days and outcomes are all read by then.
  ///
  /// - Returns: the commissions whose texts it asks for.
  func beginStudies(_ programme: Programme, in issue: borrowing StagedIssue) throws -> [Int64] {
    referenceCells = RowFragments(columns: referenceCells.columns)
    projects = []
    let limit = order.job.listLimit
    let ids = programme.passingStudies(order.horizon, listLimit: limit)
    guard !ids.isEmpty else { return [] }
    let facts = StudyFacts(programme, order.horizon, listLimit: limit)
    let file = try PaperFile(facts.collated(ids.count), "case-studies.md", in: issue)
    (studies, studyFacts) = (file, facts)
    try programme.projects.lend { project in
      guard project.commission.hasCaseStudy(order.horizon) else { return }
      try file.append(item: facts.collatedItem(project.commission))
    }
    return ids
  }

  private func write(_ project: Project, _ texts: ProjectTexts) throws {
    guard let studies, let studyFacts else { return }
    try studies.append(studyFacts.collatedSection(project, texts))
  }

  private func write(_ row: DayRow) throws {
    let entry = row.entry
    totals.days += entry.days
    let (adviser, activity) = (try place(of: entry.adviserID), try activityPlace(row))
    try days.row { table in
      try table.append(referenceCells, row.project)
      try table.append(projectCells, Int(projects[row.project]))
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

  private func write(_ outcome: Outcome, _ commission: Commission) throws {
    if outcome.stage?.value == .achieved { totals.outcomesAchieved += 1 }
    try outcomes.append(outcome.row(commission, names))
  }

  func finish(in issue: inout StagedIssue) throws -> StreamedTotals {
    try days.finish(in: &issue)
    try outcomes.finish(in: &issue)
    try studies?.finish(in: &issue)
    return totals
  }
}
