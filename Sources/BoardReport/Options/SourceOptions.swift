import ArgumentParser
import Jobs

/// SOURCE: a database, or a folder of CSV files.
struct SourceOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Connection string, without a password; else the job file's, else libpq's own environment.",
      valueName: "conninfo"))
  var database: String?

  @Option(
    help: ArgumentHelp(
      "A folder of CSV files, one a relation; needs no server.", valueName: "folder"))
  var data: String?

  @Option(
    help: ArgumentHelp("The schema of the relations (default: programme).", valueName: "name"))
  var schema: String?

  /// Where the rows come from; a flag replaces both of the job file's.
  func source(_ job: Job) throws -> Source {
    guard database == nil || data == nil else {
      throw Failure(.usage, "--database and --data together: name one source")
    }
    if let data { return .folder(data) }
    if let database { return .database(database) }
    if let data = job.data { return .folder(data) }
    return .database(job.database)
  }
}

enum Source: Hashable {
  /// A connection string; nil for libpq's own environment, service and password files.
  case database(String?)
  case folder(String)
}
