import Core
import Input
import Issues
import System

/// Makes an issue out of what was read: first the data, then, when it differs from the current issue's, what tells it
/// from that one.
struct IssueBuilder {
  let order: Order
  let reading: Reading
  let earlier: PreviousIssues
  /// The number the issue will have.
  let number: Int
  let commentary: Commentary?

  /// Writes what an unchanged report repeats byte for byte.
  func writeData(into issue: inout StagedIssue) throws -> Report {
    let report = Report(try facts(revisions: [], isRevised: false))
    try IssueWriter(order: order, reading: reading).writeData(report, into: &issue)
    if let commentary { try issue.write("commentary.md", Array(commentary.source.utf8)) }
    return report
  }

  /// Finds what changed, and writes the paper about it, the metadata and the manifest.
  func writePaper(of draft: Report, into issue: inout StagedIssue) throws -> Report {
    let writer = IssueWriter(order: order, reading: reading)
    let report = try revised(draft, issue, writer)
    var streamed = reading.streamed
    if report.streamsProjects { streamed.projects = reading.measures.projects.count }
    try report.check(streamed: streamed)
    try writer.writePaper(report, into: &issue)
    return report
  }

  /// With every figure that differs from the issue before, found by comparing the frozen files of the two.
  private func revised(
    _ draft: Report, _ issue: borrowing StagedIssue, _ writer: IssueWriter
  ) throws -> Report {
    guard let latest = earlier.latest else { return draft }
    let manifest = try Manifest(parsing: writer.manifest(draft, issue.files))
    let new = try IssueSource(IssueFiles(try issue.reading()), manifest)
    let isRevised = try earlier.settled.map { try !new.hasFigures(of: $0) } ?? false
    return Report(
      try facts(revisions: try Revision.between(latest, new), isRevised: isRevised))
  }

  private func facts(revisions: [Revision], isRevised: Bool) throws -> ReportFacts {
    ReportFacts(
      programme: reading.programme, measures: reading.measures,
      settings: ReportSettings(order.job), stamp: stamp,
      previous: try earlier.latest?.previousIssue(
        firstSettled: earlier.settled, isRevised: isRevised),
      revisions: revisions, commentary: try quoted())
  }

  private var stamp: Stamp {
    var stamp = Stamp(
      snapshot: reading.snapshot, issue: number, programVersion: Program.version,
      jobDigest: order.declaration.digest.map { "sha256:\($0)" } ?? "",
      reason: order.reason.map { Text($0) })
    stamp.origin = reading.spread.origin
    return stamp
  }

  private func quoted() throws -> QuotedCommentary {
    guard let commentary else { return .none }
    let asked = commentary.projects
    let printed =
      reading.measures.printedFigures(ProjectKeys(reading.programme)) { asked.contains($0) }
    let before = try earlier.latest.map { issue in
      (
        commentary: try Self.commentary(of: issue),
        printed: try issue.figures { asked.contains($0) }.values
      )
    }
    do {
      return try QuotedCommentary(
        commentary, reading.measures, printed: printed, before: before)
    } catch {
      throw order.refusal(error)
    }
  }

  private static func commentary(of issue: IssueSource) throws -> Commentary? {
    guard try issue.files.open("commentary.md") != nil else { return nil }
    let text = String(decoding: try issue.files.bytes("commentary.md"), as: UTF8.self)
    return try? Commentary(parsing: text)
  }
}

/// Writes the files of an issue into its staging folder.
struct IssueWriter {
  let order: Order
  let reading: Reading

  /// Everything an unchanged report has byte for byte: tables but revisions, evidence, charts, case studies.
  func writeData(_ report: Report, into issue: inout StagedIssue) throws {
    for table in report.tables where table.shape.path != TableShape.revisions.path {
      try write(table, into: &issue)
    }
    if report.streamsProjects { try writeProjects(into: &issue) }
    let facts = EvidenceFacts(reading.programme, order.context)
    for evidence in Evidence.allCases {
      let file = try RowFile(evidence.shape, in: issue, byteOrderMark: order.job.bom)
      try evidence.forEachRow(facts) { try file.append($0) }
      try file.finish(in: &issue)
    }
    for chart in report.charts {
      try issue.write(chart.path, ChartWriter.write(chart))
    }
    for study in report.caseStudies {
      try issue.write(study.path, try PaperWriter.write(study.paper, path: study.path))
    }
    if let collated = report.collated {
      try issue.write("case-studies.md", try PaperWriter.write(collated, path: "case-studies.md"))
    }
  }

  /// What tells one issue from another: the paper, revisions, metadata, and last the manifest.
  func writePaper(_ report: Report, into issue: inout StagedIssue) throws {
    for table in report.tables where table.shape.path == TableShape.revisions.path {
      try write(table, into: &issue)
    }
    try issue.write(
      "board-report.md", try PaperWriter.write(report.paper, path: "board-report.md"))
    try writeWorkbook(report, into: &issue)
    let shapes = Self.shapes(of: report)
    for file in issue.files {
      guard let shape = shapes[file.path] else { continue }
      try issue.write(CSVWWriter.path(of: shape), CSVWWriter.write(shape))
    }
    try issue.write(DataPackageWriter.path, manifest(report, issue.files))
  }

  /// The manifest's bytes for these files.
  func manifest(_ report: Report, _ files: [StagedFile]) -> [UInt8] {
    DataPackageWriter.write(package(report, files, Self.shapes(of: report)))
  }

  /// One row at a time: there may be very many.
  private func writeProjects(into issue: inout StagedIssue) throws {
    let file = try RowFile(.projects, in: issue, byteOrderMark: order.job.bom)
    try reading.measures.projects.forEachRow(reading.programme) { try file.append($0) }
    try file.finish(in: &issue)
  }

  private func write(_ table: Table, into issue: inout StagedIssue) throws {
    let file = try RowFile(table.shape, in: issue, byteOrderMark: order.job.bom)
    for row in table.rows { try file.append(row) }
    try file.finish(in: &issue)
  }

  private func package(_ report: Report, _ files: [StagedFile], _ shapes: [String: TableShape])
    -> IssuePackage
  {
    var package = IssuePackage(
      title: order.job.title, source: reading.spread.origin.words,
      period: order.period, issue: report.stamp.issue, status: report.status.rawValue,
      snapshot: report.stamp.snapshot, programVersion: Program.version,
      byteOrderMark: order.job.bom,
      files: files.map {
        .init(
          path: $0.path, bytes: $0.digest.bytes, sha256: $0.digest.sha256, shape: shapes[$0.path])
      })
    package.reportingEnd = order.context.reportingEnd
    package.thresholds = Thresholds(order.job)
    package.definitionVersions = Dictionary(
      uniqueKeysWithValues: Catalogue.all.map { ($0.id, $0.version) })
    package.reason = order.reason
    package.jobFileDigest = order.declaration.digest
    return package
  }

  /// Of every data file an issue may hold, by path.
  private static func shapes(of report: Report) -> [String: TableShape] {
    let shapes =
      report.tables.map(\.shape) + Evidence.allCases.map(\.shape) + [.projects, .days, .outcomes]
    return Dictionary(shapes.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }
}

extension Origin {
  /// What the manifest calls it.
  fileprivate var words: String {
    switch self {
    case .oneServer: "The programme's database, as one snapshot held it"
    case .nodes(let count):
      "The programme's database on \(count) nodes of a cluster, as all of them were at one moment"
    case .servers(let count):
      "The programme's database on \(count) servers, while their control totals stood still"
    }
  }
}
