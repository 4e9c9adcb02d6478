import ArgumentParser
import Core
import Input
import Issues

/// The verb `case-studies`, which writes the case studies of an issue, or all that were shared, as one document.
struct CaseStudiesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "case-studies",
    abstract: "Write the case studies of an issue as one document, from the archive's files.",
    discussion: """
      board-paper makes a Word file, a PDF and a page of the Markdown. A comment is left out where the latest issue that knows \
      the review says that the client's consent has ended.
      """)

  @Flag(help: "All that were shared to date, each from the latest issue that has it.") var toDate = false

  @OptionGroup var options: PaperOptions
  @OptionGroup var today: TodayOption

  func run() throws {
    try answering {
      let job = try options.declared().job
      let issued = try ArchiveReader(job)
      let name = try options.name(issued)
      let current = try issued.history().issues.filter { $0.isCurrent && $0.hasFiles }.map(\.manifest)
      let ended = try EndedConsents(
        try current.map { ($0, try issued.files(try issued.name($0.name))) }, on: try today.day(in: job.timeZone))
      let collation = try issued.reading(name) { files in
        let issue = try SavedIssue(files)
        return toDate
          ? try CaseStudyCollation(sharedBy: issue, try sources(issue, current, issued), ended)
          : try CaseStudyCollation(of: issue, ended)
      }
      guard collation.count + collation.missing.count > 0 else {
        throw Failure(.answerIsNo, "\(name) has no case study\(toDate ? " that was shared" : " in a file of its own")")
      }
      try options.write(try collation.bytes(), mode: UInt16(job.fileMode))
    }
  }

  /// Returns the current issues up to the end of the issue's period, the latest first.
  private func sources(_ issue: SavedIssue, _ current: [Manifest], _ issued: borrowing ArchiveReader) throws
    -> [(manifest: Manifest, files: IssueFiles)]
  {
    let end = issue.context.period.span.until
    let latestFirst = current.filter { $0.period.span.until <= end }.sorted {
      $0.period.span.until > $1.period.span.until
    }
    var sources = [(manifest: issue.manifest, files: issue.source.files)]
    for manifest in latestFirst { sources.append((manifest, try issued.files(try issued.name(manifest.name)))) }
    return sources
  }
}
