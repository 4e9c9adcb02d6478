import ArgumentParser
import Database
import Input
import Issues
import System

/// A folder of CSV files into our tables, all or nothing.
struct ImportCommand: MutatingCommand {
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
    let voice = ProgressReporter(quiet: false, verbose: true)
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

/// One import: the folder is looked through, and then brought into the database in one transaction.
struct Importing {
  let folder: String
  let conninfo: String?
  let merge: Merge
  let deadline: Database.Deadline
  let voice: ProgressReporter

  func perform() throws -> [Change] {
    let signals = try Signals.install()
    voice.progress("reading \(folder)")
    let data = try DataFolder.read(folder, isStamped: true)
    if let signal = signals.received {
      throw DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)")
    }
    voice.progress("importing \(folder)")
    let retrying = Retrying(deadline: deadline, signals: signals)
    return try retrying {
      let connection = try Connection.open(
        conninfo, applicationName: "board-report import", deadline: deadline, signals: signals)
      return try bring(data, into: connection)
    }
  }

  /// A fault of the server's comes out as such: some are worth another try.
  private func bring(
    _ data: DataFolder, into connection: borrowing Connection
  ) throws -> [Change] {
    do throws(ImportError) { return try data.merge(into: connection, merge) } catch {
      guard case .database(let fault) = error.cause else { throw error }
      throw fault
    }
  }
}

/// What an import did, or would do, as an aligned table and one sentence.
struct ChangeTable {
  let changes: [Change]
  let isRehearsal: Bool

  var text: String {
    let rows = changes.map { change in
      [change.relation]
        + [change.inserted, change.changed, change.unchanged, change.deleted].map(String.init)
    }
    let table = Listing(["relation", "inserted", "changed", "unchanged", "deleted"], rows)
    return (table.lines() + [verdict]).joined(separator: "\n")
  }

  private var verdict: String {
    switch (changes.allSatisfy(\.isNothing), isRehearsal) {
    case (true, _): "nothing to change: the database holds all of it already"
    case (false, true): "dry run: nothing changed"
    case (false, false): "imported"
    }
  }
}

/// The mistakes of the last import as a CSV file; without any, its first line alone, so that no old ones stay.
struct ErrorsFile {
  let path: String
  let mode: UInt16
  let bom: Bool

  func write(_ refusal: Refusal?) throws {
    do throws(FileError) {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      try Folder.open(Path.folder(of: path))
        .writeAtomically(name, (refusal ?? Refusal()).csv(bom: bom), mode: mode)
    } catch {
      let kind = error.kind == .notFound ? ExitCode.outputCannotBeCreated : .inputOutput
      throw Failure(kind, "--errors \(error.line)")
    }
  }
}

extension Failure {
  /// Tells every mistake on a line of its own, and then is the line that counts them.
  init(_ refusal: Refusal, of folder: String, _ outcome: String) {
    for line in refusal.lines { Console.tell(line) }
    let count = refusal.count == 1 ? "1 mistake" : "\(refusal.count) mistakes"
    self.init(.dataRefused, "\(folder): \(count); \(outcome)")
  }
}
