import System

/// A mistake in a data folder that a person must correct.
///
/// A mistake shows numbers, dates, keys and codes. It never shows free text, which may be about a child.
package struct Mistake: Error, Hashable, Sendable {
  /// The file, such as `days.csv`.
  package let file: String
  /// The line from 1, as a text editor counts; nil for a mistake of the whole file.
  package var line: Int?
  /// The column's name or the key's column names; nil for a mistake of a whole row or file.
  package var column: String?
  package let problem: String
  package let expected: String
}

extension Mistake: CustomStringConvertible {
  /// The mistake on one line: `days.csv:14: days: ‘0,5’ has a comma; give a point, as in 0.5`
  package var description: String {
    let place = file + (line.map { ":\($0)" } ?? "")
    return [place, column, "\(problem); give \(expected)"].compactMap(\.self).joined(separator: ": ")
  }
}

/// The mistakes of a data folder in the order of files and lines, up to a limit.
package struct Refusal: Hashable, Sendable {
  /// The largest number of mistakes to keep. A folder with more has a mistake in every row.
  package static let limit = 1000

  package private(set) var mistakes: [Mistake] = []
  /// The number of mistakes, including those not kept.
  package private(set) var count = 0

  package init() {}

  package init(_ mistake: Mistake) { add(mistake) }

  mutating func add(_ mistake: Mistake) {
    count += 1
    if mistakes.count < Self.limit { mistakes.append(mistake) }
  }

  /// Adds the mistakes of another file, sorted by line.
  mutating func add(_ others: Refusal) {
    let sorted = others.mistakes.enumerated().sorted {
      ($0.element.line ?? 0, $0.offset) < ($1.element.line ?? 0, $1.offset)
    }
    mistakes.append(contentsOf: sorted.prefix(Self.limit - mistakes.count).map(\.element))
    count += others.count
  }

  /// One line for each kept mistake, and one line with the number of further mistakes.
  package var lines: [String] {
    let more = count - mistakes.count
    return mistakes.map(\.description) + (more > 0 ? ["… and \(more) more mistakes"] : [])
  }

  /// Returns the mistakes as a CSV file to open beside the data.
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
