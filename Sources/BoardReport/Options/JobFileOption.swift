import ArgumentParser
import Files
import Jobs

/// The job file of a verb that has no use for the archive.
struct JobFileOption: ParsableArguments {
  @Option(help: ArgumentHelp("The job file that declares the report.", valueName: "file"))
  var job: String?

  func declared() throws -> Declaration { try job.map(Declaration.init(file:)) ?? Declaration() }
}

extension SourceOptions {
  /// The connection string of a verb that needs a database; nil for libpq's own environment.
  func database(_ job: Job, for verb: String) throws -> String? {
    switch try source(job) {
    case .database(let conninfo): return conninfo
    case .folder(let path):
      throw Failure(
        .usage, "\(verb) works on a database, and the source is the folder \(path): use --database")
    }
  }
}
