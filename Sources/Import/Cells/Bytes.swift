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
