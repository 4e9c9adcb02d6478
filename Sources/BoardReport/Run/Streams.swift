import Core
import Database
import Input
import Issues
import System

/// The files that stream while the snapshot is open, and what went into them.
final class Streams {
  private let days: RowFile
  private let outcomes: RowFile
  /// `case-studies.md`, where there are more studies than the paper lists.
  private var studies: PaperFile?
  private var studyFacts: StudyFacts?
  private let order: RunOrder
  private var words: ProgrammeWords { ProgrammeWords(order.job.words) }
  private var names = EntryNames(Programme())
  private var cells: DayCells?
  private var totals = StreamedTotals()
  private var evidence: [(file: EvidenceFile, written: SideTask<Void>)] = []

  init(_ order: RunOrder, in issue: borrowing StagedIssue) throws {
    self.order = order
    days = try RowFile(.days, in: issue, byteOrderMark: order.job.bom)
    outcomes = try RowFile(.outcomes, in: issue, byteOrderMark: order.job.bom)
  }

  /// Takes the entries and outcomes of the period.
  var sink: RowSink { RowSink(day: write, outcome: write) }

  /// Takes the names that the rows need; before the first row.
  func begin(_ programme: Programme) throws {
    names = EntryNames(programme)
    cells = try DayCells(programme, of: days.table)
  }

  /// Begins the file of the case studies where they are too many to hold; days and outcomes are all read by then.
  ///
  /// - Returns: the commissions whose texts it asks for.
  func beginStudies(_ programme: Programme, in issue: borrowing StagedIssue) throws -> [Int64] {
    cells = nil
    let limit = order.job.listLimit
    let ids = programme.passingStudies(order.context, listLimit: limit)
    guard !ids.isEmpty else { return [] }
    let facts = StudyFacts(programme, order.context, listLimit: limit)
    var head = facts.collated(ids.count).said(in: words)
    if order.isDraft { head.lines.insert("Draft, not issued.", at: 0) }
    let file = try PaperFile(head, "case-studies.md", in: issue)
    (studies, studyFacts) = (file, facts)
    try programme.projects.forEach { project in
      guard project.hasCaseStudy(order.context) else { return }
      try file.append(item: facts.caseStudyName(project.commission).said(in: words))
    }
    return ids
  }

  func write(_ project: Project, _ texts: ProjectTexts) throws {
    guard let studies, let studyFacts else { return }
    try studies.append(studyFacts.collatedSection(project, texts).said(in: words))
  }

  private func write(_ row: DayRow) throws {
    totals.days += row.entry.days
    try days.write { table in try cells?.append(row.entry, project: row.project, activity: row.activity, to: &table) }
  }

  private func write(_ outcome: Outcome, _ commission: Commission) throws {
    if outcome.stage?.value == .achieved { totals.outcomesAchieved += 1 }
    try outcomes.append(Tables.outcomes.cells(EntryRow(outcome, commission, names)))
  }

  /// Lets the second session's thread, if there is one, write `evidence/` once it has nothing to read.
  func beginEvidence(_ programme: Programme, with second: SecondSession?, in issue: borrowing StagedIssue) throws {
    let facts = EvidenceFacts(programme, order.context)
    evidence = try Evidence.all.map { evidence in
      let file = try EvidenceFile(evidence, in: issue, byteOrderMark: order.job.bom)
      return (file, SideTask(second) { _ in try file.write(facts) })
    }
  }

  /// Writes `projects.csv`, where it is above the list limit, and what is left of `evidence/`.
  func writeTables(
    _ connection: borrowing Connection, _ programme: Programme, _ measures: Measures, in issue: inout StagedIssue
  ) throws {
    if !measures.listsProjects(order.job.listLimit) {
      let boroughs = programme.boroughNames
      try issue.write(
        measures.projects.lazy.map { ProjectRow($0, boroughs: boroughs) }, of: Tables.projects,
        byteOrderMark: order.job.bom)
      totals.projects = measures.projects.count
    }
    // The other thread begins with the first file.
    for evidence in evidence.reversed() { try evidence.written.value(connection) }
    for evidence in evidence { try evidence.file.finish(in: &issue) }
    evidence = []
  }

  func finish(in issue: inout StagedIssue) throws -> StreamedTotals {
    try days.finish(in: &issue)
    try outcomes.finish(in: &issue)
    try studies?.finish(in: &issue)
    return totals
  }
}
