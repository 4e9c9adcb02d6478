import ArgumentParser
import Core
import Issues

/// The verb `history`, which lists the issues, or one figure over all periods and issues.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the issues, or follow one figure.")

  @OptionGroup var job: JobOptions

  @Option(
    help: ArgumentHelp("Follow this figure over all periods and issues, by any of its identities.", valueName: "id"))
  var figure: String?

  @Option(help: ArgumentHelp("text (default) or csv.", valueName: "format")) var format = "text"

  func validate() throws {
    guard AnswerFormat(rawValue: format) != nil else {
      throw ValidationError("--format \(format) is unknown; give text or csv")
    }
  }

  func run() throws {
    try answering {
      let issued = try ArchiveReader(job)
      let history = try issued.history()
      if let figure {
        let found = try follow(figure, history, issued)
        try print(found.lines, found.table)
      } else {
        try print(history.lines, history.table)
      }
    }
  }

  private func print(_ lines: [String], _ table: FilledTable) throws {
    if format == AnswerFormat.csv.rawValue { try Console.say(table) } else { Console.say(lines) }
  }

  private func follow(_ figure: String, _ history: History, _ issued: borrowing ArchiveReader) throws -> FigureHistory {
    guard let identity = FigureIdentity(figure) else {
      throw Failure(.usage, "\(figure) is no figure's identity; give metric/grain/key/span")
    }
    var found = FigureHistory(identity, periods: history.issues.map(\.manifest))
    var last: SavedFigures?
    for issue in history.issues where issue.manifest.retraction == nil {
      let figures = try issued.reading(try issued.name(issue.manifest.name)) { try SavedFigures($0, issue.manifest) }
      found.add(issue, figures)
      last = figures
    }
    guard !found.rows.isEmpty else {
      let near = last.map { "; similar figures: " + $0.near(figure).joined(separator: ", ") } ?? ""
      throw Failure(.usage, "no issue has the figure \(figure)\(near)")
    }
    return found
  }
}
