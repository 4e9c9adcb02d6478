import Core
import Input
import Issues
import System

/// The archive for verbs that need no database: issues by name, their manifests and their files.
struct ArchiveReader: ~Copyable {
  var archive: Archive

  init(_ options: JobOptions) throws { try self.init(try options.declared().job) }

  init(_ job: Job) throws {
    archive = try Archive.open(job.output, fileMode: UInt16(job.fileMode), create: false)
  }

  /// Returns the name of an issue.
  ///
  /// - Throws: `Failure` 64 for a text that is no issue's name, and for an issue that does not exist.
  borrowing func name(_ text: String) throws -> IssueName {
    guard let reference = IssueReference(text) else {
      throw Failure(.usage, "\(text) is no issue's name; give one such as 2010-11-Q3 or 2010-11-Q3/1")
    }
    do { return try archive.resolve(reference) } catch {
      guard error.kind == .notFound else { throw error }
      throw Failure(.usage, "the issue \(text) does not exist in \(archive.folder.path); see board-report history")
    }
  }

  borrowing func files(_ name: IssueName) throws -> IssueFiles { try archive.contents(of: name) }

  /// Reads an issue's files. An error about the files names the issue.
  func reading<Value>(_ name: IssueName, _ read: (IssueFiles) throws -> Value) throws -> Value {
    do { return try read(try files(name)) } catch let error as IssueError {
      throw Failure(.inputOutput, "\(name): \(error)")
    }
  }

  borrowing func manifest(_ name: IssueName) throws -> Manifest { try files(name).manifest() }

  /// Returns every issue in the order of period and number.
  borrowing func names() throws -> [IssueName] {
    var names: [IssueName] = []
    for period in try archive.periods() { names += try archive.issues(of: period) }
    return names
  }

  /// Returns every issue that has a manifest. Reports damaged issues on standard error and continues, so that the
  /// others still answer.
  borrowing func history() throws -> History {
    var issues: [History.ListedIssue] = []
    for name in try names() {
      do {
        let isCurrent = try archive.current(of: name.period) == name
        issues.append(History.ListedIssue(try manifest(name), isCurrent: isCurrent))
      } catch let error as IssueError { Console.complain("\(name): \(error)") }
    }
    return History(issues)
  }
}

extension Archive {
  /// Returns the archive of a job; nil where there is none.
  static func existing(_ job: Job) throws(FileError) -> Archive? {
    do { return try Archive.open(job.output, fileMode: UInt16(job.fileMode), create: false) } catch {
      if error.kind == .notFound { return nil }
      throw error
    }
  }
}

extension Failure {
  /// Makes the failure of a verb that publishes nothing.
  init(reading error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as FileError:
      switch error.kind {
      case .busy: self.init(.busy, error.line)
      case .notFound, .cannotCreate: self.init(.outputCannotBeCreated, error.line)
      default: self.init(.inputOutput, error.line)
      }
    case let error as IssueError: self.init(.inputOutput, "\(error)")
    default: self.init(.bug, "an unexpected error of type \(type(of: error)) occurred; report it")
    }
  }
}

/// Runs a verb's work and turns any error into a line and an exit code.
func answering(_ work: () throws -> Void) throws { do { try work() } catch { throw Failure(reading: error) } }

enum AnswerFormat: String, CaseIterable { case text, csv }

extension Console {
  static func say(_ lines: [String]) { say(lines.joined(separator: "\n")) }

  /// Prints a table as CSV. A byte-order mark is left out, because another program reads the output.
  static func say(_ table: FilledTable) throws {
    let bytes = try TableWriter.bytes(of: table, byteOrderMark: false)
    Console.say(raw: String(decoding: bytes, as: UTF8.self))
  }
}
