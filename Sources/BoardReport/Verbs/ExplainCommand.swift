import ArgumentParser
import Core
import Issues

/// The verb `explain`, which shows what a figure is, which rows it comes from, and the calculation of the printed
/// number.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain", abstract: "Show how a figure is calculated, from the issue's own files.",
    discussion: """
      FIGURE is metric/grain/key/span, such as days_delivered/programme/all/2010-11-Q3, or a cell of projects.csv, such \
      as days_to_date/project/LRSA-007/to-2010-12-31. Exits 1 when the rows do not give the printed value.
      """)

  @OptionGroup var job: JobOptions

  @Option(
    help: ArgumentHelp(
      "The issue to explain it in (default: the current issue of the figure's period).", valueName: "issue")) var issue:
    String?

  @Argument(help: "The figure's identity, as in figures.csv.") var figure: String

  func run() throws {
    try answering {
      let issued = try ArchiveReader(job)
      let name = try issue.map { try issued.name($0) } ?? owner(issued)
      let frozen = try issued.reading(name) { try SavedIssue($0) }
      guard let explanation = try issued.reading(name, { _ in try Explanation.of(figure, in: frozen) }) else {
        let missing = "the figure \(figure) does not exist in \(name)"
        if let other = try issueWithFigure(issued, besides: name) {
          throw Failure(.usage, "\(missing); give --issue \(other), which has it")
        }
        let near = frozen.figures.near(figure).joined(separator: ", ")
        throw Failure(.usage, "\(missing); similar figures: \(near)")
      }
      Console.say(explanation.lines)
      guard explanation.agrees else {
        throw Failure(
          .answerIsNo,
          "\(figure): the saved rows give \(explanation.computed), but the issue printed \(explanation.printed)")
      }
    }
  }

  /// Returns the last other issue of the period that has the figure; nil where none has.
  private func issueWithFigure(_ issued: borrowing ArchiveReader, besides name: IssueName) throws -> IssueName? {
    for other in try issued.names().reversed() where other.period == name.period && other != name {
      if let files = try? SavedIssue(try issued.files(other)), files.figures[figure] != nil { return other }
    }
    return nil
  }

  /// Returns the current issue of the period to which the figure's span belongs, or the last issue that has its files.
  private func owner(_ issued: borrowing ArchiveReader) throws -> IssueName {
    let current = try issued.history().issues.filter(\.isCurrent).map(\.manifest)
    let span = FigureIdentity(figure)?.span ?? ""
    let last = current.last { $0.retraction == nil }
    guard
      let manifest = current.last(where: { $0.period.name == span }) ?? current.last(where: { $0.owns(span) }) ?? last
    else {
      throw Failure(.usage, "no issue can explain \(figure); issue a report first with board-report run")
    }
    return try issued.name(manifest.name)
  }
}
