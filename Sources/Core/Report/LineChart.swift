/// A small picture of a series: its points joined by a line, the mean and the limits of each segment, and numbered events.
package struct LineChart: Hashable, Sendable {
  package struct ChartPoint: Hashable, Sendable {
    /// The month, or the project.
    package let label: Text
    /// nil for a gap, which the line does not cross.
    package let value: Decimal?
    /// Whether the point is a sign of change. It has another shape.
    package let isSignal: Bool
  }

  /// A part with its own mean and limits; with too few points it has only its median.
  package struct ChartSegment: Hashable, Sendable {
    package let range: Range<Int>
    package let centre: Decimal
    /// `mean` or `median`.
    package let centreName: String
    package let lower: Decimal?
    package let upper: Decimal?
  }

  package struct Mark: Hashable, Sendable {
    package let number: Int
    package let index: Int
    package let what: Text
  }

  /// Within the issue: `charts/trend-days-delivered.svg`.
  package let path: String
  package let title: Prose
  /// What the picture shows, its verdict among it: the text alternative.
  package let sentence: Prose
  /// What a point is one of: `Month`.
  package let subject: String
  package let unit: String
  package let points: [ChartPoint]
  package let segments: [ChartSegment]
  package let marks: [Mark]
  package let source = "series.csv"
}
