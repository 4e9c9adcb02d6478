import Core
import Input
import Issues
import System

/// The archive as the verbs read it that need no database: issues by name, their manifests and files.
struct Issued: ~Copyable {
  var archive: Archive

  init(_ options: JobOptions) throws {
    let job = try options.declared().job
    archive = try Archive.open(job.output, fileMode: UInt16(job.fileMode), create: false)
  }

  /// - Throws: `Failure` 64 for what is no issue's name, and for an issue that is not there.
  borrowing func name(_ text: String) throws -> IssueName {
    guard let reference = IssueReference(text) else {
      throw Failure(.usage, "\(text): expected an issue such as 2010-11-Q3 or 2010-11-Q3/1")
    }
    do { return try archive.resolve(reference) } catch {
      guard error.kind == .notFound else { throw error }
      throw Failure(.usage, "\(text): no such issue in \(archive.folder.path)")
    }
  }

  borrowing func files(_ name: IssueName) throws -> IssueFiles {
    try archive.contents(of: name)
  }

  /// What an issue's files are read for; what is wrong with them is told with the issue's name.
  func reading<Value>(_ name: IssueName, _ read: (IssueFiles) throws -> Value) throws -> Value {
    do { return try read(try files(name)) } catch let error as IssueError {
      throw Failure(.inputOutput, "\(name): \(error)")
    }
  }

  borrowing func manifest(_ name: IssueName) throws -> Manifest { try files(name).manifest() }

  /// Every issue there is, by period and number.
  borrowing func names() throws -> [IssueName] {
    var names: [IssueName] = []
    for period in try archive.periods() { names += try archive.issues(of: period) }
    return names
  }

  /// Every issue that has a manifest; what is wrong with the others is told, and what could be read still answers.
  borrowing func history() throws -> History {
    var issues: [History.Issue] = []
    for name in try names() {
      do {
        let isCurrent = try archive.current(of: name.period) == name
        issues.append(History.Issue(try manifest(name), isCurrent: isCurrent))
      } catch let error as IssueError {
        Console.complain("\(name): \(error)")
      }
    }
    return History(issues)
  }
}

extension Failure {
  /// What kept an answer from being given; nothing was to be published.
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
    default: self.init(.bug, "an unforeseen error of type \(type(of: error))")
    }
  }
}

/// Runs a verb's work; whatever it throws becomes a line and a code.
func answering(_ work: () throws -> Void) throws {
  do { try work() } catch { throw Failure(reading: error) }
}

enum AnswerFormat: String, CaseIterable {
  case text, csv
}

extension Console {
  static func say(_ lines: [String]) { say(lines.joined(separator: "\n")) }

  /// As CSV, without a byte-order mark: it goes to another program.
  static func say(_ table: FilledTable) throws {
    let bytes = try TableWriter.bytes(of: table, byteOrderMark: false)
    Console.say(String(decoding: bytes, as: UTF8.self))
  }
}
