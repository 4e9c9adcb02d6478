import Core
import Issues
import System

/// What a run leaves about itself in the archive, published or not: `status` tells of failed and unchanged runs by it.
struct LastRun {
  let period: String
  let start: Instant?
  /// None until they were read.
  var rows = RowCounts()
  var findings: [Finding]?
  /// When a run last ended with 0, as the record before this one has it.
  let lastSuccess: Instant?
  private let countsAsSuccess: Bool

  /// - Parameters:
  ///   - before: the record this one will replace.
  ///   - isDryRun: it proves nothing about publishing, so it is no success.
  init(period: String, before: LastRunRecord?, isDryRun: Bool) {
    self.period = period
    start = .now
    lastSuccess = before?.lastSuccess
    countsAsSuccess = !isDryRun
  }

  mutating func tell(_ programme: Programme) {
    rows = programme.counts
    findings = programme.findings
  }

  /// - Parameter exit: with which the program is about to end.
  func bytes(exit: ExitCode) -> [UInt8] {
    let end = Instant.now
    let success = exit == .done && countsAsSuccess ? end : lastSuccess
    return JSON.object([
      "start": (start?.description).map(JSON.string),
      "end": (end?.description).map(JSON.string),
      "exit": .integer(Int(exit.number)),
      "period": .string(period),
      "rows": .object(
        rows.byRelation.sorted { $0.key < $1.key }
          .map { .init(name: $0.key, value: .integer($0.value)) }),
      "findings": .object(
        findings.map { findings in
          Finding.Severity.allCases.map { severity in
            .init(
              name: severity.rawValue,
              value: .integer(findings.count { $0.severity == severity }))
          }
        } ?? []),
      "last_success": (success?.description).map(JSON.string),
    ]).bytes
  }
}

/// The same, read back.
struct LastRunRecord: Hashable {
  struct Count: Hashable {
    let name: String
    let number: Int
  }

  let start: Instant
  let end: Instant
  let exit: Int
  /// By relation; none when the run ended before it had read them.
  let rows: [Count]
  /// By severity, likewise.
  let findings: [Count]
  /// nil when no run ever ended with 0.
  let lastSuccess: Instant?

  /// nil for what is no record of ours, or an older one that lacks something.
  init?(parsing bytes: [UInt8]) {
    guard let json = JSON(parsing: bytes), let exit = json["exit"]?.integer,
      let start = json["start"]?.string.flatMap({ Instant($0) }),
      let end = json["end"]?.string.flatMap({ Instant($0) })
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
  /// nil when nothing ran yet, or what is there can't be read as a record.
  borrowing func lastRunRecord() throws(FileError) -> LastRunRecord? {
    try lastRun().flatMap(LastRunRecord.init(parsing:))
  }
}

extension Instant {
  /// 2000-01-01 in seconds since 1970.
  static let unixEpoch: Int64 = 946_684_800

  /// By the system's clock.
  static var now: Instant? { Instant(secondsSince2000: CivilClock.seconds - unixEpoch) }

  var secondsSince1970: Int64 { seconds + Self.unixEpoch }
}
