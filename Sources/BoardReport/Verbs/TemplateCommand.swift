import ArgumentParser
import Core
import Input
import Issues
import System

/// The verb `template`, which creates empty CSV files and a guide to fill them in.
struct TemplateCommand: MutatingCommand {
  static let configuration = CommandConfiguration(
    commandName: "template",
    abstract: "Create a folder of empty CSV files to fill in (a request's form is commissions.csv).")

  @Argument(help: ArgumentHelp("The folder; it is created if missing.", valueName: "folder")) var folder: String

  @Flag(help: "Create the form that a borough fills in to ask for support instead.") var request = false

  private var files: [(name: String, bytes: [UInt8])] {
    get throws {
      request
        ? [("request-form.md", try PaperWriter.write(RequestForm.paper, path: "request-form.md"))] : Template.files
    }
  }

  func run() throws {
    do {
      let target = try Folder.openOrCreate(folder, mode: 0o750)
      let files = try files
      try refuseToOverwrite(files.map(\.name), in: target)
      try write(files, in: target)
      let outcome = "\(files.count - 1) CSV files to fill in; \(Template.guide) says how"
      Console.say("\(folder): \(request ? "the form is request-form.md" : outcome)")
    } catch { throw Failure(mapping: error, "nothing was overwritten") }
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
