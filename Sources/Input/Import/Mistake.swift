import System

/// Something in a data folder that people have to put right.
///
/// It names numbers, dates, keys and codes; never free text, which may be about a child.
package struct Mistake: Error, Hashable, Sendable {
  /// `days.csv`
  package let file: String
  /// From 1, as a text editor counts; nil where the file as a whole is meant.
  package let line: Int?
  /// The column's name, or the names of the key's columns; nil where the row or file as a whole is meant.
  package let column: String?
  package let problem: String
  package let expected: String

  package init(
    file: String, line: Int? = nil, column: String? = nil, problem: String, expected: String
  ) {
    self.file = file
    self.line = line
    self.column = column
    self.problem = problem
    self.expected = expected
  }
}

extension Mistake: CustomStringConvertible {
  /// `days.csv:14: days: ‘0,5’ has a comma: expected a point, as in 0.5`
  package var description: String {
    let place = file + (line.map { ":\($0)" } ?? "")
    return [place, column, problem, "expected " + expected].compactMap(\.self)
      .joined(separator: ": ")
  }
}

/// All mistakes of a data folder, by file and line, as many as are kept.
package struct Refusal: Hashable, Sendable {
  /// How many mistakes are kept: who made more has one mistake in every row.
  package static let limit = 1000

  package private(set) var mistakes: [Mistake] = []
  /// How many there are, those not kept included.
  package private(set) var count = 0

  package init() {}

  package init(_ mistake: Mistake) { add(mistake) }

  mutating func add(_ mistake: Mistake) {
    count += 1
    if mistakes.count < Self.limit { mistakes.append(mistake) }
  }

  /// Joins the mistakes of another file, sorted by line.
  mutating func add(_ others: Refusal) {
    let sorted = others.mistakes.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    mistakes.append(contentsOf: sorted.prefix(Self.limit - mistakes.count).map(\.element))
    count += others.count
  }

  /// A line for each mistake kept, and one for how many more there are.
  package var lines: [String] {
    let more = count - mistakes.count
    return mistakes.map(\.description) + (more > 0 ? ["… and \(more) more mistakes"] : [])
  }

  /// The mistakes as a CSV file to open beside the data.
  package func csv(bom: Bool) -> [UInt8] {
    var encoder = CSVEncoder()
    if bom { encoder.bytes = CSVEncoder.byteOrderMark }
    encoder.header(["file", "line", "column", "problem", "expected"])
    for mistake in mistakes {
      encoder.text(mistake.file)
      if let line = mistake.line { encoder.bare(String(line)) } else { encoder.empty() }
      encoder.text(mistake.column)
      encoder.text(mistake.problem)
      encoder.text(mistake.expected)
      encoder.endRecord()
    }
    return encoder.bytes
  }
}
