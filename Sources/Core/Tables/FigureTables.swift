/// A figure as `figures.csv` prints it.
package struct FigureRow: Sendable {
  let identity: Text
  let figure: Figure
  let status: FigureStatus
  /// The days of the figure's span; nil for a span without days of its own.
  let days: SpanBounds?

  /// Returns every figure of every grain but project, by identity.
  static func all(_ measures: Measures, _ statuses: Statuses) -> [FigureRow] {
    let figures = measures.figures
    let identities = figures.map { Text($0.identity) }
    let spans = SpanBounds.all(measures.context)
    // The indices are sorted instead of the figures, because a figure is large to move.
    let order = figures.indices.sorted { identities[$0] < identities[$1] }
    return order.map {
      FigureRow(
        identity: identities[$0], figure: figures[$0], status: statuses.status(of: figures[$0]),
        days: spans[figures[$0].span])
    }
  }
}

extension Tables {
  /// One row a figure of every grain but project, by identity.
  package static let figures = Table<FigureRow>(
    "figures.csv", "Figures",
    "Every figure of the report but those of single projects, which are the cells of projects.csv.", key: ["figure"]
  ) {
    Column("figure", "Figure", "The figure's identity, metric/grain/key/span, the same in every issue and period.") {
      $0.identity
    }
    Column("metric", "Metric", codes: figureMetrics, "What is measured.") { $0.figure.metric.id }
    Column(
      "grain", "Grain", codes: Grain.words.filter { $0 != Grain.project.rawValue },
      "What the figure is about: the programme, or one adviser, borough, theme and so on."
    ) { $0.figure.grain.rawValue }
    Column("key", "Key", "Which one it is about; all for the programme, ~ for what is not recorded or not listed.") {
      Figure.encoded($0.figure.key)
    }
    Column(
      "span", "Span", "Which days it counts: a period, the year to date (ytd), to date (to) or twelve months (12m)."
    ) { $0.figure.span }
    Column("value", "Value", blank: "The status is not applicable or unknown.", "The figure's value, in its unit.") {
      $0.figure.measure.amount?.number
    }
    Column("unit", "Unit", codes: figureUnits, "What the value counts.") { $0.figure.unit.rawValue }
    Column(
      "status", "Status", codes: FigureStatus.words,
      """
      The first that holds: not applicable; unknown, because an input is not recorded; provisional, because the \
      period is not over; revised since the period's first issue that was not provisional; final.
      """
    ) { $0.status.rawValue }
    Column(takenFrom) { $0.figure.n }
    Column("word", "Word", blank: "The value is a number.", "The figure's value where it is a word: a verdict.") {
      ($0.figure.measure.amount).flatMap { $0.isWord ? $0.description : nil }
    }
    Column("from", "From", blank: "The figure counts everything to date.", "The first day of the span.") {
      $0.days?.first
    }
    Column("until", "Until", blank: "The span has no days of its own.", "The last day of the span.") { $0.days?.last }
  }

  /// The workbook's headline prints the same column.
  static let takenFrom = ColumnShape(
    "n", "Taken from", .integer, blank: "The figure is neither a ratio nor a median.",
    "Beside a ratio or a median: its denominator where that is a count, or how many values it is taken from.")

  private static let figureMetrics = Catalogue.all.filter { metric in
    metric.grains == [.measure] || metric.unit.counted != nil && metric.grains != [.project]
  }.map(\.id)
  private static let figureUnits =
    (Catalogue.all.filter { $0.grains != [.project] } + SeriesMeasure.allCases.map(\.metric)).compactMap(\.unit.counted)
    .reduce(into: [String]()) { if !$0.contains($1) { $0.append($1) } } + [MetricUnit.word.rawValue]

  /// One row a figure that differs from the previous issue's, by identity: the order in which revisions arrive.
  package static let revisions = Table<Revision>(
    "revisions.csv", "Revisions", "Every figure that differs from the previous issue, and why.", key: ["figure"]
  ) {
    Column("figure", "Figure", "The figure's identity, metric/grain/key/span.") { $0.figure }
    Column(
      "was", "Was", blank: "The previous issue had no such figure, or no value for it.",
      "The value as the previous issue printed it."
    ) { PrintedValue(text: $0.was) }
    Column(
      "now", "Now", blank: "This issue has no such figure, or no value for it.", "The value as this issue prints it."
    ) { PrintedValue(text: $0.now) }
    Column("difference", "Difference", blank: "One of the two is no number.", "Now less was.") { $0.difference }
    Column(
      "cause", "Cause", codes: Revision.Cause.words,
      """
      The first that holds: method (the way of computing changed); setting (the job file changed); period went on \
      (the previous issue was provisional, or had nothing to compare with); deletion (a row is gone); correction (a row \
      changed); late entry (a row recorded after the previous issue's snapshot); record (a commission's own fields, or \
      what belongs to it); reference data (an adviser, bank holiday or borough); earlier period (rows dated before the \
      period).
      """
    ) { $0.cause.rawValue }
    Column(
      "rows", "Rows", blank: "No row of the data moved the figure.",
      "The rows that moved it, relation:column=value;…, 20 at most, then how many more."
    ) { nonEmpty($0.rows) }
    Column(
      "causes", "All causes",
      "Every cause that holds, in the order in which the column cause lists them, separated by semicolons."
    ) { $0.causes.map(\.rawValue).joined(separator: "; ") }
  }

  /// One row a finding about the data, by rule, relation and key: the order in which findings arrive.
  package static let quality = Table<Finding>(
    "quality.csv", "Data quality", "What in the data a person should look at."
  ) {
    Column("rule", "Rule", "The rule that was broken.") { $0.rule }
    Column(
      "severity", "Severity", codes: Finding.Severity.words,
      "How grave it is: an error makes a figure wrong or incomplete, a warning may."
    ) { $0.severity.rawValue }
    Column("relation", "Relation", "The relation that holds the row.") { $0.relation }
    Column(
      "key", "Key",
      "Which row: column=value;…, a text with its invisible characters named, or withheld where it may identify a person."
    ) { $0.key }
    Column("message", "Message", "What is wrong, and what was expected.") { $0.message }
  }
}

/// Returns nil for an empty text: the cell is then empty.
private func nonEmpty(_ text: String) -> String? { text.isEmpty ? nil : text }

/// The first and the last day of a figure's span. What counts everything to date has no first day.
struct SpanBounds: Hashable, Sendable {
  let first: CalendarDay?
  let last: CalendarDay

  private init(_ span: Span) { (first, last) = (span.from, span.lastDay) }

  private init(to last: CalendarDay) { (first, self.last) = (nil, last) }

  /// Returns the days of every span of a report, by the span's name in the identities of figures.
  static func all(_ context: ReportingContext) -> [String: SpanBounds] {
    var days = [context.period.yearToDateName: SpanBounds(context.yearToDate)]
    for period in context.frames.map(\.period) {
      if let year = period.year { days[year.name] = SpanBounds(year.span) }
      days[period.name] = SpanBounds(period.span)
      days[period.toDateName] = SpanBounds(to: period.span.lastDay)
      days[period.twelveMonthsName] = SpanBounds(period.twelveMonths)
    }
    return days
  }
}

/// A point of a series as `series.csv` prints it.
package struct SeriesRow: Sendable {
  fileprivate let series: Series
  fileprivate let index: Int

  fileprivate var point: Series.Point { series.points[index] }
  fileprivate var number: Int { series.curve.segment(of: index) }
  fileprivate var segment: Curve.Segment { series.curve.segments[number] }

  /// Returns every point of every series, in the order of the series and of the points.
  static func all(_ series: [Series]) -> [SeriesRow] {
    series.flatMap { series in series.points.indices.map { SeriesRow(series: series, index: $0) } }
  }
}

extension Tables {
  /// One row a point, by measure and day.
  package static let series = Table<SeriesRow>(
    "series.csv", "Series", "The points of each measure's series, with the limits of their segment.", key: ["figure"]
  ) {
    Column("figure", "Figure", "The point's identity, metric/grain/key/span.") { row in
      FigureIdentity(
        row.series.measure.metric, row.point.grain, encodedKey: row.point.key, span: row.point.span
      ).description
    }
    Column("metric", "Metric", codes: SeriesMeasure.allCases.map(\.id), "What is measured.") { $0.series.measure.id }
    Column("key", "Key", "The project of a wait; all for the programme.") { $0.point.key }
    Column("span", "Span", "The calendar month; of a project's wait, to date (to).") { $0.point.span }
    Column(
      "value", "Value", blank: "Nobody was in post on the first day, or there was nothing to measure: a gap.",
      "The point."
    ) {
      $0.point.amount?.number
    }
    Column(
      "n", "Taken from", blank: "The value is neither a ratio nor a median.", "What a ratio or a median is taken from."
    ) {
      $0.point.n
    }
    Column("segment", "Segment", "Counts the parts of the series that are judged apart, from 1.") { $0.number + 1 }
    Column("mean", "Mean", blank: few, "The mean of the segment.") { $0.series.mean($0.segment) }
    Column("lower", "Lower limit", blank: few, "The lower limit of the segment.") { $0.series.lower($0.segment) }
    Column("upper", "Upper limit", blank: few, "The upper limit of the segment.") { $0.series.upper($0.segment) }
    Column(
      "point", "Point", codes: PointType.words, blank: "There is no point, or the segment has fewer than 13.",
      "How the point lies among the others, the first that holds."
    ) { $0.series.judged($0.index)?.type.rawValue }
  }

  private static let few = "The segment has fewer than 13 points."
}

extension TableShape { package static let series = Tables.series.shape }
