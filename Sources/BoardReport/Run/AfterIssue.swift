import Core
import Input
import Issues
import System

/// The job file's command, run on an issue that has just been published: words and no shell, its folder added last.
struct AfterIssue {
  let job: Job

  /// Nothing is taken back whatever it does.
  ///
  /// - Throws: `Failure` 71, one line that says the issue is there. It names the program, never its arguments: an
  ///   address among them can be a secret.
  func run(on name: IssueName, in archive: borrowing Archive, _ signals: Signals) throws {
    guard let program = job.afterIssue.first else { return }
    let hook = "after_issue (\(program.split(separator: "/").last ?? "?"))"
    func failure(_ what: String) -> Failure {
      Failure(.hookFailed, "\(name) is published; \(hook) \(what)")
    }
    if let signal = signals.received { throw failure("was not run: stopped by signal \(signal)") }
    let command: Command
    do {
      let folder = try archive.folder.absolutePath() + "/\(name)"
      command = try Command.run(
        job.afterIssue + [folder], seconds: job.afterIssueSeconds, signals: signals)
    } catch {
      throw failure("could not be run: \(error.line)")
    }
    guard let what = command.ending.fault(limit: job.afterIssueSeconds) else { return }
    let said = Self.shown(command.lastLine)
    throw failure(said.isEmpty ? what : "\(what): \(said)")
  }

  /// What a foreign program said, as cron may mail it: one short line, no address, nothing that identifies a person.
  static func shown(_ line: String) -> String {
    guard PersonalData.kinds(in: line).isEmpty else { return "[withheld]" }
    let words = line.onOneLine.split(separator: " ")
      .map { $0.contains("://") ? "[address]" : String($0.prefix(100)) }
    return String(words.joined(separator: " ").prefix(200))
  }
}

extension Command.Ending {
  /// nil when it succeeded.
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
