import ArgumentParser
import Core
import Input
import Issues
import System
import Workbook

/// The verb `template`, which creates what people fill in: empty CSV files with a guide, a workbook, or the form of a request.
struct TemplateCommand: MutatingCommand {
  static let configuration = CommandConfiguration(
    commandName: "template", abstract: "Create a folder of empty CSV files, or a workbook, to fill in.")

  @Argument(
    help: ArgumentHelp(
      "The folder, created if missing; or a workbook to create, such as programme.xlsx.", valueName: "path"),
    completion: .file())
  var path: String

  @Flag(help: "Create every file with every column, not only those that each report needs; a workbook has all.")
  var all = false

  @Flag(help: "Create in the folder the form that a borough fills in to ask for support instead.") var request = false

  @Option(
    help: ArgumentHelp(
      "With --request: the job file, whose own words for borough, adviser and project the form has.", valueName: "file")
  )
  var job: String?

  private var isWorkbook: Bool { PeopleData.isWorkbook(path) }

  func validate() throws {
    if job != nil, !request { throw ValidationError("--job says the words of a form; add --request") }
    if PeopleData.isUnwrittenWorkbook(path) {
      throw ValidationError("\(path) is a workbook of another kind; give a name such as programme.xlsx")
    }
    if request, isWorkbook { throw ValidationError("--request makes a folder, not a workbook; give a folder") }
    if request, all { throw ValidationError("--request and --all are different forms; give one of them") }
  }

  @OptionGroup var log: LogOption

  func run() throws {
    do {
      let files = try files
      let target = isWorkbook ? try Folder.open(Path.folder(of: path)) : try Folder.openOrCreate(path, mode: 0o750)
      try refuseToOverwrite(files.map(\.name), in: target)
      try write(files, in: target)
      Console.say("\(path): \(outcome(files))")
    } catch { throw Failure(mapping: error, "nothing was overwritten") }
  }

  private var files: [(name: String, bytes: [UInt8])] {
    get throws {
      if isWorkbook {
        let name = String(path.split(separator: "/").last ?? path[...])
        let relations = Contract.relations
        let ordered = relations.filter(\.isNeeded) + relations.filter { !$0.isNeeded }
        return [(name, try WorkbookTemplate.programme(ordered))]
      }
      guard request else { return Template.files(isWhole: all) }
      let words = ProgrammeWords(try Declaration(file: job).job.words)
      let paper = try PaperWriter.write(RequestForm.paper.said(in: words), path: "request-form.md")
      #if Workbook
        return [("request-form.md", paper), ("request-form.xlsx", try WorkbookTemplate.request(words))]
      #else
        return [("request-form.md", paper)]
      #endif
    }
  }

  private func outcome(_ files: [(name: String, bytes: [UInt8])]) -> String {
    if isWorkbook { return "a workbook to fill in; its sheet Example says how" }
    if request { return "the form is " + files.map(\.name).joined(separator: " and ") }
    return "\(files.count - 1) CSV files to fill in; \(Template.guide) says how"
  }

  /// Checks all files before it creates the first, so that no partial template mixes with other files.
  private func refuseToOverwrite(_ names: [String], in folder: borrowing Folder) throws {
    for name in names {
      guard try folder.entry(name) == nil else {
        throw Failure(
          .outputCannotBeCreated, "\(folder.shown(name)) exists already; give another folder; nothing was overwritten")
      }
    }
  }

  /// Writes all files or none.
  private func write(_ files: [(name: String, bytes: [UInt8])], in folder: borrowing Folder) throws(FileError) {
    var made: [String] = []
    do throws(FileError) {
      for (name, bytes) in files {
        var file = try folder.create(file: name, mode: 0o640)
        made.append(name)
        try file.append(bytes)
        _ = try file.finish()
      }
      try folder.synchronize()
    } catch {
      // A failure of this removal must not replace the first error.
      for name in made { try? folder.remove(file: name) }
      throw error
    }
  }
}
