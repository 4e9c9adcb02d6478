import Archive
import Extract
import Facts
import Files
import Frozen
import Jobs
import Metrics
import Reports
import Writing

/// Makes an issue out of what was read: first the data, then, when it differs from the current issue's, what tells it
/// from that one.
struct Making {
  let order: Order
  let reading: Reading
  let earlier: Earlier
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
    let new = try IssueSource(FrozenFiles(try issue.reading()), manifest)
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
