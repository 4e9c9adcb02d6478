import Core
import System

/// Appends a whole number of 32 bits, the type of our tables. `7.0` is 7, as programs write it that know no whole numbers.
func appendInteger(_ cell: CellBytes, to row: inout [UInt8]) throws(CellError) {
  let expected = "a whole number, digits alone"
  try refuseShortened(cell, expected: expected)
  let isNegative = cell[0] == UInt8(ascii: "-")
  var end = cell.count
  while end > 2, cell[end - 1] == UInt8(ascii: "0") { end -= 1 }
  if end == cell.count || cell[end - 1] != UInt8(ascii: ".") { end = cell.count } else { end -= 1 }
  guard let magnitude = number(cell, (isNegative ? 1 : 0)..<max(1, end)) else {
    throw .wrong(cell, "a whole number", expected: expected)
  }
  let value = isNegative ? -magnitude : magnitude
  guard Int32(exactly: value) != nil else {
    throw CellError("\(CellError.shown(cell)) is out of range", expected: "\(Int32.min) to \(Int32.max)")
  }
  row.appendNumber(Int64(value), scale: 0)
}

/// Appends days with at most two decimals: `0.5`, `.5`, `5.`, `½`, `1½`, and `0,5`. Zeros after the decimals are ignored.
func appendDays(_ cell: CellBytes, in range: ClosedRange<Days>?, to row: inout [UInt8]) throws(CellError) {
  let days = try readDays(cell)
  if let range, !range.contains(days) {
    throw CellError("\(CellError.shown(cell)) is out of range", expected: "\(range.lowerBound) to \(range.upperBound)")
  }
  row.appendNumber(days.hundredths, scale: 2)
}

private func readDays(_ cell: CellBytes) throws(CellError) -> Days {
  if let days = try plainDays(cell) { return days }
  return try writtenDays(cell)
}

private let daysExpected = "a number of days with at most two decimals, such as 0.5"

/// Reads `-?[0-9]*[.,]?[0-9]*` with a digit; nil for anything else.
private func plainDays(_ cell: CellBytes) throws(CellError) -> Days? {
  let isNegative = cell[0] == UInt8(ascii: "-")
  let start = isNegative ? 1 : 0
  var point = start
  while point < cell.count, isDigit(cell[point]) { point += 1 }
  var end = point
  if point < cell.count {
    guard cell[point] == UInt8(ascii: ".") || cell[point] == UInt8(ascii: ",") else { return nil }
    end = point + 1
    while end < cell.count, isDigit(cell[end]) { end += 1 }
  }
  let digits = end - start - (end > point ? 1 : 0)
  guard end == cell.count, digits > 0 else { return nil }
  if point < cell.count, cell[point] == UInt8(ascii: ","), end - point == 4, point > start, cell[start] != 0x30 {
    throw CellError.grouped(cell, "a comma")
  }
  let whole = point > start ? number(cell, start..<point) ?? Int.max : 0
  var last = cell.count
  while last > point + 1, cell[last - 1] == UInt8(ascii: "0") { last -= 1 }
  let decimals = max(0, last - point - 1)
  guard decimals <= 2 else {
    throw CellError("\(CellError.shown(cell)) has more than two decimals", expected: daysExpected)
  }
  let tenths = decimals > 0 ? Int64(cell[point + 1] & 0x0F) : 0
  let hundredths = decimals > 1 ? Int64(cell[point + 2] & 0x0F) : 0
  let magnitude = Int64(min(whole, 1_000_000_000)) * 100 + tenths * 10 + hundredths
  return Days(hundredths: isNegative ? -magnitude : magnitude)
}

/// Reads a number with a fraction sign. Otherwise says what the cell seems to hold, and how to write it.
private func writtenDays(_ cell: CellBytes) throws(CellError) -> Days {
  try refuseShortened(cell, expected: daysExpected)
  let text = Folding.trimmed(string(cell))
  let fractions: [(sign: Character, hundredths: Int64)] = [("½", 50), ("¼", 25), ("¾", 75)]
  if let last = text.last, let fraction = fractions.first(where: { $0.sign == last }) {
    let whole = Folding.trimmed(String(text.dropLast()))
    if whole.isEmpty { return Days(hundredths: fraction.hundredths) }
    if whole.utf8.allSatisfy(isDigit), let number = Int64(whole), number < 1_000_000 {
      return Days(hundredths: number * 100 + fraction.hundredths)
    }
  }
  let shown = CellError.shown(cell)
  let hasMinus =
    text.hasPrefix("(") && text.hasSuffix(")") || text.hasSuffix("-")
    || text.unicodeScalars.first.map(isForeignMinus) ?? false
  if hasMinus, text.contains(where: \.isNumber) {
    throw CellError("\(shown) is no number below nought", expected: "a plain minus before it, as in -3")
  }
  if text.hasSuffix("%") {
    throw CellError("\(shown) is a percentage", expected: daysExpected)
  }
  if text.contains(":") {
    throw CellError("\(shown) is a time", expected: "days, not hours, such as 0.5")
  }
  if text.contains(where: { "£€$".contains($0) }) {
    throw CellError("\(shown) is an amount of money", expected: daysExpected)
  }
  if text.hasPrefix("'"), text.allSatisfy({ !$0.isLetter }) {
    throw CellError("\(shown) begins with an apostrophe", expected: "the number without it")
  }
  if text.contains(where: { $0 == "," || $0 == "'" || $0.isWhitespace }), text.allSatisfy({ !$0.isLetter }) {
    throw CellError("\(shown) has something between its digits", expected: "nothing between thousands, as in 1000")
  }
  throw .wrong(cell, "a number of days", expected: daysExpected)
}

/// Returns whether the character is a dash that people or programs write for a minus.
private func isForeignMinus(_ scalar: Unicode.Scalar) -> Bool {
  scalar == "\u{2212}" || scalar != "-" && scalar.properties.generalCategory == .dashPunctuation
}

/// Refuses `1.000`. A file with semicolons comes from a country whose decimals have a comma, and whose thousands may have a point.
func refuseGrouped(_ cell: CellBytes) throws(CellError) {
  let start = cell[0] == UInt8(ascii: "-") ? 1 : 0
  let point = cell.count - 4
  guard (start + 1...start + 3).contains(point), cell[point] == UInt8(ascii: "."), cell[start] != 0x30,
    number(cell, start..<point) != nil, number(cell, point + 1..<cell.count) != nil
  else { return }
  throw CellError.grouped(cell, "a point")
}

extension CellError {
  fileprivate static func grouped(_ cell: CellBytes, _ mark: String) -> CellError {
    CellError(
      "\(shown(cell)) has \(mark), which can separate decimals or thousands",
      expected: "a point before decimals and nothing between thousands, as in 0.5 and 1000")
  }
}

/// Appends yes or no: `true`, `Yes`, `y`, `t`, `1`, and their opposites, in any case.
func appendBoolean(_ cell: CellBytes, to row: inout [UInt8]) throws(CellError) {
  switch Folding.key(string(cell)) {
  case "true", "yes", "y", "t", "1": row.append(UInt8(ascii: "t"))
  case "false", "no", "n", "f", "0": row.append(UInt8(ascii: "f"))
  default: throw .wrong(cell, "yes or no", expected: "true or false")
  }
}

/// Refuses a number in the form `1.23E+17`.
private func refuseShortened(_ cell: CellBytes, expected: String) throws(CellError) {
  guard isShortened(cell) else { return }
  throw CellError("\(CellError.shown(cell)) is a number whose digits a spreadsheet has cut off", expected: expected)
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
