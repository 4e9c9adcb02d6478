import Core
import Input
import Issues
import System

/// The record that a run leaves in the archive, published or not. `status` reports failed and unchanged runs from it.
struct LastRun {
  let period: String
  let start: Instant?
  /// The rows of each relation; empty before the run has read them.
  var rows = RowCounts()
  var findings: [Finding]?
  /// How many comments the archive's issues print whose consent has ended; nil before the run has read them.
  var quotesWithoutConsent: Int?
  /// The kind of the server that the run read, or refused as stale, and how old its last commit was in seconds.
  private var server: (kind: String, lag: Int64)?
  private var lastIssue: LastRunRecord.NewestIssue?
  /// The end of the last successful run by the record before this one.
  let lastSuccess: Instant?
  /// Why the latest run of a period was refused as implausible, by period.
  private var refusals: [String: String]
  private let countsAsSuccess: Bool

  /// - Parameters:
  ///   - before: the record that this one will replace.
  ///   - isDryRun: a dry run proves nothing about publishing, so it is no success.
  init(period: String, before: LastRunRecord?, isDryRun: Bool) {
    self.period = period
    start = .now
    lastSuccess = before?.lastSuccess
    lastIssue = before?.lastIssue
    refusals = before?.refusals ?? [:]
    countsAsSuccess = !isDryRun
  }

  mutating func note(_ reading: Reading) {
    rows = reading.programme.counts
    findings = reading.programme.findings
    server = (reading.server.name, reading.lag)
  }

  mutating func note(_ stale: StaleStandby) {
    server = (ServerKind.standby(lastCommit: nil).name, stale.lagSeconds ?? 0)
  }

  mutating func note(_ fall: ImplausibleFall) { if countsAsSuccess { refusals[period] = fall.line } }

  mutating func note(_ issued: IssueName) { lastIssue = Instant.now.map { .init(name: issued, time: $0) } }

  /// Returns the record as JSON.
  ///
  /// - Parameters:
  ///   - exit: the exit code with which the program is about to end.
  ///   - times: how long each phase took.
  func bytes(exit: ExitCode, times: [ProgressReporter.PhaseTime]) -> [UInt8] {
    let end = Instant.now
    let success = exit == .done && countsAsSuccess ? end : lastSuccess
    // An issue whose delivery failed is published all the same.
    let isPublished = [.done, .hookFailed].contains(exit) && countsAsSuccess
    let refusals = isPublished ? refusals.filter { $0.key != period } : refusals
    return JSON.object([
      "start": (start?.description).map(JSON.string), "end": (end?.description).map(JSON.string),
      "exit": .integer(Int(exit.number)), "period": .string(period), "run": .string(Log.shared.run),
      "version": .string(Program.version),
      "rows": .object(
        rows.byRelation.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .integer($0.value)) }),
      "findings": .object(
        findings.map { findings in
          Finding.Severity.allCases.map { severity in
            .init(name: severity.rawValue, value: .integer(findings.count { $0.severity == severity }))
          }
        } ?? []), "quotes_without_consent": quotesWithoutConsent.map { .integer($0) },
      "phases": .object(times.map { .init(name: $0.phase.rawValue, value: .integer($0.milliseconds)) }),
      "server": server.map { .object(["kind": .string($0.kind), "lag_seconds": .integer(Int($0.lag))]) },
      "last_issue": lastIssue.map {
        .object(["name": .string($0.name.description), "time": .string($0.time.description)])
      }, "last_success": (success?.description).map(JSON.string),
      "refusals": .object(refusals.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .string($0.value)) }),
    ]).bytes
  }
}

/// A record that was read from the archive.
struct LastRunRecord: Hashable {
  struct NamedCount: Hashable {
    let name: String
    let number: Int
  }

  struct NewestIssue: Hashable {
    let name: IssueName
    /// When it was published.
    let time: Instant
  }

  let start: Instant
  let end: Instant
  let exit: Int
  /// The rows by relation; empty when the run ended before it had read them.
  let rows: [NamedCount]
  /// The findings by severity; empty when the run ended before it had them.
  let findings: [NamedCount]
  /// How many comments the archive's issues print whose consent has ended.
  let quotesWithoutConsent: Int
  /// The milliseconds of each phase.
  let phases: [NamedCount]
  /// The kind of the server and its lag in seconds; nil when the run ended before it knew them.
  let server: NamedCount?
  /// The issue that was published last; nil when there is none.
  let lastIssue: NewestIssue?
  /// The end of the last successful run; nil when there was none.
  let lastSuccess: Instant?
  /// Why the latest run of a period was refused as implausible, by period.
  let refusals: [String: String]

  /// Returns nil for a file that is no record of this program or lacks a member.
  init?(parsing bytes: [UInt8]) {
    guard let json = JSON(parsing: bytes), let exit = json["exit"]?.integer,
      let start = json["start"]?.string.flatMap({ Instant($0) }), let end = json["end"]?.string.flatMap({ Instant($0) })
    else { return nil }
    self.start = start
    self.end = end
    self.exit = exit
    func counts(_ name: String) -> [NamedCount] {
      (json[name]?.members ?? []).compactMap { member in
        member.value.integer.map { NamedCount(name: member.name, number: $0) }
      }
    }
    rows = counts("rows")
    findings = counts("findings")
    quotesWithoutConsent = json["quotes_without_consent"]?.integer ?? 0
    phases = counts("phases")
    let server = json["server"]
    self.server = server?["kind"]?.string.flatMap { kind in
      server?["lag_seconds"]?.integer.map { NamedCount(name: kind, number: $0) }
    }
    let issue = json["last_issue"]
    lastIssue = issue?["name"]?.string.flatMap(IssueName.init(parsing:)).flatMap { name in
      issue?["time"]?.string.flatMap { Instant($0) }.map { NewestIssue(name: name, time: $0) }
    }
    lastSuccess = json["last_success"]?.string.flatMap { Instant($0) }
    refusals = Dictionary(
      (json["refusals"]?.members ?? []).compactMap { member in member.value.string.map { (member.name, $0) } },
      uniquingKeysWith: { first, _ in first })
  }
}

extension IssueName {
  /// Parses `2010-11-Q3/1`.
  init?(parsing text: String) {
    guard let reference = IssueReference(text), let number = reference.number else { return nil }
    self.init(period: reference.period, number: number)
  }
}

extension Archive {
  /// Returns nil when nothing has run, or when the file cannot be read as a record.
  borrowing func lastRunRecord() throws(FileError) -> LastRunRecord? {
    try read(record: .lastRun).flatMap(LastRunRecord.init(parsing:))
  }
}

extension Instant {
  /// 2000-01-01 in seconds since 1970.
  static let unixEpoch: Int64 = 946_684_800

  /// The time of the system's clock.
  static var now: Instant? { Instant(secondsSince2000: CivilClock.seconds - unixEpoch) }

  var secondsSince1970: Int64 { seconds + Self.unixEpoch }
}
