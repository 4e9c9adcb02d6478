/// A document for people: a title, lines beneath it, sections.
package struct Paper: Hashable, Sendable {
  package var title: Prose
  package var lines: [Prose]
  /// The sections of the first page. Contents follow them in a document of pages.
  package var front: [Section]
  package var sections: [Section]

  package init(title: Prose, lines: [Prose] = [], front: [Section] = [], sections: [Section] = []) {
    self.title = title
    self.lines = lines
    self.front = front
    self.sections = sections
  }
}

/// A part of a paper with a heading of its own.
package struct Section: Hashable, Sendable {
  package var title: Prose
  package var blocks: [Block]

  package init(_ title: Prose, _ blocks: [Block]) {
    self.title = title
    self.blocks = blocks
  }
}

/// A paragraph, a list, a table or a picture of a section.
package enum Block: Hashable, Sendable {
  case paragraph(Prose)
  case list([Prose])
  /// A heading within a section.
  case heading(Prose)
  /// A heading below a heading.
  case subheading(Prose)
  case table(PaperTable)
  case chart(Chart)
  /// At most two, side by side.
  case curves([LineChart])
  /// Markdown that a person wrote, line by line. It may not open headings, HTML or images.
  case authored([[AuthoredPiece]])
}

/// A run of a line that a person wrote.
package enum AuthoredPiece: Hashable, Sendable {
  case markdown(String)
  /// A figure that the program filled in.
  case words(String)
}

/// A table to be read: text in columns, numbers to the right.
package struct PaperTable: Hashable, Sendable {
  package enum Alignment: Hashable, Sendable { case left, right }
  package struct Head: Hashable, Sendable {
    package let title: Prose
    package var alignment = Alignment.left
  }

  package let heads: [Head]
  package let rows: [[Prose]]
  /// The data file that the table is taken from; named beneath the table.
  package let source: String
}

/// A column of a table of the paper: its heading, and the value that a row has in it.
struct PaperColumn<Row> {
  /// Days and counts add up. Days that are not recorded print `unknown`, and count as zero in a total.
  enum Value {
    case prose(Prose)
    case count(Int)
    case days(Days?)
  }

  let head: PaperTable.Head
  let value: (Row) -> Value

  /// A column of text.
  init(_ title: Prose, _ value: @escaping (Row) -> Prose) {
    head = PaperTable.Head(title: title)
    self.value = { .prose(value($0)) }
  }

  private init(number title: Prose, _ value: @escaping (Row) -> Value) {
    head = PaperTable.Head(title: title, alignment: .right)
    self.value = value
  }

  /// A column of numbers that do not add up.
  static func number(_ title: Prose, _ value: @escaping (Row) -> Prose) -> Self {
    Self(number: title) { .prose(value($0)) }
  }
  static func count(_ title: Prose, _ value: @escaping (Row) -> Int) -> Self {
    Self(number: title) { .count(value($0)) }
  }
  static func days(_ title: Prose, _ value: @escaping (Row) -> Days?) -> Self {
    Self(number: title) { .days(value($0)) }
  }
}

extension PaperColumn.Value {
  fileprivate var prose: Prose {
    switch self {
    case .prose(let prose): prose
    case .count(let count): Prose(count)
    case .days(let days): .known(days)
    }
  }

  /// Returns the sum; nothing for prose.
  fileprivate func adding(_ other: Self) -> Self {
    switch (self, other) {
    case (.count(let one), .count(let other)): .count(one + other)
    case (.days(let one), .days(let other)): .days((one ?? .zero) + (other ?? .zero))
    default: .prose(Prose())
    }
  }
}

extension Block {
  /// Returns a table with a line for each row.
  static func table<Row>(
    _ rows: some Sequence<Row>, from source: String, _ columns: [PaperColumn<Row>]
  ) -> Block {
    let lines = rows.map { row in columns.map { $0.value(row).prose } }
    return .table(PaperTable(heads: columns.map(\.head), rows: lines, source: source))
  }

  /// Returns a table whose last line is the total. Of more than `limit` rows the rest are summed in one line.
  static func totalledTable<Row>(
    _ rows: some Sequence<Row>, limit: Int = .max, from source: String, _ columns: [PaperColumn<Row>]
  ) -> Block {
    let values = rows.map { row in columns.map { $0.value(row) } }
    var lines = values.prefix(limit).map { $0.map(\.prose) }
    func sum(_ values: some Collection<[PaperColumn<Row>.Value]>, _ label: Prose) -> [Prose] {
      let zero = columns.map { _ in PaperColumn<Row>.Value.prose(Prose()) }
      let sums = values.dropFirst().reduce(values.first ?? zero) { sums, row in zip(sums, row).map { $0.adding($1) } }
      return [label] + sums.dropFirst().map { if case .prose = $0 { Prose() } else { $0.total } }
    }
    if values.count > limit {
      lines.append(sum(values.dropFirst(limit), .count(values.count - limit, "other", "others")))
    }
    if !values.isEmpty { lines.append(sum(values, "Total")) }
    return .table(PaperTable(heads: columns.map(\.head), rows: lines, source: source))
  }
}

extension PaperColumn.Value {
  /// As a total prints it: days that no row has recorded are zero.
  fileprivate var total: Prose { if case .days(let days) = self { Prose(days ?? .zero) } else { prose } }
}

/// A picture of bars, one a row, each labelled with its value.
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
  /// What the bars measure.
  package let unit: String
  /// What the mark means; nil where no bar has a mark.
  package let markMeaning: String?
  package let bars: [Bar]
  /// The data file the figures are taken from.
  package let source: String

  package init(
    path: String, title: Prose, sentence: Prose, subject: String, unit: String, markMeaning: String? = nil, bars: [Bar],
    source: String
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

  /// A picture shows no more bars than these.
  static let mostBars = 40
}

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
