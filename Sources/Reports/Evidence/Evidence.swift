package import Facts
import Metrics

/// The files of `evidence/`: rows a figure counted that stand nowhere else in the issue, without free text, from
/// which it can be explained and compared again without the database.
package enum Evidence: String, CaseIterable, Sendable {
  case advisers, bankHolidays, commissions, dayTotals, outcomeTotals, reviews, sharedPractice
  case strands, variations

  package var shape: TableShape {
    switch self {
    case .advisers: .evidenceAdvisers
    case .bankHolidays: .evidenceBankHolidays
    case .commissions: .evidenceCommissions
    case .dayTotals: .evidenceDayTotals
    case .outcomeTotals: .evidenceOutcomeTotals
    case .reviews: .evidenceReviews
    case .sharedPractice: .evidenceSharedPractice
    case .strands: .evidenceStrands
    case .variations: .evidenceVariations
    }
  }

  /// The file as a value, where there are few rows.
  package func table(_ programme: Programme, _ horizon: Horizon) -> Table {
    var rows: [[Cell]] = []
    forEachRow(programme, horizon) { rows.append($0) }
    return Table(shape, rows: rows)
  }

  /// Its rows, by their key, one at a time.
  package func forEachRow(
    _ programme: Programme, _ horizon: Horizon, _ body: ([Cell]) throws -> Void
  ) rethrows {
    switch self {
    case .advisers: try programme.advisers.sorted { $0.id < $1.id }.map(\.evidence).forEach(body)
    case .bankHolidays: try programme.evidenceBankHolidays(horizon).forEach(body)
    case .commissions: try programme.lendByID { try body($0.evidence) }
    case .dayTotals:
      for span in programme.dayTotalSpans(horizon) {
        try programme.lendByID { try $0.evidenceDays(span).forEach(body) }
      }
    case .outcomeTotals:
      for span in programme.outcomeTotalSpans(horizon) {
        try programme.lendByID { try $0.evidenceOutcomes(span).forEach(body) }
      }
    case .reviews: try programme.lendByID { try $0.evidenceReview.map(body) }
    case .sharedPractice: try programme.lendByID { try $0.evidenceShares.forEach(body) }
    case .strands: try programme.lendByID { try $0.evidenceStrands.forEach(body) }
    case .variations: try programme.lendByID { try $0.evidenceVariations.forEach(body) }
    }
  }
}

extension Programme {
  fileprivate func lendByID(_ body: (borrowing Project) throws -> Void) rethrows {
    let order = projects.indices.sorted { projects[$0].commission.id < projects[$1].commission.id }
    let lent = projects.span
    for index in order { try body(lent[index]) }
  }
}
