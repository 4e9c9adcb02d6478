import Core

/// Appends a whole number of 32 bits, the type of our tables.
func appendInteger(_ cell: CellBytes, to row: inout [UInt8]) throws(CellError) {
  let expected = "a whole number, digits alone"
  try refuseShortened(cell, expected: expected)
  let isNegative = cell[0] == UInt8(ascii: "-")
  guard let magnitude = number(cell, (isNegative ? 1 : 0)..<max(1, cell.count)) else {
    throw .wrong(cell, expected: expected)
  }
  let value = isNegative ? -magnitude : magnitude
  guard Int32(exactly: value) != nil else {
    throw CellError("\(CellError.shown(cell)) is out of range", expected: "\(Int32.min) to \(Int32.max)")
  }
  append(value, to: &row)
}

/// Appends days with a point and at most two decimals. Zeros after them are ignored.
func appendDays(_ cell: CellBytes, in range: ClosedRange<Days>?, to row: inout [UInt8]) throws(CellError) {
  let expected = "a number of days with at most two decimals, such as 0.5"
  try refuseShortened(cell, expected: expected)
  let isNegative = cell[0] == UInt8(ascii: "-")
  let start = isNegative ? 1 : 0
  var point = start
  while point < cell.count, isDigit(cell[point]) { point += 1 }
  if point > start, point < cell.count, cell[point] == UInt8(ascii: ",") {
    throw CellError(
      "\(CellError.shown(cell)) has a comma, which can separate decimals or thousands",
      expected: "a point before decimals and nothing between thousands, as in 0.5 and 1000")
  }
  guard let whole = number(cell, start..<max(start, point)) else { throw .wrong(cell, expected: expected) }
  let hundredths = try decimals(cell, from: point, expected: expected)
  let magnitude = Int64(min(whole, 1_000_000_000)) * 100 + hundredths
  let days = Days(hundredths: isNegative ? -magnitude : magnitude)
  if let range, !range.contains(days) {
    throw CellError("\(CellError.shown(cell)) is out of range", expected: "\(range.lowerBound) to \(range.upperBound)")
  }
  append(days, to: &row)
}

/// Reads the hundredths after the point, if there is one.
private func decimals(_ cell: CellBytes, from point: Int, expected: String) throws(CellError) -> Int64 {
  guard point < cell.count else { return 0 }
  guard cell[point] == UInt8(ascii: "."), number(cell, point + 1..<min(point + 18, cell.count)) != nil else {
    throw .wrong(cell, expected: expected)
  }
  var end = cell.count
  while end > point + 1, cell[end - 1] == UInt8(ascii: "0") { end -= 1 }
  switch end - point - 1 {
  case 0: return 0
  case 1: return Int64(cell[point + 1] & 0x0F) * 10
  case 2: return Int64(cell[point + 1] & 0x0F) * 10 + Int64(cell[point + 2] & 0x0F)
  default: throw CellError("\(CellError.shown(cell)) has more than two decimals", expected: expected)
  }
}

/// Appends `true` or `false`, also as `TRUE` and `FALSE`, which spreadsheets write.
func appendBoolean(_ cell: CellBytes, to row: inout [UInt8]) throws(CellError) {
  switch string(cell).lowercased() {
  case "true": row.append(UInt8(ascii: "t"))
  case "false": row.append(UInt8(ascii: "f"))
  default: throw .wrong(cell, expected: "true or false")
  }
}

private func refuseShortened(_ cell: CellBytes, expected: String) throws(CellError) {
  guard isShortened(cell) else { return }
  throw CellError("\(CellError.shown(cell)) is a number whose digits a spreadsheet has cut off", expected: expected)
}

private func append(_ value: Int, to row: inout [UInt8]) {
  if value < 0 { row.append(UInt8(ascii: "-")) }
  var (rest, unit): (UInt, UInt) = (value.magnitude, 1)
  while rest / unit >= 10 { unit *= 10 }
  while unit > 0 {
    row.append(0x30 + UInt8(rest / unit))
    rest %= unit
    unit /= 10
  }
}

private func append(_ days: Days, to row: inout [UInt8]) {
  let hundredths = Int(days.hundredths.magnitude)
  if days < .zero { row.append(UInt8(ascii: "-")) }
  append(hundredths / 100, to: &row)
  row.append(UInt8(ascii: "."))
  appendTwoDigits(hundredths % 100, to: &row)
}

/// Appends a number from 0 to 99.
func appendTwoDigits(_ number: Int, to row: inout [UInt8]) {
  row.append(0x30 + UInt8(number / 10))
  row.append(0x30 + UInt8(number % 10))
}
