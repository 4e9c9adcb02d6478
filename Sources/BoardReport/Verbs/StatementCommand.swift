import ArgumentParser
import Core
import Input
import Issues

/// The verb `statement`, which writes a borough's or an adviser's own page from an issue's files.
struct StatementCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "statement", abstract: "Write a borough's or an adviser's own page, from an issue's own files.",
    discussion: "board-paper makes a Word file, a PDF and a page of the Markdown.")

  @Argument(help: "The borough, by name or code.") var borough: String?

  @Option(help: ArgumentHelp("The page of this adviser instead, for the adviser alone.", valueName: "id"))
  var adviser: Int64?

  @OptionGroup var options: PaperOptions

  func validate() throws {
    guard (borough == nil) != (adviser == nil) else { throw ValidationError("give a borough, or --adviser ID") }
  }

  func run() throws {
    try answering {
      let job = try options.declared().job
      let issued = try ArchiveReader(job)
      let paper = try options.reading(issued) { files in
        let issue = try SavedIssue(files)
        let settings = ReportSettings(job)
        let facts = try issue.reportFacts(settings)
        let page =
          if let adviser { facts.sheet(of: try find(adviser, facts), try issue.days(of: adviser)) } else {
            facts.statement(of: try find(borough ?? "", facts))
          }
        return page.said(in: settings.words)
      }
      try options.write(try PaperWriter.write(paper, path: "statement"), mode: UInt16(job.fileMode))
    }
  }

  private func find(_ name: String, _ facts: ReportFacts) throws -> Borough {
    let boroughs = facts.programme.boroughs
    let wanted = name.lowercased()
    if let found = boroughs.first(where: { [$0.code, $0.name].contains { $0.string.lowercased() == wanted } }) {
      return found
    }
    // A programme that keeps no list of boroughs knows them by their codes.
    if let code = facts.programme.projects.compactMap(\.commission.boroughCode).first(where: { $0.string == name }) {
      var unlisted = Borough.relation.blank
      (unlisted.code, unlisted.name) = (code, code)
      return unlisted
    }
    let near = boroughs.sorted { distance($0, wanted) < distance($1, wanted) }.prefix(3).map(\.name.string)
    let hint = near.isEmpty ? "it lists none" : "similar names: " + near.joined(separator: ", ")
    throw Failure(.usage, "the issue lists no borough \(name); \(hint)")
  }

  private func distance(_ borough: Borough, _ wanted: String) -> Int {
    Folding.edits(Array(borough.name.string.lowercased().utf8), Array(wanted.utf8.prefix(200)))
  }

  private func find(_ id: Int64, _ facts: ReportFacts) throws -> Adviser {
    guard let found = facts.programme.advisers.first(where: { $0.id == id }) else {
      let ids = facts.programme.advisers.map { String($0.id) }.prefix(20).joined(separator: ", ")
      throw Failure(.usage, "the issue lists no adviser \(id); it lists \(ids.isEmpty ? "none" : ids)")
    }
    return found
  }
}
