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

/// What became of the delivery of each issue by `after_issue`: the archive's file `.delivered.json`.
///
/// An issue is recorded before it is published, so that a killed run is noticed. A delivery that failed is tried again by
/// the next run, until it succeeds or a newer issue of the period takes its place.
struct Deliveries {
  enum DeliveryOutcome: Hashable {
    /// Not tried yet, or the run was killed.
    case outstanding
    case failed(String)
    case delivered(Instant)
  }

  private(set) var outcomes: [IssueName: DeliveryOutcome] = [:]

  /// Reads the record. A record that cannot be read counts as none.
  init(of archive: borrowing Archive) throws(FileError) {
    guard let json = try archive.read(record: .delivered).flatMap(JSON.init(parsing:)) else { return }
    for member in json.members ?? [] {
      guard let name = IssueName(parsing: member.name) else { continue }
      let time = member.value["delivered"]?.string.flatMap { Instant($0) }
      let reason = member.value["failed"]?.string
      outcomes[name] = time.map(DeliveryOutcome.delivered) ?? reason.map(DeliveryOutcome.failed) ?? .outstanding
    }
  }

  subscript(name: IssueName) -> DeliveryOutcome? {
    get { outcomes[name] }
    set { outcomes[name] = newValue }
  }

  func write(to archive: borrowing Archive) throws(FileError) {
    let members = outcomes.sorted { $0.key < $1.key }.map { name, outcome in
      JSON.NamedValue(name: name.description, value: outcome.json)
    }
    try archive.write(record: .delivered, JSON.object(members).bytes)
  }

  /// Returns the issues that are not delivered, with the reason. An issue counts while it has its files and is current.
  func missing(in archive: borrowing Archive) throws -> [(name: IssueName, reason: String)] {
    var missing: [(name: IssueName, reason: String)] = []
    for (name, outcome) in outcomes.sorted(by: { $0.key < $1.key }) {
      guard let reason = outcome.reason, try archive.current(of: name.period) == name,
        let manifest = try? archive.contents(of: name).manifest(), manifest.retraction == nil
      else { continue }
      missing.append((name, reason))
    }
    return missing
  }
}

extension Deliveries.DeliveryOutcome {
  fileprivate var json: JSON {
    switch self {
    case .outstanding: .object([])
    case .failed(let reason): .object(["failed": .string(reason)])
    case .delivered(let time): .object(["delivered": .string(time.description)])
    }
  }

  /// Why the issue is not delivered; nil when it is.
  fileprivate var reason: String? {
    switch self {
    case .outstanding: "after_issue was not run to its end"
    case .failed(let reason): reason
    case .delivered: nil
    }
  }
}

extension Job {
  /// Delivers every issue that is not delivered. The issues stay published whatever the command does.
  ///
  /// - Parameter archive: an archive whose lock is held.
  /// - Throws: `Failure` 71 for the first issue that could not be delivered, after the others were tried.
  func deliverMissing(in archive: borrowing Archive, _ signals: Signals) throws {
    guard !afterIssue.isEmpty else { return }
    var deliveries = try Deliveries(of: archive)
    var first: Failure?
    for (name, _) in try deliveries.missing(in: archive) {
      if let fault = delivery.fault(adding: [try archive.path(of: name)], signals) {
        deliveries[name] = .failed(fault)
        first = first ?? Failure(.hookFailed, "\(name) is published, but \(fault)")
      } else {
        deliveries[name] = Instant.now.map(Deliveries.DeliveryOutcome.delivered)
      }
      try deliveries.write(to: archive)
    }
    if let first { throw first }
  }
}

extension Archive {
  borrowing func path(of name: IssueName) throws(FileError) -> String { try folder.absolutePath() + "/\(name)" }
}
