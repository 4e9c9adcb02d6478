package import Core

/// Every figure of the programme in every current issue, as one long table.
package struct ProgrammeHistory {
  private struct LongRow {
    let period: Period
    let span: FigureSpan?
    let figure: SavedFigure

    /// The first day that the figure counts; nil where it counts to date.
    var from: CalendarDay? { isToDate ? nil : span?.days.from }
    var isToDate: Bool { figure.identity.span == period.toDateName }
  }

  private var rows: [LongRow] = []

  package init() {}

  /// Adds an issue. Issues are added in the order of the history.
  package mutating func add(_ manifest: Manifest, _ figures: SavedFigures) {
    guard let context = manifest.context else { return }
    let ofProgramme = figures.byIdentity.values.filter { $0.identity.grain == .programme }
    for figure in ofProgramme.sorted(by: { Text($0.identity.description) < Text($1.identity.description) }) {
      rows.append(LongRow(period: manifest.period, span: FigureSpan(figure.identity.span, context), figure: figure))
    }
  }

  private static let declared = Table<LongRow>(
    "all-figures.csv", "All figures", "Every figure of the programme in every current issue.",
    key: ["period", "figure"]
  ) {
    Column("period", "Period", "The period's name.") { $0.period.name }
    Column("from", "From", blank: "It counts to date.", "The first day that the figure counts.") { $0.from }
    Column("until", "Until", blank: "It is not known.", "The last day that the figure counts.") {
      $0.span?.days.lastDay
    }
    Column("figure", "Figure", "The figure's identity.") { $0.figure.identity.description }
    Column("metric", "Metric", "What is measured.") { $0.figure.identity.metric }
    Column("grain", "Grain", "What the figure is about.") { $0.figure.identity.grain.rawValue }
    Column("key", "Key", "Which one it is about.") { $0.figure.identity.key }
    Column("span", "Span", "Which days it counts.") { $0.figure.identity.span }
    Column("value", "Value", blank: "The status says why.", "As the issue prints it.") { Decimal($0.figure.value) }
    Column("n", "Taken from", blank: "It is neither a ratio nor a median.", "What a ratio or a median is taken from.") {
      $0.figure.n
    }
    Column("status", "Status", blank: "It has none of its own.", "Its status in the issue.") {
      $0.figure.status?.rawValue
    }
  }

  package var table: FilledTable { Self.declared.filled(rows) }

  package var lines: [String] {
    Listing(
      rows,
      [
        "period": { $0.period.name }, "figure": { $0.figure.identity.description }, "value": { $0.figure.words },
        "n": { $0.figure.n.map { String($0) } ?? "" },
      ]
    ).lines()
  }
}

extension IssueFiles {
  /// Returns the points of a measure's series; nil where the issue has none.
  package func series(_ measure: SeriesMeasure) throws -> FilledTable? {
    guard try open(TableShape.series.path) != nil else { return nil }
    let shape = TableShape.series
    let name = Cell(measure.id)
    guard let metric = shape.columns.firstIndex(where: { $0.name == "metric" }) else { return nil }
    var rows: [[Cell]] = []
    try forEachRow(of: shape, shape.columns) { if $0[metric] == name { rows.append($0) } }
    return rows.isEmpty ? nil : FilledTable(shape: shape, rows: rows)
  }
}
