import Archive
import Facts
import Files
import Writing

/// What a run leaves about itself in the archive, published or not: `status` tells of failed and unchanged runs by it.
struct LastRun {
  let period: String
  let start: Instant?
  var rows = RowCounts()
  var findings: [Finding] = []

  init(period: String) {
    self.period = period
    start = Self.now
  }

  mutating func tell(_ programme: Programme) {
    rows = programme.counts
    findings = programme.findings
  }

  /// - Parameter exit: with which the program is about to end.
  func bytes(exit: ExitCode) -> [UInt8] {
    JSON.object([
      "start": (start?.description).map(JSON.string),
      "end": (Self.now?.description).map(JSON.string),
      "exit": .integer(Int(exit.number)),
      "period": .string(period),
      "rows": .object(
        rows.byRelation.sorted { $0.key < $1.key }
          .map { .init(name: $0.key, value: .integer($0.value)) }),
      "findings": .object(
        Finding.Severity.allCases.map { severity in
          .init(
            name: severity.rawValue,
            value: .integer(findings.count { $0.severity == severity }))
        }),
    ]).bytes
  }

  private static var now: Instant? {
    Instant(secondsSince2000: CivilClock.seconds - Instant.unixEpoch)
  }
}

extension Instant {
  /// 2000-01-01 in seconds since 1970.
  static let unixEpoch: Int64 = 946_684_800
}
