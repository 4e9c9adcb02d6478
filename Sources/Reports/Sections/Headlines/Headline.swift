import Facts
import Metrics

extension ReportFacts {
  /// A table of the programme's figures: this period beside what it is compared with, where it has that.
  func headline(_ metrics: [Metric]) -> [Block] {
    let columns = headlineColumns
    let heads = [PaperTable.Head("Measure")] + columns.map { .number($0.head) }
    let rows = metrics.map { metric in
      [Prose.words(metric.title)] + columns.map { $0.cell(metric) }
    }
    return [.table(heads, rows, from: "figures.csv")]
  }

  /// Why a comparison that a board may look for is not there: said once, beneath the first headline.
  var missingComparisons: [Block] {
    if horizon.isPartial {
      return [.paragraph("No comparison is given before the period is over.")]
    }
    let missing = [horizon.previous, horizon.lastYear].compactMap(\.self).filter {
      !isComparable($0)
    }
    guard !missing.isEmpty else { return [] }
    let names = missing.map { Prose.words($0.title) }.sentence()
    return [.paragraph("There is nothing to compare with in \(names): no adviser was in post.")]
  }

  /// Whether anybody was in post before the end of a period compared with.
  func isComparable(_ other: Period) -> Bool {
    programme.isApplicable(Frame(other, other == horizon.previous ? .previous : .lastYear))
  }

  private struct Column {
    let head: Prose
    let cell: (Metric) -> Prose
  }

  private var headlineColumns: [Column] {
    var columns = [Column(head: .words(period.label)) { prose(of: figure($0)) }]
    if let previous = horizon.previous, isComparable(previous) {
      columns.append(Column(head: .words(previous.label)) { prose(of: figure($0, previous)) })
      columns.append(
        Column(head: "Change") {
          figure($0)?.change(from: figure($0, previous)) ?? "not applicable"
        })
    }
    if let lastYear = horizon.lastYear, isComparable(lastYear) {
      columns.append(Column(head: .words(lastYear.label)) { prose(of: figure($0, lastYear)) })
    }
    if showsYearToDate {
      columns.append(
        Column(head: "Year to date") {
          $0.hasYearToDate ? prose(of: yearToDate($0)) : "not applicable"
        })
    }
    return columns
  }

  /// Beside a whole year it would say the same twice.
  var showsYearToDate: Bool {
    if case .year = period.kind { false } else { true }
  }

  private func prose(of figure: Figure?) -> Prose { figure?.prose ?? "not applicable" }
}
