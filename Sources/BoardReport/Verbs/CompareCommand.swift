import ArgumentParser
import Issues

/// Two issues figure by figure: what differs by method apart from what differs by data.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare", abstract: "Compare two issues figure by figure.",
    discussion: """
      Of different periods, figures meet that measure the same for the same key over the span of the same part: the \
      period itself, its year to date, the previous period of each.
      """)

  @OptionGroup var job: JobOptions

  @Argument(help: "2010-11-Q3, the period's current issue, or 2010-11-Q3/1.")
  var first: String

  @Argument(help: "The issue it is compared with.")
  var second: String

  func run() throws {
    try answering {
      let issued = try Issued(job)
      let (one, other) = (try side(first, issued), try side(second, issued))
      Console.say(try Comparison(one.0, one.1, other.0, other.1).lines)
    }
  }

  private func side(
    _ text: String, _ issued: borrowing Issued
  ) throws -> (IssueSource, SavedFigures) {
    try issued.reading(try issued.name(text)) { files in
      let issue = try IssueSource(files, try files.manifest())
      return (issue, try issue.figures())
    }
  }
}
