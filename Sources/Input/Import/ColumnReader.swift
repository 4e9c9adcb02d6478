import Core

/// Reads the cells of one column: refuses what the column cannot hold, and writes the rest as COPY takes it, one
/// spelling for each value, so that equal values are equal bytes.
final class ColumnReader: Sendable {
  let name: String
  private let kind: Contract.Kind
  private let isNullable: Bool
  private let isCode: Bool
  private let vocabulary: [[UInt8]]?
  private let range: ClosedRange<Days>?
  private let longest: Int?

  init(_ column: Contract.Column) {
    name = column.name
    kind = column.type
    isNullable = column.isNullable
    isCode = column.isCode
    vocabulary = column.vocabulary?.map { Array($0.utf8) }
    range = column.range
    longest = column.longest
  }

  /// What COPY takes for null.
  static let null = Array("\\N".utf8)

  /// Appends the value of a cell. An empty cell, also a quoted one, and white space alone are not recorded.
  func append(_ cell: Cell, to row: inout [UInt8]) throws(Complaint) {
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

  private func appendText(_ cell: Cell, to row: inout [UInt8]) throws(Complaint) {
    if let vocabulary, !vocabulary.contains(where: { equal(cell, $0) }) {
      let words = vocabulary.map { String(decoding: $0, as: UTF8.self) }
      throw Complaint(
        "a text outside the vocabulary", expected: "one of " + words.joined(separator: ", "))
    }
    if isCode, isShortened(cell) {
      throw Complaint(
        "\(Complaint.shown(cell)) is a code that a spreadsheet took for a number",
        expected: "the code as it was, in a column formatted as text")
    }
    if let longest, count(of: cell) > longest {
      throw Complaint("\(count(of: cell)) characters", expected: "\(longest) at most")
    }
    appendEscaped(cell, to: &row)
  }
}

/// `#REF!`, `#N/A` and the like: what a spreadsheet writes where a formula failed.
private func refuseErrorValue(_ cell: Cell) throws(Complaint) {
  guard cell[0] == UInt8(ascii: "#"), cell.count <= 8 else { return }
  let errors = ["#REF!", "#N/A", "#NAME?", "#VALUE!", "#DIV/0!", "#NUM!", "#NULL!"]
  guard let error = errors.first(where: { equal(cell, Array($0.utf8)) }) else { return }
  throw Complaint("\(error), a spreadsheet's failed formula", expected: "the value itself")
}

/// The bytes of a cell, UTF-8, where the reader keeps them.
typealias Cell = Swift.Span<UInt8>

/// Whether there is nothing, or white space alone (Unicode's).
func isBlank(_ cell: Cell) -> Bool {
  var isASCII = true
  for index in cell.indices {
    let byte = cell[index]
    if byte >= 0x80 {
      isASCII = false
    } else if byte != 0x20, !(0x09...0x0D).contains(byte) {
      return false
    }
  }
  return isASCII || string(cell).unicodeScalars.allSatisfy(\.properties.isWhitespace)
}

/// What is left without the spaces around a number or date, which nobody sees in a spreadsheet.
func trimmed(_ cell: Cell) -> Range<Int> {
  var (start, end) = (0, cell.count)
  while start < end, cell[start] == 0x20 { start += 1 }
  while end > start, cell[end - 1] == 0x20 { end -= 1 }
  return start..<end
}

func string(_ cell: Cell) -> String {
  var bytes: [UInt8] = []
  append(cell, to: &bytes)
  return String(decoding: bytes, as: UTF8.self)
}

func append(_ cell: Cell, to bytes: inout [UInt8]) {
  for index in cell.indices { bytes.append(cell[index]) }
}

func equal(_ cell: Cell, _ bytes: [UInt8]) -> Bool {
  guard cell.count == bytes.count else { return false }
  for index in cell.indices where cell[index] != bytes[index] { return false }
  return true
}

/// Unicode code points, as PostgreSQL's char_length counts.
func count(of cell: Cell) -> Int {
  var count = 0
  for index in cell.indices where cell[index] & 0xC0 != 0x80 { count += 1 }
  return count
}

func isDigit(_ byte: UInt8) -> Bool { byte &- 0x30 < 10 }

/// The number that the digits of a part of a cell make; nil where anything else, or nothing, stands.
func number(_ cell: Cell, _ range: Range<Int>) -> Int? {
  guard range.upperBound <= cell.count, !range.isEmpty, range.count <= 17 else { return nil }
  var value = 0
  for index in range {
    guard isDigit(cell[index]) else { return nil }
    value = value * 10 + Int(cell[index] & 0x0F)
  }
  return value
}

/// Text as COPY's text format takes it.
func appendEscaped(_ cell: Cell, to row: inout [UInt8]) {
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

/// `1.23E+17`: digits a spreadsheet has thrown away.
func isShortened(_ cell: Cell) -> Bool {
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

/// What is wrong with one cell.
struct Complaint: Error {
  let problem: String
  let expected: String

  init(_ problem: String, expected: String) {
    self.problem = problem
    self.expected = expected
  }

  static let blank = Complaint("nothing recorded", expected: "a value in every row")

  /// A cell that is no value of its type.
  static func wrong(_ cell: Cell, expected: String) -> Complaint {
    Complaint("\(shown(cell)) is not of this type", expected: expected)
  }

  /// The cell in quotes if it is a number, date or the like; else only that it is text, which may be anything.
  static func shown(_ cell: Cell) -> String {
    let isPlain = all(cell) { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "."), UInt8(ascii: ","),
        UInt8(ascii: "-"), UInt8(ascii: "+"), UInt8(ascii: "/"), UInt8(ascii: " "),
        UInt8(ascii: "E"), UInt8(ascii: "T"), UInt8(ascii: "Z"):
        true
      default: false
      }
    }
    return isPlain ? quoted(cell) : "a text"
  }

  /// A key or code in quotes, if it looks like one.
  static func shownCode(_ cell: Cell) -> String {
    let isCode = all(cell) { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "-"), UInt8(ascii: "."),
        UInt8(ascii: "_"), UInt8(ascii: "/"):
        true
      default: false
      }
    }
    return isCode ? quoted(cell) : "a text"
  }

  private static func all(_ cell: Cell, _ isMet: (UInt8) -> Bool) -> Bool {
    guard cell.count <= 40 else { return false }
    for index in cell.indices where !isMet(cell[index]) { return false }
    return true
  }

  private static func quoted(_ cell: Cell) -> String {
    var text = "‘"
    for index in cell.indices { text.unicodeScalars.append(Unicode.Scalar(cell[index])) }
    return text + "’"
  }
}
