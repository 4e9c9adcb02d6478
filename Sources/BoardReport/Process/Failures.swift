import Core
import Database
import Input
import Issues
import System

extension Failure {
  /// Maps every error of the modules to a line and an exit code.
  ///
  /// - Parameter outcome: the part of the verb's work that was done, which ends the line.
  init(mapping error: any Error, _ outcome: String = "nothing published") {
    switch error {
    case let failure as Failure: self = failure
    case let error as FileError: self.init(error, outcome)
    case let error as DatabaseError: self.init(error, outcome)
    case let error as StaleStandby: self.init(.contract, "\(error.line); \(outcome)")
    case let error as ImplausibleFall: self.init(.dataRefused, "\(error.line); \(outcome)")
    case let error as ExtractError: self.init(error, outcome)
    case let error as ImportError: self.init(error, outcome)
    case let error as ReportError: self.init(.bug, "\(error); \(outcome)")
    case let error as IssueError: self.init(.inputOutput, "archive: \(error); \(outcome)")
    case let error as WritingError: self.init(.bug, "\(error); \(outcome)")
    case let error as OutputFormatError: self.init(error, outcome)
    default: self.init(.bug, "an unexpected error of type \(type(of: error)) occurred; report it; \(outcome)")
    }
  }

  init(stoppedBy signal: Int32) { self.init(.stopped(by: signal), "stopped by signal \(signal); nothing published") }

  private init(_ error: FileError, _ outcome: String) {
    let line = error.kind == .unconfirmed ? error.line : "\(error.line); \(outcome)"
    switch error.kind {
    case .busy: self.init(.busy, line)
    case .notFound, .cannotCreate: self.init(.outputCannotBeCreated, line)
    case .unconfirmed, .timedOut, .inputOutput: self.init(.inputOutput, line)
    case .interrupted: self.init(stoppedBy: (try? Signals.install())?.received ?? 15)
    }
  }

  /// Makes the failure of a file that an option names.
  init(writing error: FileError, for option: String) {
    self.init(error.kind == .cannotCreate ? .outputCannotBeCreated : .inputOutput, "\(option) \(error.line)")
  }

  private init(_ error: ExtractError, _ outcome: String) {
    let exit: ExitCode = error.kind == .contract ? .contract : .dataRefused
    self.init(exit, "\(error.line); \(outcome)")
  }

  private init(_ error: ImportError, _ outcome: String) {
    switch error {
    case .refused(let refusal):
      let first = refusal.mistakes.first.map { "\($0)" } ?? "refused"
      let more = refusal.count > 1 ? " (and \(refusal.count - 1) more)" : ""
      self.init(.dataRefused, "\(first)\(more); \(outcome)")
    case .unreadable(let error): self.init(.dataRefused, "\(error.line); \(outcome)")
    case .database(let error): self.init(error, outcome)
    }
  }

  private init(_ error: OutputFormatError, _ outcome: String) {
    let exit: ExitCode =
      switch error.kind {
      case .tooLarge: .usage
      case .inputOutput: .inputOutput
      case .bug: .bug
      }
    self.init(exit, "\(error); \(outcome)")
  }

  private init(_ error: DatabaseError, _ outcome: String) {
    self.init(ExitCode(error.kind), error.line + (error.inDoubt ? "" : "; \(outcome)"))
  }
}

extension ExitCode {
  fileprivate init(_ kind: DatabaseError.Category) {
    switch kind {
    case .connection, .conflict, .resources, .deadline: self = .databaseUnreachable
    case .authentication, .permission, .rowSecurity: self = .permission
    case .noSuchDatabase, .usage: self = .usage
    case .contract, .wrongServer, .corrupted: self = .contract
    case .dataRefused: self = .dataRefused
    case .cancelled(let signal): self = .stopped(by: signal)
    case .other: self = .bug
    }
  }
}

/// An exit code of the program. Users of cron, systemd and Kubernetes rely on each code.
package struct ExitCode: Hashable, Sendable {
  package let number: Int32

  /// The work is done, or nothing changed.
  static let done = ExitCode(number: 0)
  /// The answer is no: a report is due, or an issue differs.
  static let answerIsNo = ExitCode(number: 1)
  /// An argument, the job file, the commentary or the database's name is wrong, or the period begins after today.
  static let usage = ExitCode(number: 64)
  static let dataRefused = ExitCode(number: 65)
  /// The database cannot be reached, or the session was lost in every attempt.
  static let databaseUnreachable = ExitCode(number: 69)
  static let bug = ExitCode(number: 70)
  /// The issue is published, but the command after it failed.
  static let hookFailed = ExitCode(number: 71)
  static let outputCannotBeCreated = ExitCode(number: 73)
  static let inputOutput = ExitCode(number: 74)
  /// Another run holds the archive.
  static let busy = ExitCode(number: 75)
  /// The server or the schema does not fit the contract.
  static let contract = ExitCode(number: 76)
  /// A privilege is missing, the role or password is wrong, or TLS or row security is in the way.
  static let permission = ExitCode(number: 77)

  static func stopped(by signal: Int32) -> ExitCode { ExitCode(number: 128 + signal) }
}

/// The reason for an exit code other than 0: one line for people, and the code.
struct Failure: Error {
  let exit: ExitCode
  /// The line; empty when the answer on standard output is enough.
  let line: String
  /// The name of the period that the work was about; nil when it was about none.
  var period: String?

  init(_ exit: ExitCode, _ line: String) {
    self.exit = exit
    self.line = line
  }
}
