import ArgumentParser
import Database
import Files
import Import
import Jobs

/// A folder of CSV files into our tables, all or nothing.
struct ImportCommand: Deed {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Bring a folder of CSV files, one a relation, into our tables: all or nothing.",
    discussion: """
      Rows are compared by key: those that are the same are left alone. Rows the folder lacks stay, and so do columns \
      that a file leaves out.
      """)

  @Argument(help: ArgumentHelp("The folder of the ten CSV files.", valueName: "folder"))
  var folder: String

  @OptionGroup var jobFile: JobFileOption
  @OptionGroup var source: SourceOptions

  @Flag(help: "Delete rows the folder lacks, and empty the columns its files leave out.")
  var replace = false

  @Flag(help: "Say what would change, and change nothing.")
  var dryRun = false

  @Option(
    help: ArgumentHelp(
      "Write the mistakes as CSV too, to open beside the data.", valueName: "file"))
  var errors: String?

  func validate() throws {
    guard let errors else { return }
    // The next import would find an eleventh CSV file there.
    guard Path.folder(of: errors) != Path.normalise(folder) else {
      throw ValidationError("--errors stands in the data folder: name a file elsewhere")
    }
  }

  func run() throws {
    let job = try jobFile.declared().job
    var merge = Merge()
    merge.schema = source.schema ?? job.schema
    merge.isReplacing = replace
    merge.isRehearsal = dryRun
    let voice = Voice(quiet: false, verbose: true)
    defer { voice.clear() }
    let importing = Importing(
      folder: folder, conninfo: try source.database(job, for: "import"), merge: merge,
      deadline: .after(seconds: job.deadlineSeconds), voice: voice)
    let errorsFile = errors.map { ErrorsFile(path: $0, mode: UInt16(job.fileMode), bom: job.bom) }
    // Before anything is changed: afterwards it would be too late to say that it cannot be written.
    try errorsFile?.write(nil)
    do {
      let changes = try importing.perform()
      voice.say(ChangeTable(changes: changes, isRehearsal: dryRun).text)
    } catch let error as ImportError {
      guard let refusal = error.refusal else { throw Failure(mapping: error, "nothing changed") }
      try errorsFile?.write(refusal)
      voice.clear()
      throw Failure(refusal, of: folder, "nothing changed")
    } catch {
      throw Failure(mapping: error, "nothing changed")
    }
  }
}
