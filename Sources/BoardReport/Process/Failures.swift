import Core
import Database
import Input
import Issues
import System

extension Failure {
  /// Every error of every room, as a line and a code.
  ///
  /// - Parameter outcome: what of the verb's work was done, which ends the line.
  init(mapping error: any Error, _ outcome: String = "nothing published") {
    switch error {
    case let failure as Failure: self = failure
    case let error as FileError: self.init(error, outcome)
    case let error as DatabaseError: self.init(error, outcome)
    case let error as ExtractError: self.init(error, outcome)
    case let error as ImportError: self.init(error, outcome)
    case let error as ReportError: self.init(.bug, "\(error); \(outcome)")
    case let error as IssueError: self.init(.inputOutput, "archive: \(error); \(outcome)")
    case let error as WritingError: self.init(.bug, "\(error); \(outcome)")
    case let error as OutputFormatError: self.init(error, outcome)
    default: self.init(.bug, "an unforeseen error of type \(type(of: error)); \(outcome)")
    }
  }

  init(stoppedBy signal: Int32) {
    self.init(.stopped(by: signal), "stopped by signal \(signal); nothing published")
  }

  private init(_ error: FileError, _ outcome: String) {
    let line = error.kind == .unconfirmed ? error.line : "\(error.line); \(outcome)"
    switch error.kind {
    case .busy: self.init(.busy, line)
    case .notFound, .cannotCreate: self.init(.outputCannotBeCreated, line)
    case .unconfirmed, .timedOut, .inputOutput: self.init(.inputOutput, line)
    case .interrupted: self.init(stoppedBy: (try? Signals.install())?.received ?? 15)
    }
  }

  private init(_ error: ExtractError, _ outcome: String) {
    let exit: ExitCode = error.kind == .contract ? .contract : .dataRefused
    self.init(exit, "\(error.line); \(outcome)")
  }

  private init(_ error: ImportError, _ outcome: String) {
    switch error.cause {
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
  fileprivate init(_ kind: DatabaseError.Kind) {
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

/// Every exit code of the program; a promise to cron, systemd and Kubernetes.
struct ExitCode: Hashable, Sendable {
  let number: Int32

  /// Done, or unchanged.
  static let done = ExitCode(number: 0)
  /// The answer is no: a quarter is due, an issue differs.
  static let answerIsNo = ExitCode(number: 1)
  /// Arguments, job file or commentary; a period that begins after today; a wrong database name.
  static let usage = ExitCode(number: 64)
  /// Data refused.
  static let dataRefused = ExitCode(number: 65)
  /// The database can't be reached, or was lost after retries.
  static let databaseUnreachable = ExitCode(number: 69)
  /// Our own mistake.
  static let bug = ExitCode(number: 70)
  /// Published, but the command after it failed.
  static let hookFailed = ExitCode(number: 71)
  static let outputCannotBeCreated = ExitCode(number: 73)
  static let inputOutput = ExitCode(number: 74)
  /// Another run holds the archive.
  static let busy = ExitCode(number: 75)
  /// Server or schema are not what the contract says.
  static let contract = ExitCode(number: 76)
  /// Privilege, wrong role or password, TLS, row security.
  static let permission = ExitCode(number: 77)

  static func stopped(by signal: Int32) -> ExitCode { ExitCode(number: 128 + signal) }
}

/// Why the program ends otherwise than well: one line for a person, and the code.
struct Failure: Error {
  let exit: ExitCode
  /// Empty when the answer that was given says it all.
  let line: String
  /// The period's name, where the work was about one.
  var period: String?

  init(_ exit: ExitCode, _ line: String) {
    self.exit = exit
    self.line = line
  }
}
