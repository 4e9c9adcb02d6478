/// An encoder of CSV as this program writes it (RFC 4180): comma, CRLF, every text quoted and guarded, a null cell
/// empty.
///
/// The encoder writes the commas between cells. `endRecord` ends a line. A caller that streams takes `bytes` and
/// empties it.
package struct CSVEncoder: Sendable {
  /// The mark that Excel needs at the start of a file to read it as UTF-8.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// The bytes written so far. A caller may take and empty them between any two calls.
  package var bytes: [UInt8] = []
  private var isInRecord = false

  package init() {}

  /// Writes a text cell: always quoted, each `"` doubled, guarded against formulas.
  package mutating func text(_ text: String) {
    separate()
    bytes.append(quote)
    if Guard.isNeeded(for: text) { bytes.append(Guard.apostrophe) }
    if text.utf8.contains(quote) {
      for byte in text.utf8 {
        if byte == quote { bytes.append(quote) }
        bytes.append(byte)
      }
    } else {
      bytes.append(contentsOf: text.utf8)
    }
    bytes.append(quote)
  }

  /// Writes a text cell, or an empty cell for a text that is not recorded.
  package mutating func text(_ text: String?) { if let text { self.text(text) } else { empty() } }

  /// Writes a number, date, time, boolean or column name that is already printed, without quotes and without a guard.
  ///
  /// Writes anything with a character other than letters, digits and `-._:+` as text, so that no cell can break a line.
  package mutating func bare(_ printed: String) {
    guard printed.utf8.allSatisfy(isPlain) else { return text(printed) }
    separate()
    bytes.append(contentsOf: printed.utf8)
  }

  /// Writes the number `mantissa` / 10^`scale`.
  package mutating func number(_ mantissa: Int64, scale: Int) {
    separate()
    bytes.appendNumber(mantissa, scale: scale)
  }

  package mutating func date(_ day: (year: Int, month: Int, day: Int)) {
    separate()
    bytes.appendDate(day)
  }

  /// Writes a time in UTC; `seconds` counts from the start of the day.
  package mutating func time(_ day: (year: Int, month: Int, day: Int), seconds: Int) {
    separate()
    bytes.appendTime(day, seconds: seconds)
  }

  /// Appends one or more cells that an encoder wrote before, without a comma before the first.
  package mutating func append(encoded cells: ArraySlice<UInt8>) {
    separate()
    bytes.append(contentsOf: cells)
  }

  /// Writes a null cell.
  package mutating func empty() { separate() }

  package mutating func endRecord() {
    bytes.append(carriageReturn)
    bytes.append(lineFeed)
    isInRecord = false
  }

  /// Writes a whole line of column names.
  package mutating func header(_ names: some Sequence<String>) {
    for name in names { bare(name) }
    endRecord()
  }

  private mutating func separate() {
    if isInRecord { bytes.append(UInt8(ascii: ",")) }
    isInRecord = true
  }
}

extension [UInt8] {
  /// Appends the number `mantissa` / 10^`scale` with `scale` digits after the point. Zero has no sign.
  package mutating func appendNumber(_ mantissa: Int64, scale: Int) {
    if mantissa < 0 { append(UInt8(ascii: "-")) }
    var unit: UInt64 = 1
    for _ in 0..<scale { unit *= 10 }
    appendDigits(mantissa.magnitude / unit, width: 1)
    guard scale > 0 else { return }
    append(UInt8(ascii: "."))
    appendDigits(mantissa.magnitude % unit, width: scale)
  }

  /// Appends a date, `2010-10-01`.
  package mutating func appendDate(_ day: (year: Int, month: Int, day: Int)) {
    appendPair(day.year / 100)
    appendPair(day.year % 100)
    append(UInt8(ascii: "-"))
    appendPair(day.month)
    append(UInt8(ascii: "-"))
    appendPair(day.day)
  }

  /// Appends a time in UTC, `2011-01-04T09:30:00Z`; `seconds` counts from the start of the day.
  package mutating func appendTime(_ day: (year: Int, month: Int, day: Int), seconds: Int) {
    appendDate(day)
    append(UInt8(ascii: "T"))
    appendPair(seconds / 3600)
    append(UInt8(ascii: ":"))
    appendPair(seconds / 60 % 60)
    append(UInt8(ascii: ":"))
    appendPair(seconds % 60)
    append(UInt8(ascii: "Z"))
  }

  /// Appends a number in decimal, with leading zeros up to `width`.
  private mutating func appendDigits(_ value: UInt64, width: Int) {
    // The last digit comes first. The compiler turns a division by a constant into a multiplication.
    var printed = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var (rest, start) = (value, 20)
    while rest > 0 {
      start -= 1
      printed[start] += UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    for place in Swift.min(start, 20 - width)..<20 { append(printed[place]) }
  }

  /// Appends a number below 100 as two digits.
  private mutating func appendPair(_ number: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }
}

let quote = UInt8(ascii: "\"")
let carriageReturn = UInt8(ascii: "\r")
let lineFeed = UInt8(ascii: "\n")

private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "+"):
    true
  default: false
  }
}

/// The formula guard: one apostrophe before a text that a spreadsheet could take for a formula.
///
/// The guard examines Unicode scalars, never Swift's Characters: `=` with a combining mark is one Character that is not
/// `=`, and a spreadsheet executes the formula all the same. The guard protects a leading apostrophe too, so `remove`
/// restores every value.
package enum Guard {
  /// Returns whether the first scalar, or the first that is not white space, could open a formula or is an apostrophe.
  static func isNeeded(for text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if first > 0x20, first < 0x7F { return opensFormula(Unicode.Scalar(first)) }
    let scalars = text.unicodeScalars
    guard let start = scalars.first else { return false }
    if opensFormula(start) { return true }
    guard start.properties.isWhitespace else { return false }
    return scalars.first { !$0.properties.isWhitespace }.map(opensFormula) ?? false
  }

  package static func apply(_ text: String) -> String { isNeeded(for: text) ? "'" + text : text }

  /// Returns the text that was given to `apply`: the guarded text without one leading apostrophe.
  package static func remove(_ text: String) -> String {
    guard text.utf8.first == apostrophe else { return text }
    return String(text.unicodeScalars.dropFirst())
  }

  static let apostrophe = UInt8(ascii: "'")

  private static func opensFormula(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "=", "+", "-", "@", "\t", "\r", "\n", "'", "＝", "＋", "－", "＠": true
    default: false
    }
  }
}
