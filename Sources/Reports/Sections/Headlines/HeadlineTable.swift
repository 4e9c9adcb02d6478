import Facts
import Metrics

extension Table {
  /// The paper's headline figures as numbers, each with its status beside it; no file of an issue, but a sheet of its workbook.
  static func headline(_ facts: ReportFacts) -> Table {
    let spans = facts.headlineSpans
    let rows = facts.headlineMetrics.map { part, metric in
      [Cell(part.title.description), Cell(metric.title), Cell(metric.unit.shown)]
        + spans.flatMap { $0.cells(metric) }
    }
    return Table(
      TableShape(
        "", "Headline", "The programme's figures, beside those they are compared with.", key: [],
        [
          Column("part", "Part", required: true, "The section of the paper that holds the figure."),
          Column("measure", "Measure", required: true, "What is measured; see Methods."),
          Column("unit", "Unit", required: true, "What the value counts."),
        ] + spans.flatMap(\.columns)), rows: rows)
  }
}

/// A span beside the others: its columns, and a metric's cells in them.
struct HeadlineSpan {
  let columns: [Column]
  let cells: (Metric) -> [Cell]
}

extension ReportFacts {
  fileprivate var headlineMetrics: [(part: PaperSection, metric: Metric)] {
    settings.orderedSections.flatMap { section -> [(part: PaperSection, metric: Metric)] in
      let metrics: [Metric] =
        switch section {
        case .howMuch: Metric.howMuch
        case .howWell: Metric.howWell
        case .betterOff: Metric.betterOff
        default: []
        }
      return metrics.map { (section, $0) }
    }
  }

  /// The same comparisons as the paper's.
  fileprivate var headlineSpans: [HeadlineSpan] {
    let statuses = Statuses(horizon, previous: previous)
    var spans = [
      span("value", period.label, statuses) { figure($0) },
      HeadlineSpan(columns: [.takenFrom]) { [Cell(figure($0)?.n)] },
    ]
    if let previous = horizon.previous, isComparable(previous) {
      spans.append(span("previous", previous.label, statuses) { figure($0, previous) })
      spans.append(
        HeadlineSpan(columns: [.change]) {
          [figure($0)?.difference(from: figure($0, previous)).map { .number($0) } ?? .empty]
        })
    }
    if let lastYear = horizon.lastYear, isComparable(lastYear) {
      spans.append(span("last_year", lastYear.label, statuses) { figure($0, lastYear) })
    }
    if showsYearToDate {
      spans.append(
        span("year_to_date", "Year to date", statuses) {
          $0.hasYearToDate ? yearToDate($0) : nil
        })
    }
    return spans
  }

  private func span(
    _ name: String, _ title: String, _ statuses: Statuses, _ figure: @escaping (Metric) -> Figure?
  ) -> HeadlineSpan {
    HeadlineSpan(columns: [
      Column(name, title, .number, blank: "The status beside it says why.", "The figure's value."),
      Column("\(name)_status", "Status, \(title)", required: true, "How far it may be relied on."),
    ]) { metric in
      guard let found = figure(metric) else {
        return [.empty, Cell(FigureStatus.notApplicable.rawValue)]
      }
      return [Cell(found.measure), Cell(statuses.status(of: found).rawValue)]
    }
  }
}

extension Column {
  fileprivate static let takenFrom = Column(
    "n", "Taken from", .integer, blank: "The figure is neither a ratio nor a median.",
    "Beside a ratio or a median: its denominator where that is a count, or how many values it is taken from."
  )
  fileprivate static let change = Column(
    "change", "Change", .number, blank: "One of the two has no value.",
    "The value less the one before it, as both are printed; of a share in points.")
}

extension Metric.Unit {
  /// As people read the values: a ratio is shown in hundredths.
  fileprivate var shown: String { self == .ratio ? "per cent" : rawValue }
}

extension Figure {
  /// As `change(from:)` says it, as a number; a share's points as a share.
  fileprivate func difference(from other: Figure?) -> Decimal? {
    guard let now = measure.shown, let was = other?.measure.shown else { return nil }
    let change = now.subtracting(was)
    guard case .amount(.ratio) = measure else { return change }
    return Decimal(mantissa: change.mantissa * 100, scale: 4)
  }
}
