import Core
import Input
import Issues
import System

/// Builds an issue out of what was read: first the data, then, when the data differs from the current issue's, the rest.
struct IssueBuilder {
  private let order: RunOrder
  private let reading: Reading
  private let earlier: PreviousIssues
  private let commentary: Commentary?
  private let events: EventsFile?
  private var report: Report

  /// - Parameter number: the number the issue will have.
  init(
    _ order: RunOrder, _ reading: Reading, _ earlier: PreviousIssues, number: Int, _ commentary: Commentary?,
    _ events: EventsFile?, in archive: borrowing Archive
  ) throws {
    self.order = order
    self.reading = reading
    self.earlier = earlier
    self.commentary = commentary
    self.events = events
    var settings = ReportSettings(order.job)
    settings.events = events?.events ?? []
    report = Report(
      ReportFacts(
        programme: reading.programme, measures: reading.measures, settings: settings,
        stamp: Stamp(
          snapshot: reading.snapshot, origin: reading.spread.origin, server: reading.server, issue: number,
          programVersion: Program.version, jobDigest: order.declaration.digest.map { "sha256:\($0)" },
          reason: order.reason.map { Text($0) }, isDraft: order.isDraft),
        previous: earlier.latest.map { PreviousIssue(number: $0.manifest.issue) },
        firstSettled: try earlier.settled?.figures(ofProjects: nil).values,
        earlier: try order.earlierReports(in: archive, order.job.headline.compactMap(Catalogue.metric)),
        commentary: try commentary.map { try order.quoted($0, reading, earlier) } ?? .none))
  }

  var status: FigureStatus { report.status }

  /// Writes the files that an unchanged report repeats and that did not stream: tables but revisions, pictures, case studies and
  /// commentary.
  func writeData(into issue: inout StagedIssue) throws {
    let bom = order.job.bom
    for table in report.tables { try issue.write(table, byteOrderMark: bom) }
    try issue.write(reading.programme.findings, of: Tables.quality, byteOrderMark: bom)
    let words = report.settings.words
    for chart in report.charts { try issue.write(chart.path, ChartWriter.write(chart.said(in: words))) }
    for chart in report.curves { try issue.write(chart.path, LineChartWriter.write(chart.said(in: words))) }
    for study in report.caseStudies { try write(study.path, study.paper, into: &issue) }
    if let collated = report.collated { try write("case-studies.md", collated, into: &issue) }
    if let commentary { try issue.write("commentary.md", Array(commentary.source.utf8)) }
    if let events { try issue.write("events.csv", events.bytes) }
  }

  /// Finds what changed since the issue before, checks the report, and writes the files that differ between issues: revisions, the
  /// paper, formats, metadata, and the manifest last.
  mutating func writePaper(into issue: inout StagedIssue) throws {
    try addRevisions(issue)
    try report.check(streamed: reading.streamed)
    if let sinceLast = report.sinceLast { try issue.write(sinceLast, byteOrderMark: order.job.bom) }
    if let revisions = report.revisions { try issue.write(revisions, byteOrderMark: order.job.bom) }
    try write(PaperWriter.boardReport, report.paper, into: &issue)
    try write("definitions.md", report.definitions, into: &issue)
    for format in order.job.outputFormats {
      try format.write(report, &issue) { if let signal = Signals.received { throw Failure(stoppedBy: signal) } }
    }
    let tables = Dictionary(TableShape.all.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
    for file in issue.files {
      // The manifest describes the evidence well enough.
      guard let table = tables[file.path], !file.path.hasPrefix("evidence/") else { continue }
      try issue.write(table.metadataPath, table.metadata)
    }
    try issue.write(Manifest.path, manifest(issue).bytes(tables: tables, formats: OutputFormat.all))
  }

  /// Writes a paper in the programme's words. A draft says in every paper that it is one.
  private func write(_ path: String, _ paper: Paper, into issue: inout StagedIssue) throws {
    var paper = paper.said(in: report.settings.words)
    if order.isDraft, path != PaperWriter.boardReport { paper.lines.insert("Draft, not issued.", at: 0) }
    try issue.write(path, try PaperWriter.write(paper, path: path))
  }

  /// Returns the period's current issue when it says the same.
  func unchangedIssue(_ issue: borrowing StagedIssue, in archive: borrowing Archive) throws -> IssueName? {
    guard order.reason == nil, let current = try archive.current(of: order.period.name) else { return nil }
    return try archive.isUnchanged(issue, from: current, programVersion: Program.version) ? current : nil
  }

  /// Adds every figure that differs from the issue before, found by comparing the files of the two; and whether any differs from
  /// the first settled issue, also where the issue before was retracted.
  private mutating func addRevisions(_ issue: borrowing StagedIssue) throws {
    guard earlier.latest != nil || earlier.settled != nil else { return }
    let new = try IssueSource(try issue.contents(), manifest(issue))
    let isRevised = try earlier.settled.map { try !new.hasFigures(of: $0) } ?? false
    let (revisions, rows) = try earlier.latest.map { try Revision.between($0, new) } ?? ([], [])
    report.add(revisions, by: rows, isRevised: isRevised)
  }

  /// The manifest of the files that are written so far.
  private func manifest(_ issue: borrowing StagedIssue) -> Manifest {
    // Only such a report depends on the day. Any other issue has the same bytes on every day.
    let dependsOnDay =
      order.isDraft || order.context.isPartial
      || reading.programme.projects.contains { $0.reviews.contains { $0.consentEndedOn != nil } }
    let today = order.byClock == nil && dependsOnDay ? order.context.today : nil
    return Manifest(report, today: today, hasByteOrderMark: order.job.bom, files: issue.files)
  }
}

extension RunOrder {
  /// Returns commentary with its figures filled in, from this issue and the one before.
  fileprivate func quoted(_ commentary: Commentary, _ reading: Reading, _ earlier: PreviousIssues) throws
    -> QuotedCommentary
  {
    let projects = commentary.projects
    let printed = reading.measures.printedFigures(ProjectKeys(reading.programme)) { projects.contains($0) }
    let figures = try earlier.latest.map { try $0.figures { projects.contains($0) } }
    let before = try earlier.latest.map {
      (commentary: try $0.commentary(ProgrammeWords(job.words)), printed: figures?.values ?? [:])
    }
    do {
      return try QuotedCommentary(
        commentary, reading.measures, printed: printed, leastForPercent: job.leastForPercent, before: before,
        countsBefore: figures?.byIdentity.compactMapValues(\.n) ?? [:])
    } catch { throw refusal(error) }
  }
}

extension IssueSource {
  /// Returns the commentary that the issue was published with; nil where it has none, or none that can be read.
  fileprivate func commentary(_ words: ProgrammeWords) throws -> Commentary? {
    guard try files.open("commentary.md") != nil else { return nil }
    let text = String(decoding: try files.bytes("commentary.md"), as: UTF8.self)
    return try? Commentary(parsing: text, words: words)
  }
}
