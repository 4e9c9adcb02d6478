import Core
import Issues
import System

/// The issues of a period that a new one is compared with.
struct PreviousIssues {
  /// The one it follows; nil for a first issue, and when its files were retracted.
  let latest: IssueSource?
  /// The first issue that was not provisional and still has its files.
  let settled: IssueSource?

  init(of period: String, in archive: borrowing Archive) throws {
    var settled: IssueSource?
    for name in try archive.issues(of: period) where settled == nil {
      settled = try Self.issue(name, archive) { !$0.isPartial }
    }
    self.settled = settled
    guard let current = try archive.current(of: period) else {
      latest = nil
      return
    }
    latest = try Self.issue(current, archive) { _ in true }
  }

  /// An issue that is wanted and has its files; nil otherwise. One that is damaged is named.
  private static func issue(
    _ name: IssueName, _ archive: borrowing Archive, _ isWanted: (Manifest) -> Bool
  ) throws -> IssueSource? {
    do {
      guard let manifest = try manifest(name, archive), manifest.retraction == nil,
        isWanted(manifest)
      else { return nil }
      try refuseChanged(name, archive)
      return try IssueSource(files(name, archive), manifest)
    } catch let error as IssueError {
      throw Failure(
        .inputOutput,
        "\(name): \(error); `board-report verify \(name)` tells what was changed; nothing published"
      )
    }
  }

  /// A data file that is not as it was issued would pass for what was issued then.
  private static func refuseChanged(_ name: IssueName, _ archive: borrowing Archive) throws {
    let differences = try archive.verify(name).differences
    guard let first = differences.first(where: { $0.path.hasSuffix(".csv") }) else { return }
    throw Failure(
      .inputOutput,
      "\(name): \(first); restore it from a backup, `board-report verify` tells when it is whole; nothing published"
    )
  }

  static func files(_ name: IssueName, _ archive: borrowing Archive) throws -> IssueFiles {
    try archive.contents(of: name)
  }

  private static func manifest(
    _ name: IssueName, _ archive: borrowing Archive
  ) throws -> Manifest? {
    let files = try files(name, archive)
    guard try files.open(Manifest.path) != nil else { return nil }
    return try files.manifest()
  }
}

extension Reading {
  /// With a finding for every relation that has no row left though an earlier issue was made of some: of this period,
  /// so that a re-run finds the same, or of the one before.
  func notingEmptied(
    _ earlier: PreviousIssues, _ order: Order, in archive: borrowing Archive
  ) throws -> Reading {
    guard !programme.emptyRelations.isEmpty else { return self }
    var before = try earlier.rows
    if let last = order.period.previousPeriod {
      before.formMaximum(try PreviousIssues(of: last.name, in: archive).rows)
    }
    var reading = self
    reading.programme.findings = Finding.merged([
      programme.findings,
      Finding.sorted(Finding.emptied(programme.emptyRelations, before: before)),
    ])
    return reading
  }
}

extension PreviousIssues {
  /// The most rows of each relation that one of the issues was made of.
  var rows: RowCounts {
    get throws {
      try [latest, settled].reduce(into: RowCounts()) { rows, issue in
        if let issue { rows.formMaximum(try issue.rows()) }
      }
    }
  }
}

extension RowCounts {
  fileprivate mutating func formMaximum(_ other: RowCounts) {
    byRelation.merge(other.byRelation, uniquingKeysWith: max)
  }
}
