import Core
import Issues
import System

/// The record that a run leaves in the archive, published or not. `status` reports failed and unchanged runs from it.
struct LastRun {
  let period: String
  let start: Instant?
  /// The rows of each relation; empty before the run has read them.
  var rows = RowCounts()
  var findings: [Finding]?
  /// The end of the last successful run by the record before this one.
  let lastSuccess: Instant?
  private let countsAsSuccess: Bool

  /// - Parameters:
  ///   - before: the record that this one will replace.
  ///   - isDryRun: a dry run proves nothing about publishing, so it is no success.
  init(period: String, before: LastRunRecord?, isDryRun: Bool) {
    self.period = period
    start = .now
    lastSuccess = before?.lastSuccess
    countsAsSuccess = !isDryRun
  }

  mutating func note(_ programme: Programme) {
    rows = programme.counts
    findings = programme.findings
  }

  /// Returns the record as JSON.
  ///
  /// - Parameter exit: the exit code with which the program is about to end.
  func bytes(exit: ExitCode) -> [UInt8] {
    let end = Instant.now
    let success = exit == .done && countsAsSuccess ? end : lastSuccess
    return JSON.object([
      "start": (start?.description).map(JSON.string), "end": (end?.description).map(JSON.string),
      "exit": .integer(Int(exit.number)), "period": .string(period),
      "rows": .object(
        rows.byRelation.sorted { $0.key < $1.key }.map { .init(name: $0.key, value: .integer($0.value)) }),
      "findings": .object(
        findings.map { findings in
          Finding.Severity.allCases.map { severity in
            .init(name: severity.rawValue, value: .integer(findings.count { $0.severity == severity }))
          }
        } ?? []), "last_success": (success?.description).map(JSON.string),
    ]).bytes
  }
}

/// A record that was read from the archive.
struct LastRunRecord: Hashable {
  struct Count: Hashable {
    let name: String
    let number: Int
  }

  let start: Instant
  let end: Instant
  let exit: Int
  /// The rows by relation; empty when the run ended before it had read them.
  let rows: [Count]
  /// The findings by severity; empty when the run ended before it had them.
  let findings: [Count]
  /// The end of the last successful run; nil when there was none.
  let lastSuccess: Instant?

  /// Returns nil for a file that is no record of this program or lacks a member.
  init?(parsing bytes: [UInt8]) {
    guard let json = JSON(parsing: bytes), let exit = json["exit"]?.integer,
      let start = json["start"]?.string.flatMap({ Instant($0) }), let end = json["end"]?.string.flatMap({ Instant($0) })
    else { return nil }
    self.start = start
    self.end = end
    self.exit = exit
    func counts(_ name: String) -> [Count] {
      (json[name]?.members ?? []).compactMap { member in
        member.value.integer.map { Count(name: member.name, number: $0) }
      }
    }
    rows = counts("rows")
    findings = counts("findings")
    lastSuccess = json["last_success"]?.string.flatMap { Instant($0) }
  }
}

extension Archive {
  /// Returns nil when nothing has run, or when the file cannot be read as a record.
  borrowing func lastRunRecord() throws(FileError) -> LastRunRecord? {
    try lastRun().flatMap(LastRunRecord.init(parsing:))
  }
}

extension Instant {
  /// 2000-01-01 in seconds since 1970.
  static let unixEpoch: Int64 = 946_684_800

  /// The time of the system's clock.
  static var now: Instant? { Instant(secondsSince2000: CivilClock.seconds - unixEpoch) }

  var secondsSince1970: Int64 { seconds + Self.unixEpoch }
}
