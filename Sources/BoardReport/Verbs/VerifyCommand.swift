import ArgumentParser
import Issues
import System

/// The verb `verify`, which compares every file of an issue with its manifest. Without an issue's name it verifies all
/// issues.
struct VerifyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "verify", abstract: "Compare every file of an issue with its manifest.",
    discussion: """
      Without ISSUE, verifies every issue of the archive. Exits 1 when a file is missing, changed or not in the manifest. A \
      retracted issue is correct when only its manifest is left.
      """)

  @OptionGroup var job: JobOptions

  @Argument(help: "2010-11-Q3, the period's current issue, or 2010-11-Q3/1.") var issue: String?

  func run() throws {
    try answering {
      let issued = try ArchiveReader(job)
      let names = try issue.map { [try issued.name($0)] } ?? issued.names()
      var differing = 0
      for name in names where !(try Self.printVerification(of: name, issued)) { differing += 1 }
      guard differing == 0 else { throw Failure(.answerIsNo, "\(differing) of \(names.count) issues differ") }
      if names.isEmpty { Console.say("Nothing has been issued.") }
    }
  }

  /// Prints the result and returns whether the issue agrees with its manifest.
  private static func printVerification(of name: IssueName, _ issued: borrowing ArchiveReader) throws -> Bool {
    do {
      let found = try issued.archive.verify(name)
      for difference in found.differences { Console.say("\(name): \(difference)") }
      if found.agrees { Console.say("\(name): \(found.summary)") }
      return found.agrees
    } catch let error as IssueError {
      Console.say("\(name): \(error)")
      return false
    }
  }
}

extension Verification {
  fileprivate var summary: String { retraction.map { "retracted: \($0)" } ?? "\(files) files, all as issued" }
}
