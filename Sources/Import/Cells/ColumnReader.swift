import Facts

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
