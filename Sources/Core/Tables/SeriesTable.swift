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
