import Core
import Input
import Issues
import System

/// A command that the job file names. The program runs its words without a shell and adds words of its own.
struct Hook {
  /// The job file's key.
  let key: String
  let words: [String]
  let job: Job

  /// Runs the command. Files that it makes get at most the modes of the job's file_mode, whatever the umask of the
  /// service.
  ///
  /// - Parameter last: the words that the program adds.
  /// - Returns: the fault as a predicate, such as `after_issue (copy) exited with 1`; nil when the command succeeded. The
  ///   text names the program but not its arguments, because an address among them can be a secret.
  func fault(adding last: [String], _ signals: Signals) -> String? {
    guard let program = words.first else { return nil }
    let name = "\(key) (\(program.split(separator: "/").last ?? "?"))"
    if let signal = signals.received { return "\(name) was not run, because signal \(signal) stopped the run" }
    do {
      let command = try Command.run(
        words + last, folderMode: Archive.folderMode(for: UInt16(job.fileMode)), seconds: job.afterIssueSeconds,
        signals: signals)
      guard let fault = command.ending.fault(limit: job.afterIssueSeconds) else { return nil }
      let said = Self.shown(command.lastLine, job.caseNumbers)
      return "\(name) \(fault)" + (said.isEmpty ? "" : ": \(said)")
    } catch { return "\(name) could not be run: \(error.line)" }
  }

  /// Returns the last line of another program in a form that cron may mail: one short line, without addresses and
  /// personal data.
  static func shown(_ line: String, _ caseNumbers: [CaseNumberPattern]) -> String {
    guard PersonalData.kinds(in: line, caseNumbers: caseNumbers).isEmpty else { return "[withheld]" }
    let words = line.onOneLine.split(separator: " ").map { $0.contains("://") ? "[address]" : String($0.prefix(100)) }
    return String(words.joined(separator: " ").prefix(200))
  }
}

extension Job {
  /// Delivers a new issue. The program adds the issue's folder.
  var delivery: Hook { Hook(key: "after_issue", words: afterIssue, job: self) }
  /// Removes what was delivered of a retracted issue. The program adds the issue's folder.
  var removal: Hook { Hook(key: "after_retract", words: afterRetract, job: self) }
  /// Reports a failed run. The program adds the exit code and the line of the failure.
  var alarm: Hook { Hook(key: "after_failure", words: afterFailure, job: self) }
  /// Reports that a run took place, whatever came of it. The program adds the exit code.
  var heartbeatHook: Hook { Hook(key: "heartbeat", words: heartbeat, job: self) }
}

extension Command.Ending {
  /// The fault; nil when the command succeeded.
  fileprivate func fault(limit seconds: Int) -> String? {
    switch self {
    case .ended(.exited(0)), .signalled(_, .exited(0)): nil
    case .ended(.exited(let code)): "exited with \(code)"
    case .ended(.killed(let signal)): "was killed by signal \(signal)"
    case .timedOut: "took longer than \(seconds) s and was stopped"
    case .signalled(let signal, _): "was stopped by signal \(signal)"
    }
  }
}
