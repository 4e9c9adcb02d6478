import Core
import Input
import Issues
import System

/// The job file's command for a new issue. The program runs its words without a shell and adds the issue's folder as
/// the last word. Copies that the command makes get the modes of the job's file_mode, whatever the umask of the service.
struct AfterIssue {
  let job: Job

  /// Runs the command. The issue stays published whatever the command does.
  ///
  /// - Throws: `Failure` 71 with one line that says that the issue is published. The line names the program but not its
  ///   arguments, because an address among them can be a secret.
  func run(on name: IssueName, in archive: borrowing Archive, _ signals: Signals) throws {
    guard let program = job.afterIssue.first else { return }
    let hook = "after_issue (\(program.split(separator: "/").last ?? "?"))"
    func failure(_ what: String) -> Failure { Failure(.hookFailed, "\(name) is published, but \(hook) \(what)") }
    if let signal = signals.received { throw failure("was not run, because signal \(signal) stopped the run") }
    let command: Command
    do {
      let folder = try archive.folder.absolutePath() + "/\(name)"
      command = try Command.run(
        job.afterIssue + [folder], folderMode: archive.folderMode, seconds: job.afterIssueSeconds, signals: signals)
    } catch { throw failure("could not be run: \(error.line)") }
    guard let what = command.ending.fault(limit: job.afterIssueSeconds) else { return }
    let said = Self.shown(command.lastLine)
    throw failure(said.isEmpty ? what : "\(what): \(said)")
  }

  /// Returns the last line of another program in a form that cron may mail: one short line, without addresses and
  /// personal data.
  static func shown(_ line: String) -> String {
    guard PersonalData.kinds(in: line).isEmpty else { return "[withheld]" }
    let words = line.onOneLine.split(separator: " ").map { $0.contains("://") ? "[address]" : String($0.prefix(100)) }
    return String(words.joined(separator: " ").prefix(200))
  }
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
