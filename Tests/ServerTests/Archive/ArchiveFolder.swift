import Glibc
import Issues
import Support
import System
import Testing

let quarter = "2010-11-Q3"

/// A folder of the test's own and the archive's path in it.
struct ArchiveFolder: ~Copyable {
  let home: TemporaryFolder
  var path: String { home["reports"] }

  init() throws { home = try TemporaryFolder() }

  subscript(_ name: String) -> String { path + "/" + name }

  func open(fileMode: UInt16 = 0o640, tries: Int = 100) throws -> Archive {
    var archive = try Archive.open(path, fileMode: fileMode, create: true)
    try archive.lock(tries: tries)
    return archive
  }

  /// Publishes an issue of two files.
  @discardableResult func publish(_ text: String, period: String = quarter) throws -> IssueName {
    let archive = try open()
    var issue = try archive.stage(period)
    try issue.write("board-report.md", Array(text.utf8))
    try issue.write("evidence/days.csv", Array(text.utf8))
    return try archive.publish(issue)
  }

  /// What a reader sees who follows `current`.
  func current(_ period: String = quarter) throws -> String { try text(of: self["\(period)/current/board-report.md"]) }
}

func sweepWhole(_ archive: borrowing Archive) throws(FileError) -> Sweep { try archive.sweep { _, _ in true } }

extension Archive {
  /// A child that another test starts holds a copy of a lock just let go of, until it runs its own program.
  mutating func lock(tries: Int) throws {
    if tries > 1 { try eventually("the lock is free") { !isBusy() } }
    try lock()
  }

  private mutating func isBusy() -> Bool {
    do { try lock() } catch { return error.kind == .busy }
    return false
  }

  /// Why the issue was not published; nil when it was.
  borrowing func refusal(
    of issue: consuming StagedIssue, willPublish: () throws(FileError) -> Void = { () throws(FileError) in }
  ) -> FileError? {
    do {
      _ = try publish(issue, willPublish: willPublish)
      return nil
    } catch { return error }
  }
}
