import Database
import Extract
import Files
import Frozen
import Import
import Reports
import Writing

extension Failure {
  /// Every error of every room, as a line and a code.
  init(mapping error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as FileError: self.init(error)
    case let error as DatabaseError: self.init(error)
    case let error as ExtractError: self.init(error)
    case let error as ImportError: self.init(error)
    case let error as ReportError: self.init(.bug, "\(error); nothing published")
    case let error as FrozenError: self.init(.inputOutput, "archive: \(error); nothing published")
    case let error as WritingError: self.init(.bug, "\(error); nothing published")
    default: self.init(.bug, "an unforeseen error of type \(type(of: error)); nothing published")
    }
  }

  init(stoppedBy signal: Int32) {
    self.init(.stopped(by: signal), "stopped by signal \(signal); nothing published")
  }

  private init(_ error: FileError) {
    let line = error.kind == .unconfirmed ? error.line : "\(error.line); nothing published"
    switch error.kind {
    case .busy: self.init(.busy, line)
    case .notFound, .cannotCreate: self.init(.outputCannotBeCreated, line)
    case .unconfirmed, .timedOut, .inputOutput: self.init(.inputOutput, line)
    case .interrupted: self.init(stoppedBy: (try? Signals.install())?.received ?? 15)
    }
  }

  private init(_ error: ExtractError) {
    let exit: ExitCode = error.kind == .contract ? .contract : .dataRefused
    self.init(exit, "\(error.line); nothing published")
  }

  private init(_ error: ImportError) {
    switch error.cause {
    case .refused(let refusal):
      let first = refusal.mistakes.first.map { "\($0)" } ?? "refused"
      let more = refusal.count > 1 ? " (and \(refusal.count - 1) more)" : ""
      self.init(.dataRefused, "\(first)\(more); nothing published")
    case .unreadable(let error): self.init(.dataRefused, "\(error.line); nothing published")
    case .database(let error): self.init(error)
    }
  }

  private init(_ error: DatabaseError) {
    self.init(ExitCode(error.kind), "\(error.line); nothing published")
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
