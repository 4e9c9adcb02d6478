import ArgumentParser
import Core
import Input
import Issues
import System
import Workbook

/// The verb `history`, which lists the issues, or one figure over all periods and issues.
struct HistoryCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "history", abstract: "List the issues, follow one figure, or print a series or all figures.")

  @OptionGroup var job: JobOptions

  @Option(
    help: ArgumentHelp("Follow this figure over all periods and issues, by any of its identities.", valueName: "id"))
  var figure: String?

  @Option(help: ArgumentHelp("Print the series of this measure, from the latest issue.", valueName: "metric"))
  var series: String?

  @Flag(help: "Print every figure of the programme in every current issue.") var all = false

  @Option(help: ArgumentHelp("text (default) or csv.", valueName: "format")) var format = "text"

  @Option(
    help: ArgumentHelp("Write the answer into this workbook instead, as a sheet.", valueName: "file"),
    completion: .file(extensions: ["xlsx"]))
  var sheet: String?

  func validate() throws {
    if let sheet, !PeopleData.isWorkbook(sheet) {
      throw ValidationError("--sheet \(sheet) is no workbook; give a name such as figures.xlsx")
    }
    if [figure != nil, series != nil, all].count(where: \.self) > 1 {
      throw ValidationError("--figure, --series and --all are different answers; give one of them")
    }
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
      } else if let series {
        let table = try self.series(series, history, issued)
        try print(Listing(table.shape.columns.map(\.name), table.rows.map { $0.map(\.printed) }).lines(), table)
      } else if all {
        let found = try everything(history, issued)
        try print(found.lines, found.table)
      } else {
        try print(history.lines, history.table)
      }
    }
  }

  private func print(_ lines: [String], _ table: FilledTable) throws {
    if let sheet { return try write(table, into: sheet) }
    if format == AnswerFormat.csv.rawValue { try Console.say(table) } else { Console.say(lines) }
  }

  private func write(_ table: FilledTable, into path: String) throws {
    let mode = UInt16(try job.declared().job.fileMode)
    do { try Folder.replace(fileAt: path, try TableWorkbook.bytes(table), mode: mode) } catch let error as FileError {
      throw Failure(writing: error, for: "--sheet")
    } catch { throw Failure(mapping: error, "nothing was written") }
  }

  /// Returns the series of a measure as the latest issue that has it saved it.
  private func series(_ name: String, _ history: History, _ issued: borrowing ArchiveReader) throws -> FilledTable {
    guard let measure = SeriesMeasure(id: name) else {
      let known = SeriesMeasure.allCases.map(\.id).joined(separator: ", ")
      throw Failure(.usage, "\(name) is no measure with a series; give one of \(known)")
    }
    for issue in history.issues.reversed() where issue.isCurrent && issue.hasFiles {
      let table = try issued.reading(try issued.name(issue.manifest.name)) { try $0.series(measure) }
      if let table { return table }
    }
    throw Failure(.usage, "no issue has a series of \(name)")
  }

  private func everything(_ history: History, _ issued: borrowing ArchiveReader) throws -> ProgrammeHistory {
    var found = ProgrammeHistory()
    for issue in history.issues where issue.isCurrent && issue.hasFiles {
      let figures = try issued.reading(try issued.name(issue.manifest.name)) {
        try SavedFigures($0, issue.manifest, ofProjects: nil)
      }
      found.add(issue.manifest, figures)
    }
    return found
  }

  private func follow(_ figure: String, _ history: History, _ issued: borrowing ArchiveReader) throws -> FigureHistory {
    guard let identity = FigureIdentity(figure) else {
      throw Failure(.usage, "\(figure) is no figure's identity; give metric/grain/key/span")
    }
    var found = FigureHistory(identity, periods: history.issues.map(\.manifest))
    var last: SavedFigures?
    for issue in history.issues where issue.hasFiles {
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
