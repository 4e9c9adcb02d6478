import Core
import Issues
import System

/// The issues of a period with which a new issue is compared.
struct PreviousIssues {
  /// The previous issue; nil for a first issue, and when the previous issue was retracted.
  let latest: IssueSource?
  /// The first issue that was not provisional and still has its files.
  let settled: IssueSource?

  /// - Throws: when the archive's issues of that name are of other days.
  init(of period: Period, in archive: borrowing Archive) throws {
    try archive.refuseOtherDays(of: period, "; nothing published")
    var settled: IssueSource?
    for name in try archive.issues(of: period.name) where settled == nil {
      settled = try Self.issue(name, archive) { !$0.isPartial }
    }
    self.settled = settled
    guard let current = try archive.current(of: period.name) else {
      latest = nil
      return
    }
    latest = try Self.issue(current, archive) { _ in true }
  }

  /// Returns an issue if `isWanted` accepts it and it has its files. Throws an error with the issue's name when the
  /// issue is damaged.
  private static func issue(_ name: IssueName, _ archive: borrowing Archive, _ isWanted: (Manifest) -> Bool) throws
    -> IssueSource?
  {
    do {
      guard let manifest = try manifest(name, archive), manifest.retraction == nil, isWanted(manifest) else {
        return nil
      }
      try refuseChanged(name, archive)
      return try IssueSource(files(name, archive), manifest)
    } catch let error as IssueError {
      throw Failure(
        .inputOutput, "\(name): \(error); run board-report verify \(name) to see what changed; nothing published")
    }
  }

  /// Refuses an issue with a changed data file, because the comparison would take its values for issued ones.
  private static func refuseChanged(_ name: IssueName, _ archive: borrowing Archive) throws {
    let differences = try archive.verify(name).differences
    guard let first = differences.first(where: { $0.path.hasSuffix(".csv") }) else { return }
    throw Failure(
      .inputOutput, "\(name): \(first); restore it from a backup and check it by board-report verify; nothing published"
    )
  }

  static func files(_ name: IssueName, _ archive: borrowing Archive) throws -> IssueFiles {
    try archive.contents(of: name)
  }

  private static func manifest(_ name: IssueName, _ archive: borrowing Archive) throws -> Manifest? {
    let files = try files(name, archive)
    guard try files.open(Manifest.path) != nil else { return nil }
    return try files.manifest()
  }
}

extension Reading {
  /// Adds a finding for every relation that has no row left though an earlier issue was made of some: an issue of this period,
  /// so that a re-run finds the same, or one of the period before.
  mutating func addEmptiedRelations(_ earlier: PreviousIssues, _ order: RunOrder, in archive: borrowing Archive) throws
  {
    guard !programme.emptyRelations.isEmpty else { return }
    var before = try earlier.rows(of: programme.emptyRelations)
    // Before the year's first month was changed, another period may have had the name.
    if let last = order.period.previousPeriod, try archive.isOf(last) {
      before.formMaximum(try PreviousIssues(of: last, in: archive).rows(of: programme.emptyRelations))
    }
    let emptied = Finding.emptied(programme.emptyRelations, before: before)
    programme.findings = Finding.merged([programme.findings, Finding.sorted(emptied)])
  }
}

extension PreviousIssues {
  /// Returns the largest number of rows of each of these relations in one of the issues.
  func rows(of names: Set<String>) throws -> RowCounts {
    try [latest, settled].reduce(into: RowCounts()) { rows, issue in
      if let issue { rows.formMaximum(try issue.rows(of: names)) }
    }
  }
}

extension RowCounts {
  fileprivate mutating func formMaximum(_ other: RowCounts) {
    byRelation.merge(other.byRelation, uniquingKeysWith: max)
  }
}

// A period is known by its dates: another first month of the year gives its name to other days.
extension Archive {
  /// Returns whether the archive's issues of the period's name, if there are any, are of its days.
  borrowing func isOf(_ period: Period) throws -> Bool { try span(of: period.name).map { $0 == period.span } ?? true }

  /// Refuses a period whose name the archive gives to other days.
  ///
  /// - Parameter outcome: what ends the line.
  borrowing func refuseOtherDays(of period: Period, _ outcome: String = "") throws {
    guard let span = try span(of: period.name), span != period.span else { return }
    throw Failure(
      .usage,
      """
      \(period.name) of this archive is \(span.written), and of this job \(period.span.written); \
      set year_starts_in as it was, or give another output\(outcome)
      """)
  }

  /// Returns the days of the first issue of that name whose manifest can be read; nil when there is none.
  private borrowing func span(of period: String) throws -> Span? {
    for name in try issues(of: period) {
      if let manifest = try? contents(of: name).manifest() { return manifest.period.span }
    }
    return nil
  }
}
