import ArgumentParser
import Files
import Jobs

/// Whether the board has every report that is due: the question a run that never happened cannot answer.
struct StatusCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "status", abstract: "Name each quarter whose report is due and not there.",
    discussion: """
      It reads the job file and the archive, and no database. A quarter is due from due_after_days after its end, from \
      first_quarter on (else from the earliest issued, else the last complete one alone). Only a current issue that is \
      whole by its manifest and not provisional counts. Exits 1 when one is missing; `run --catch-up` issues them.
      """)

  @OptionGroup var job: JobOptions
  @OptionGroup var today: TodayOption

  @Option(
    help: ArgumentHelp("Write this too, for node exporter's textfile collector.", valueName: "file")
  )
  var prometheus: String?

  @Flag(help: "Say nothing when all is well: cron mails what is printed.")
  var quiet = false

  func run() throws {
    let declaration = try job.declared()
    let today = try today.day(in: declaration.job.timeZone)
    try answering {
      let dues = try Dues(declaration, today: today)
      if !quiet || !dues.missing.isEmpty { Console.say(dues.lines) }
      if let prometheus {
        try Self.write(Gauges(dues, jobName: declaration.name).text, to: prometheus)
      }
      // The lines on standard output are the answer.
      guard dues.missing.isEmpty else { throw Failure(.answerIsNo, "") }
    }
  }

  /// Whole or not at all, and readable for all: the exporter is another user.
  private static func write(_ text: String, to path: String) throws {
    do throws(FileError) {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      try Folder.open(Path.folder(of: path) + "/.")
        .writeAtomically(name, Array(text.utf8), mode: 0o644)
    } catch {
      let isMissing = error.kind == .notFound || error.kind == .cannotCreate
      throw Failure(
        isMissing ? .outputCannotBeCreated : .inputOutput, "--prometheus \(path): \(error.line)")
    }
  }
}
