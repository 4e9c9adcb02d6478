import ArgumentParser
import Core
import Database
import Input
import Issues
import System

/// The verb `import`, which brings people's files into our tables, all or nothing.
struct ImportCommand: MutatingCommand {
  static let configuration = CommandConfiguration(
    commandName: "import",
    abstract: "Import a folder of CSV files, a workbook, or single files into our tables: all or nothing.",
    discussion: """
      Rows are matched by key; equal rows are not written. Rows and columns that a folder lacks keep their values in the \
      database.

      Single files, each named after its relation (days.csv, days-2010-07.csv), add to what the database holds. A row that \
      is there with other values is refused; with --replace it is changed.

      An entry of days that the database holds between the first and the last date of a folder, a workbook or a file, and \
      that it lacks, is reported: for a single file only of the commissions and advisers that it names. With --replace it \
      is removed.
      """)

  @Argument(
    help: ArgumentHelp("A folder of CSV files, a workbook, or CSV files.", valueName: "path"),
    completion: .file()) var paths: [String]

  @OptionGroup var jobFile: JobFileOption
  @OptionGroup var source: SourceOptions

  @Flag(help: "Delete rows that the folder lacks, and empty the columns that its files lack.") var replace = false

  @Flag(help: "Print what would change, and change nothing; with --data also without a server.") var dryRun = false

  @Option(
    help: ArgumentHelp("Also write the mistakes as CSV, to open beside the data.", valueName: "file"),
    completion: .file())
  var errors: String?

  func validate() throws {
    guard let errors else { return }
    // The next import would read the file as one more CSV file.
    guard !paths.contains(where: { Path.folder(of: errors) == Path.normalise($0) }) else {
      throw ValidationError("--errors is inside the data folder; give a file elsewhere")
    }
  }

  func run() throws {
    let job = try jobFile.declared().job
    var merge = Merge()
    merge.schema = source.schema ?? job.schema
    merge.isReplacing = replace
    merge.isDryRun = dryRun
    var options = source.reading(job)
    options.isImported = true
    options.today = CalendarDay(in: job.timeZone)
    let reporter = ProgressReporter(quiet: false, verbose: true)
    defer { reporter.clear() }
    var target = dryRun ? try source.source(job) : .database(try source.database(job, for: "import"))
    if case .folder(let path, var reading) = target {
      reading.isImported = true
      target = .folder(path, reading)
    }
    let importRun = ImportRun(
      paths: paths, target: target, merge: merge, options: options, deadline: .after(seconds: job.deadlineSeconds),
      reporter: reporter)
    let errorsFile = errors.map { ErrorsFile(path: $0, mode: UInt16(job.fileMode), bom: job.bom) }
    // The file is written first, because after the import it would be too late to report that it cannot be written.
    try errorsFile?.write(nil)
    do {
      let changes = try importRun.perform()
      reporter.say(ChangeTable(changes: changes, isDryRun: dryRun).text)
    } catch let error as ImportError {
      guard let refusal = error.refusal else { throw Failure(mapping: error, "nothing changed") }
      try errorsFile?.write(refusal)
      reporter.clear()
      throw Failure(refusal, of: paths.joined(separator: " "), "nothing changed")
    } catch { throw Failure(mapping: error, "nothing changed") }
  }
}

/// One import: the files are checked, and then merged into the database in one transaction.
struct ImportRun {
  let paths: [String]
  /// The database; of a dry run also a data folder, which a private server then holds.
  let target: RowSource
  let merge: Merge
  let options: ReadingOptions
  let deadline: Deadline
  let reporter: ProgressReporter

  func perform() throws -> [Change] {
    let signals = try Signals.install()
    reporter.progress("reading \(paths.joined(separator: " "))")
    let (given, isPart) = try PeopleData.sources(at: paths)
    var options = options
    options.isPart = isPart
    let data = try DataSet.read(given, options)
    reporter.clear()
    PeopleData.warn(data.warnings)
    if let signal = signals.received { throw DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)") }
    var merge = merge
    merge.isAdding = isPart
    let source = try DataSource.open(
      target, schema: merge.schema, deadline: deadline, signals: signals, reporter: reporter)
    merge.schema = source.schema
    reporter.progress("importing")
    let retrying = Retrying(deadline: deadline, signals: signals)
    let conninfo = source.conninfo
    let changes = try retrying { _ in
      let connection = try Connection.open(
        conninfo, applicationName: "board-report import", deadline: deadline, signals: signals)
      return try Self.merge(data, into: connection, merge)
    }
    reporter.clear()
    for lacking in changes.flatMap(\.lacking) { Console.print(mistake: "warning: \(lacking)") }
    return changes
  }

  /// Merges the data. An error of the server is thrown as it is, because a retry may succeed.
  private static func merge(_ data: DataSet, into connection: borrowing Connection, _ merge: Merge) throws -> [Change] {
    do throws(ImportError) { return try data.merge(into: connection, merge) } catch {
      guard case .database(let fault) = error else { throw error }
      throw fault
    }
  }
}

/// The changes of an import, made or planned, as an aligned table and one sentence.
struct ChangeTable {
  let changes: [Change]
  let isDryRun: Bool

  var text: String {
    let rows = changes.map { change in
      [change.relation] + [change.inserted, change.changed, change.unchanged, change.deleted].map(String.init)
    }
    let table = Listing(["relation", "inserted", "changed", "unchanged", "deleted"], rows)
    return (table.lines() + [verdict]).joined(separator: "\n")
  }

  private var verdict: String {
    switch (changes.allSatisfy(\.isNothing), isDryRun) {
    case (true, _): "nothing to change; the database already holds all of it"
    case (false, true): "dry run: nothing changed"
    case (false, false): "imported"
    }
  }
}

/// The mistakes of the last import as a CSV file. Without mistakes the file holds only its header, so that no old ones
/// remain.
struct ErrorsFile {
  let path: String
  let mode: UInt16
  let bom: Bool

  func write(_ refusal: Refusal?) throws {
    do throws(FileError) { try Folder.replace(fileAt: path, (refusal ?? Refusal()).csv(bom: bom), mode: mode) } catch {
      throw Failure(writing: error, for: "--errors")
    }
  }
}

extension Failure {
  /// Prints each mistake on a line of its own and makes the failure whose line counts them.
  init(_ refusal: Refusal, of folder: String, _ outcome: String) {
    for line in refusal.lines { Console.print(mistake: line) }
    let count = refusal.count == 1 ? "1 mistake" : "\(refusal.count) mistakes"
    self.init(.dataRefused, "\(folder): \(count); \(outcome)")
  }
}
