/// A document for people: a title, lines beneath it, sections.
package struct Paper: Hashable, Sendable {
  package var title: Prose
  package var lines: [Prose]
  package var sections: [Section]

  package init(title: Prose, lines: [Prose] = [], sections: [Section] = []) {
    self.title = title
    self.lines = lines
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

/// What stands one below the other in a section.
package enum Block: Hashable, Sendable {
  case paragraph(Prose)
  case list([Prose])
  /// A heading within a section.
  case heading(Prose)
  case table(PaperTable)
  case chart(Chart)
  /// What a person wrote, line by line: Markdown of theirs, which may not open headings, HTML or images.
  case authored([[AuthoredPiece]])
}

/// A run of a line that a person wrote.
package enum AuthoredPiece: Hashable, Sendable {
  case markdown(String)
  /// Filled in by us.
  case words(String)
}

/// A table to be read: text in columns, numbers to the right.
package struct PaperTable: Hashable, Sendable {
  package enum Alignment: Hashable, Sendable { case left, right }
  package struct Head: Hashable, Sendable {
    package let title: Prose
    package let alignment: Alignment

    package init(_ title: Prose, _ alignment: Alignment = .left) {
      self.title = title
      self.alignment = alignment
    }
  }

  package let heads: [Head]
  package let rows: [[Prose]]
  /// The data file the table is taken from, or the files; named beneath it.
  package let source: String

  package init(_ heads: [Head], rows: [[Prose]], source: String) {
    self.heads = heads
    self.rows = rows
    self.source = source
  }
}

/// A run of text for people. What we write ourselves and what comes from the database stay apart, so that the
/// writer can escape the second and nobody has to remember to.
package struct Prose: Hashable, Sendable {
  package enum Part: Hashable, Sendable {
    /// Our own words, plain, without markup.
    case words(String)
    /// From the database, the job file or a person: to be escaped.
    case data(String)
    case strong([Part])
    /// A link to a file of the issue, by a name of ours.
    case link(String, path: String)
    case lineBreak
  }

  package var parts: [Part]

  package init(_ parts: [Part] = []) { self.parts = parts }
  package init(_ text: Text) { parts = [.data(text.string)] }

  package static func data(_ string: String) -> Prose { Prose([.data(string)]) }
  package static func strong(_ prose: Prose) -> Prose { Prose([.strong(prose.parts)]) }
  package static func link(_ words: String, to path: String) -> Prose {
    Prose([.link(words, path: path)])
  }

  package static func + (left: Prose, right: Prose) -> Prose { Prose(left.parts + right.parts) }

  package var isEmpty: Bool { parts.isEmpty }
}

extension Prose: ExpressibleByStringInterpolation {
  package init(stringLiteral value: StaticString) { parts = [.words(value.description)] }
  package init(stringInterpolation: StringInterpolation) { parts = stringInterpolation.parts }

  /// A literal's own segments are words; what is put in is words only when its type cannot hold anybody's text.
  package struct StringInterpolation: StringInterpolationProtocol {
    var parts: [Part] = []

    package init(literalCapacity: Int, interpolationCount: Int) {}

    package mutating func appendLiteral(_ literal: StaticString) {
      if literal.utf8CodeUnitCount > 0 { parts.append(.words(literal.description)) }
    }
    package mutating func appendInterpolation(_ prose: Prose) { parts += prose.parts }
    package mutating func appendInterpolation(_ text: Text) { parts.append(.data(text.string)) }
    package mutating func appendInterpolation(_ count: Int) { parts.append(.words(String(count))) }
    package mutating func appendInterpolation(_ days: Days) {
      parts.append(.words(days.description))
    }
    package mutating func appendInterpolation(_ decimal: Decimal) {
      parts.append(.words(decimal.description))
    }
    package mutating func appendInterpolation(_ day: CalendarDay) {
      parts.append(.words(day.written))
    }
    package mutating func appendInterpolation(_ period: Period) {
      parts.append(.words(period.title))
    }
    /// Words of ours that are computed: a metric's title, a vocabulary's word.
    package mutating func appendInterpolation(words: String) { parts.append(.words(words)) }
  }
}

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

extension PaperTable.Head {
  static func number(_ title: Prose) -> Self { Self(title, .right) }
}

extension Block {
  static func table(_ heads: [PaperTable.Head], _ rows: [[Prose]], from source: String) -> Block {
    .table(PaperTable(heads, rows: rows, source: source))
  }
}

/// A row of a table whose numbers add up: its label, whole numbers and days in one order.
struct SummedRow {
  var label: Prose
  var counts: [Int] = []
  var days: [Days] = []

  static func + (left: SummedRow, right: SummedRow) -> SummedRow {
    SummedRow(
      label: left.label, counts: zip(left.counts, right.counts).map(+),
      days: zip(left.days, right.days).map(+))
  }

  var cells: [Prose] { [label] + counts.map { Prose($0) } + days.map { Prose($0) } }
}

extension [SummedRow] {
  /// The rows' cells and their total; of more than `limit` rows the rest stand summed in one.
  func cells(limit: Int) -> [[Prose]] {
    guard let first = self.first else { return [] }
    let shown = count > limit ? Array(prefix(limit)) : self
    var rows = shown.map(\.cells)
    if count > limit, let rest = dropFirst(limit).reduce(nil, Self.sum) {
      rows.append(rest.labelled("\(count - limit) others").cells)
    }
    let total = dropFirst().reduce(first, +).labelled("Total")
    return rows + [total.cells]
  }

  private static func sum(_ sum: SummedRow?, _ row: SummedRow) -> SummedRow? {
    sum.map { $0 + row } ?? row
  }
}

extension SummedRow {
  fileprivate func labelled(_ label: Prose) -> SummedRow {
    SummedRow(label: label, counts: counts, days: days)
  }
}
