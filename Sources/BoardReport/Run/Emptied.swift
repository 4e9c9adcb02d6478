import Archive
import Facts
import Frozen

extension Reading {
  /// With a finding for every relation that has no row left though an earlier issue was made of some: of this period,
  /// so that a re-run finds the same, or of the one before.
  func notingEmptied(
    _ earlier: Earlier, _ order: Order, in archive: borrowing Archive
  ) throws -> Reading {
    guard !programme.emptyRelations.isEmpty else { return self }
    var before = try earlier.rows
    if let last = order.period.previousPeriod {
      before.formMaximum(try Earlier(of: last.name, in: archive).rows)
    }
    var reading = self
    reading.programme.findings = Finding.sorted(
      programme.findings + Finding.emptied(programme.emptyRelations, before: before))
    return reading
  }
}

extension Earlier {
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
