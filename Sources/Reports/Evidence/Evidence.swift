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
    forEachRow(EvidenceFacts(programme, horizon)) { rows.append($0) }
    return Table(shape, rows: rows)
  }

  /// Its rows, by their key, one at a time.
  package func forEachRow(
    _ facts: EvidenceFacts, _ body: ([Cell]) throws -> Void
  ) rethrows {
    let (programme, horizon) = (facts.programme, facts.horizon)
    switch self {
    case .advisers: try programme.advisers.sorted { $0.id < $1.id }.map(\.evidence).forEach(body)
    case .bankHolidays: try programme.evidenceBankHolidays(horizon).forEach(body)
    case .commissions: try facts.lendByID { try body($0.evidence) }
    case .dayTotals:
      for span in programme.dayTotalSpans(horizon) {
        try facts.lendByID { try $0.evidenceDays(span).forEach(body) }
      }
    case .outcomeTotals:
      for span in programme.outcomeTotalSpans(horizon) {
        try facts.lendByID { try $0.evidenceOutcomes(span).forEach(body) }
      }
    case .reviews: try facts.lendByID { try $0.evidenceReview.map(body) }
    case .sharedPractice: try facts.lendByID { try $0.evidenceShares.forEach(body) }
    case .strands: try facts.lendByID { try $0.evidenceStrands.forEach(body) }
    case .variations: try facts.lendByID { try $0.evidenceVariations.forEach(body) }
    }
  }
}

/// What the files of `evidence/` are written from: projects put in the order of their commissions once for all of them.
package struct EvidenceFacts {
  let programme: Programme
  let horizon: Horizon
  private let order: [Int32]

  package init(_ programme: Programme, _ horizon: Horizon) {
    self.programme = programme
    self.horizon = horizon
    let ids = programme.projects.map(\.commission.id)
    order = (0..<Int32(ids.count)).sorted { ids[Int($0)] < ids[Int($1)] }
  }

  fileprivate func lendByID(_ body: (borrowing Project) throws -> Void) rethrows {
    let lent = programme.projects.span
    for place in order { try body(lent[Int(place)]) }
  }
}
