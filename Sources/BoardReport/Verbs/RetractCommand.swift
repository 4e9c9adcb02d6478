import ArgumentParser
import Core
import Input
import Issues
import System

/// The verb `retract`, which removes an issue's files for good. The manifest stays and holds the reason.
///
/// The link `current` does not move, so that its reader finds the reason. It never returns to an older issue, because
/// that issue may hold the retracted content too. The next run issues the period again.
struct RetractCommand: MutatingCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract", abstract: "Remove an issue's files for good; the manifest stays, with the reason.",
    discussion: """
      The job file's after_retract then removes copies elsewhere. Other issues of the period keep their files. The command names them, because they may hold the retracted content too.
      """)

  @OptionGroup var job: JobOptions

  @Option(help: ArgumentHelp("The reason; status, verify and history print it.", valueName: "text")) var reason: String

  @Argument(help: "2010-11-Q3, the period's current issue, or 2010-11-Q3/1.") var issue: String

  func validate() throws { guard Text(recorded: reason) != nil else { throw ValidationError("--reason is empty") } }

  func run() throws {
    let declared = try job.declared().job
    let today = try TodayOption.now(in: declared.timeZone)
    let removal = declared.removal
    try PersonalDataCheck.refuse(reason, at: "--reason", declared.caseNumbers)
    try answering {
      var issued = try ArchiveReader(job)
      try issued.archive.lock()
      let name = try issued.name(issue)
      let bytes = try issued.archive.read(name, Manifest.path)
      let kept = try Manifest.retracting(bytes, reason: reason, on: today)
      try issued.archive.retract(name, keeping: Manifest.path, kept)
      Console.say("\(name): retracted: \(reason)")
      // Copies elsewhere go even where another issue cannot be read.
      let fault = removal.fault(adding: [try issued.archive.path(of: name)], try Signals.install())
      try Self.printOthers(name, issued)
      if let fault { throw Failure(.hookFailed, "\(name) is retracted, but \(fault)") }
    }
  }

  private static func printOthers(_ name: IssueName, _ issued: borrowing ArchiveReader) throws {
    for other in try issued.archive.issues(of: name.period) where other != name {
      // An issue whose manifest cannot be read has files too.
      if (try? issued.manifest(other))?.retraction == nil { Console.say("\(other) keeps its files") }
    }
  }
}
