import ArgumentParser
import Core
import Issues

/// What a figure is, which rows it comes from, and the arithmetic down to the printed number.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show how a figure came about, from the issue's own files.",
    discussion: """
      FIGURE is metric/grain/key/span, such as days_delivered/programme/all/2010-11-Q3, or a cell of projects.csv, such \
      as days_to_date/project/LRSA-007/to-2010-12-31. Exits 1 when the rows do not come to the printed value.
      """)

  @OptionGroup var job: JobOptions

  @Option(
    help: ArgumentHelp(
      "The issue to explain it in (default: the current issue of the period it is of).",
      valueName: "issue"))
  var issue: String?

  @Argument(help: "The figure's identity, as figures.csv has it.")
  var figure: String

  func run() throws {
    try answering {
      let issued = try Issued(job)
      let name = try issue.map { try issued.name($0) } ?? owner(issued)
      let frozen = try issued.reading(name) { try SavedIssue($0) }
      guard
        let explanation = try issued.reading(name, { _ in try Explanation.of(figure, in: frozen) })
      else {
        let near = frozen.figures.near(figure).joined(separator: ", ")
        throw Failure(.usage, "\(figure): no such figure in \(name); near it: \(near)")
      }
      Console.say(explanation.lines)
      guard explanation.agrees else {
        throw Failure(
          .answerIsNo,
          "\(figure): the frozen rows come to \(explanation.computed), printed is \(explanation.printed)"
        )
      }
    }
  }

  /// The current issue of the period the figure's span belongs to; else the last whose files are there.
  private func owner(_ issued: borrowing Issued) throws -> IssueName {
    let current = try issued.history().issues.filter(\.isCurrent).map(\.manifest)
    let span = FigureIdentity(figure)?.span ?? ""
    let last = current.last { $0.retraction == nil }
    guard let manifest = current.last(where: { $0.owns(span) }) ?? last else {
      throw Failure(.usage, "\(figure): nothing has been issued that could explain it")
    }
    return try issued.name(manifest.name)
  }
}
