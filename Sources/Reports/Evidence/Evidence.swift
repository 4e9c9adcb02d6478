package import Facts
import Metrics

/// The files of `evidence/`: rows a figure counted that stand nowhere else in the issue, without free text, from
/// which it can be explained and compared again without the database. Made one at a time, since each may be long.
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

  /// Its rows, by their key.
  package func table(_ programme: Programme, _ horizon: Horizon) -> Table {
    Table(shape, rows: rows(programme, horizon))
  }

  private func rows(_ programme: Programme, _ horizon: Horizon) -> [[Cell]] {
    let projects = programme.projects.sorted { $0.commission.id < $1.commission.id }
    switch self {
    case .advisers: return programme.advisers.sorted { $0.id < $1.id }.map(\.evidence)
    case .bankHolidays: return programme.evidenceBankHolidays(horizon)
    case .commissions: return projects.map(\.evidence)
    case .dayTotals:
      let spans = programme.dayTotalSpans(horizon)
      return spans.flatMap { span in projects.flatMap { $0.evidenceDays(span) } }
    case .outcomeTotals:
      let spans = programme.outcomeTotalSpans(horizon)
      return spans.flatMap { span in projects.flatMap { $0.evidenceOutcomes(span) } }
    case .reviews: return projects.compactMap(\.evidenceReview)
    case .sharedPractice: return projects.flatMap(\.evidenceShares)
    case .strands: return projects.flatMap(\.evidenceStrands)
    case .variations: return projects.flatMap(\.evidenceVariations)
    }
  }
}
