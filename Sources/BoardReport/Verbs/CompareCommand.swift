import ArgumentParser
import Issues

/// The verb `compare`, which compares two issues figure by figure and separates differences of method from differences
/// of data.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare two issues figure by figure.",
    discussion: """
      Figures of two periods are compared when they are the same metric for the same key over the same kind of span: the \
      period itself, its year to date, or its previous period.
      """)

  @OptionGroup var job: JobOptions

  @Argument(help: "2010-11-Q3, the period's current issue, or 2010-11-Q3/1.") var first: String

  @Argument(help: "The issue to compare it with.") var second: String

  func run() throws {
    try answering {
      let issued = try ArchiveReader(job)
      let (one, other) = (try side(first, issued), try side(second, issued))
      Console.say(try Comparison(one.0, one.1, other.0, other.1).lines)
    }
  }

  private func side(_ text: String, _ issued: borrowing ArchiveReader) throws -> (IssueSource, SavedFigures) {
    try issued.reading(try issued.name(text)) { files in
      let issue = try IssueSource(files, try files.manifest())
      return (issue, try issue.figures())
    }
  }
}
