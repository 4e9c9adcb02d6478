package import Facts

/// A picture of figures, as data: horizontal bars, one a row, each labelled with its value.
package struct Chart: Hashable, Sendable {
  package struct Bar: Hashable, Sendable {
    package let label: Text
    package let value: Decimal
    /// As printed beside the bar; `unknown` and the like where there is no value.
    package let printed: String
    /// A mark to compare the bar with: days profiled, full capacity. nil where there is none.
    package let mark: Decimal?

    package init(label: Text, value: Decimal, printed: String, mark: Decimal? = nil) {
      self.label = label
      self.value = value
      self.printed = printed
      self.mark = mark
    }
  }

  /// Within the issue: `charts/days-by-month.svg`.
  package let path: String
  package let title: Prose
  /// A computed sentence that says what the picture shows; also its text alternative.
  package let sentence: Prose
  /// What a bar is one of: `Borough`.
  package let subject: String
  /// What the bars measure, and what the mark stands for.
  package let unit: String
  package let markMeaning: String?
  package let bars: [Bar]
  /// The data file the figures are taken from.
  package let source: String

  package init(
    path: String, title: Prose, sentence: Prose, subject: String, unit: String,
    markMeaning: String? = nil,
    bars: [Bar], source: String
  ) {
    self.path = path
    self.title = title
    self.sentence = sentence
    self.subject = subject
    self.unit = unit
    self.markMeaning = markMeaning
    self.bars = bars
    self.source = source
  }
}
