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
