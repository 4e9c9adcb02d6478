import ArgumentParser
import Core
import Input
import Issues
import System

/// Takes an issue's files away for good: its manifest stays and says why.
///
/// `current` goes on leading to it when it did: whoever follows the link finds the reason, and no older issue, which may hold
/// what was withdrawn, is put before people again. The next run issues the period anew.
struct RetractCommand: MutatingCommand {
  static let configuration = CommandConfiguration(
    commandName: "retract",
    abstract: "Remove an issue's files for good; the manifest stays, with the reason.",
    discussion: """
      Other issues of the period keep their files, and are named: what was withdrawn may stand in them too.
      """)

  @OptionGroup var job: JobOptions

  @Option(help: ArgumentHelp("Why; status, verify and history will say it.", valueName: "text"))
  var reason: String

  @Argument(help: "2010-11-Q3, the period's current issue, or 2010-11-Q3/1.")
  var issue: String

  func validate() throws {
    guard Text(recorded: reason) != nil else { throw ValidationError("--reason is empty") }
  }

  func run() throws {
    try Personal.refuse(reason, at: "--reason")
    let today = try job.today()
    try answering {
      var issued = try Issued(job)
      try issued.archive.lock()
      let name = try issued.name(issue)
      let bytes = try issued.archive.read(name, Manifest.path)
      let kept = try Manifest.retracting(bytes, reason: reason, on: today)
      try issued.archive.retract(name, keeping: Manifest.path, kept)
      Console.say("\(name): retracted: \(reason)")
      try Self.tellOthers(name, issued)
    }
  }

  private static func tellOthers(_ name: IssueName, _ issued: borrowing Issued) throws {
    for other in try issued.archive.issues(of: name.period) where other != name {
      if try issued.manifest(other).retraction == nil { Console.say("\(other) keeps its files") }
    }
  }
}

extension JobOptions {
  /// The day it is where the report is made.
  fileprivate func today() throws -> CalendarDay {
    let zone = try declared().job.timeZone
    guard let day = CalendarDay(in: zone) else {
      throw Failure(.usage, "time_zone \(zone): the time-zone database has no such zone")
    }
    return day
  }
}
