import System

/// A mistake in people's data that a person must correct. A warning has the same form, and the data is read all the same.
///
/// A mistake shows numbers, dates, keys and codes. It never shows free text, which may be about a child.
package struct Mistake: Error, Hashable, Sendable {
  /// The file, such as `days.csv`.
  package let file: String
  /// The worksheet; nil for a CSV file.
  package var sheet: String?
  /// The line of a file as a text editor counts, or the row of a sheet, from 1; nil for a mistake of the whole file.
  package var line: Int?
  /// The index of the cell in its row, from 0; only in a sheet, whose columns have letters.
  package var field: Int?
  /// The column's name or the key's column names; nil for a mistake of a whole row or file.
  package var column: String?
  package let problem: String
  package let expected: String

  package init(
    file: String, sheet: String? = nil, line: Int? = nil, field: Int? = nil, column: String? = nil, problem: String,
    expected: String
  ) {
    self.file = file
    self.sheet = sheet
    self.line = line
    self.field = field
    self.column = column
    self.problem = problem
    self.expected = expected
  }
}

extension Mistake: CustomStringConvertible {
  /// The mistake on one line: `days.csv:14: days: ‘half’ is not a number of days; give …`, or
  /// `programme.xlsx: sheet days, cell E14: days: …`.
  package var description: String {
    [place, column, "\(problem); give \(expected)"].compactMap(\.self).joined(separator: ": ")
  }

  private var place: String {
    guard let sheet else { return file + (line.map { ":\($0)" } ?? "") }
    let cell = line.map { line in field.map { ", cell \(Self.letters($0))\(line)" } ?? ", row \(line)" }
    return "\(file): sheet \(sheet)\(cell ?? "")"
  }

  /// Returns the letters of a worksheet's column: A for 0, AA for 26.
  private static func letters(_ index: Int) -> String {
    let letter = String(Unicode.Scalar(UInt8(0x41 + index % 26)))
    return index < 26 ? letter : letters(index / 26 - 1) + letter
  }
}

/// The mistakes, or the warnings, of people's data in the order of files and lines, up to a limit.
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
      encoder.text([mistake.file, mistake.sheet].compactMap(\.self).joined(separator: " "))
      if let line = mistake.line { encoder.bare(String(line)) } else { encoder.empty() }
      encoder.text(mistake.column)
      encoder.text(mistake.problem)
      encoder.text(mistake.expected)
      encoder.endRecord()
    }
    return encoder.bytes
  }
}
