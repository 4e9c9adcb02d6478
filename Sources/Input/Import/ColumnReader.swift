import Core

/// A reader of one column's cells. The reader refuses values that the column cannot hold. It writes the others in
/// COPY's text format, in one form for each value, so that equal values are equal bytes.
final class ColumnReader: Sendable {
  let name: String
  private let kind: ContractType
  private let isNullable: Bool
  private let isCode: Bool
  private let vocabulary: [[UInt8]]?
  private let range: ClosedRange<Days>?
  private let longest: Int?

  init(_ column: ColumnSchema) {
    name = column.name
    kind = column.type
    isNullable = column.isNullable
    isCode = column.isCode
    vocabulary = column.vocabulary?.map { Array($0.utf8) }
    range = column.range
    longest = column.longest
  }

  /// COPY's text for null.
  static let null = Array("\\N".utf8)

  /// Appends the value of a cell. An empty cell, a quoted empty cell and white space alone count as not recorded.
  func append(_ cell: CellBytes, to row: inout [UInt8]) throws(CellError) {
    guard !isBlank(cell) else {
      guard isNullable else { throw .blank }
      return row.append(contentsOf: Self.null)
    }
    try refuseErrorValue(cell)
    let value = cell.extracting(trimmed(cell))
    switch kind {
    case .text: try appendText(cell, to: &row)
    case .integer: try appendInteger(value, to: &row)
    case .days: try appendDays(value, in: range, to: &row)
    case .date: try appendDate(value, to: &row)
    case .instant: try appendInstant(value, to: &row)
    case .boolean: try appendBoolean(value, to: &row)
    }
  }

  private func appendText(_ cell: CellBytes, to row: inout [UInt8]) throws(CellError) {
    if let vocabulary, !vocabulary.contains(where: { equal(cell, $0) }) {
      let words = vocabulary.map { String(decoding: $0, as: UTF8.self) }
      throw CellError("the text is not in the vocabulary", expected: "one of " + words.joined(separator: ", "))
    }
    if isCode, isShortened(cell) {
      throw CellError(
        "\(CellError.shown(cell)) is a code that a spreadsheet took for a number",
        expected: "the code as it was, in a column formatted as text")
    }
    if let longest, count(of: cell) > longest {
      throw CellError("the text has \(count(of: cell)) characters", expected: "\(longest) at most")
    }
    appendEscaped(cell, to: &row)
  }
}

/// Refuses `#REF!`, `#N/A` and the other values that a spreadsheet writes for a failed formula.
private func refuseErrorValue(_ cell: CellBytes) throws(CellError) {
  guard cell[0] == UInt8(ascii: "#"), cell.count <= 8 else { return }
  let errors = ["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"]
  guard let error = errors.first(where: { equal(cell, Array($0.utf8)) }) else { return }
  throw CellError("\(error) is a spreadsheet's failed formula", expected: "the value itself")
}

/// The bytes of a cell in UTF-8, which the CSV reader owns.
typealias CellBytes = Swift.Span<UInt8>

/// Returns whether the cell is empty or holds only white space as Unicode defines it.
func isBlank(_ cell: CellBytes) -> Bool {
  var isASCII = true
  for index in cell.indices {
    let byte = cell[index]
    if byte >= 0x80 { isASCII = false } else if byte != 0x20, !(0x09...0x0D).contains(byte) { return false }
  }
  return isASCII || string(cell).unicodeScalars.allSatisfy(\.properties.isWhitespace)
}

/// Returns the range without spaces at both ends. A spreadsheet does not show such spaces around a number or date.
func trimmed(_ cell: CellBytes) -> Range<Int> {
  var (start, end) = (0, cell.count)
  while start < end, cell[start] == 0x20 { start += 1 }
  while end > start, cell[end - 1] == 0x20 { end -= 1 }
  return start..<end
}

func string(_ cell: CellBytes) -> String {
  var bytes: [UInt8] = []
  append(cell, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

func append(_ cell: CellBytes, to bytes: inout [UInt8]) { for index in cell.indices { bytes.append(cell[index]) } }

func equal(_ cell: CellBytes, _ bytes: [UInt8]) -> Bool {
  guard cell.count == bytes.count else { return false }
  for index in cell.indices where cell[index] != bytes[index] { return false }
  return true
}

/// Returns the number of Unicode code points, like PostgreSQL's char_length.
func count(of cell: CellBytes) -> Int {
  var count = 0
  for index in cell.indices where cell[index] & 0xC0 != 0x80 { count += 1 }
  return count
}

func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// Returns the number that the digits of a range make. Returns nil when the range is empty or holds anything else.
func number(_ cell: CellBytes, _ range: Range<Int>) -> Int? {
  guard range.upperBound <= cell.count, !range.isEmpty, range.count <= 17 else { return nil }
  var value = 0
  for index in range {
    guard isDigit(cell[index]) else { return nil }
    value = value * 10 + Int(cell[index] & 0x0F)
  }
  return value
}

/// Appends a text in COPY's text format.
func appendEscaped(_ cell: CellBytes, to row: inout [UInt8]) {
  for index in cell.indices {
    let byte = cell[index]
    switch byte {
    case UInt8(ascii: "\\"): row.append(contentsOf: [0x5C, 0x5C])
    case UInt8(ascii: "\n"): row.append(contentsOf: [0x5C, UInt8(ascii: "n")])
    case UInt8(ascii: "\r"): row.append(contentsOf: [0x5C, UInt8(ascii: "r")])
    case UInt8(ascii: "\t"): row.append(contentsOf: [0x5C, UInt8(ascii: "t")])
    default: row.append(byte)
    }
  }
}

/// Returns whether the cell has the form `1.23E+17`, in which a spreadsheet has lost digits.
func isShortened(_ cell: CellBytes) -> Bool {
  var index = 0
  func skipDigits() -> Int {
    let start = index
    while index < cell.count, isDigit(cell[index]) { index += 1 }
    return index - start
  }
  guard skipDigits() > 0 else { return false }
  if index < cell.count, cell[index] == UInt8(ascii: ".") || cell[index] == UInt8(ascii: ",") {
    index += 1
    guard skipDigits() > 0 else { return false }
  }
  guard index + 1 < cell.count, cell[index] | 0x20 == UInt8(ascii: "e"),
    cell[index + 1] == UInt8(ascii: "+") || cell[index + 1] == UInt8(ascii: "-")
  else { return false }
  index += 2
  return skipDigits() > 0 && index == cell.count
}

/// The problem of one cell.
struct CellError: Error {
  let problem: String
  let expected: String

  init(_ problem: String, expected: String) {
    self.problem = problem
    self.expected = expected
  }

  static let blank = CellError("the cell is empty", expected: "a value in every row")

  /// Makes the complaint about a cell that is no value of its type.
  static func wrong(_ cell: CellBytes, expected: String) -> CellError {
    CellError("\(shown(cell)) is not of this type", expected: expected)
  }

  /// Returns the cell in quotes if it looks like a number or date. Any other text could hold personal data, so the
  /// message does not repeat it.
  static func shown(_ cell: CellBytes) -> String {
    let isPlain = all(cell) { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: ","), UInt8(ascii: "-"),
        UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: " "), UInt8(ascii: "E"), UInt8(ascii: "T"),
        UInt8(ascii: "Z"):
        true
      default: false
      }
    }
    return isPlain ? quoted(cell) : "the text"
  }

  /// Returns the cell in quotes if it looks like a key or code.
  static func shownCode(_ cell: CellBytes) -> String {
    let isCode = all(cell) { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
        UInt8(ascii: "/"):
        true
      default: false
      }
    }
    return isCode ? quoted(cell) : "the text"
  }

  private static func all(_ cell: CellBytes, _ isMet: (UInt8) -> Bool) -> Bool {
    guard cell.count <= 40 else { return false }
    for index in cell.indices where !isMet(cell[index]) { return false }
    return true
  }

  private static func quoted(_ cell: CellBytes) -> String {
    var text = "‘"
    for index in cell.indices { text.unicodeScalars.append(Unicode.Scalar(cell[index])) }
    return text + "’"
  }
}
