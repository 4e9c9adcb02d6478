/// CSV as we write it, cell by cell into bytes: RFC 4180, comma, CRLF, every text quoted and guarded, null empty.
///
/// Commas come by themselves; `endRecord` ends a line. A caller that streams takes `bytes` and empties it now and then.
package struct CSVEncoder: Sendable {
  /// What Excel needs at the start of a file to read it as UTF-8.
  package static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

  /// What was written so far; may be taken and emptied between any two calls.
  package var bytes: [UInt8] = []
  private var isInRecord = false

  package init() {}

  /// A text cell: always quoted, `"` doubled, guarded.
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

  /// A text cell, or an empty one for a text that is not recorded.
  package mutating func text(_ text: String?) {
    if let text { self.text(text) } else { empty() }
  }

  /// A number, date, time, boolean or column name that is printed already, unquoted and not guarded.
  ///
  /// Anything that is not of letters, digits and `-._:+` is written as text: no cell can break a line.
  package mutating func bare(_ printed: String) {
    guard printed.utf8.allSatisfy(isPlain) else { return text(printed) }
    separate()
    bytes.append(contentsOf: printed.utf8)
  }

  /// A number: `mantissa` / 10^`scale`, with `scale` digits after the point; zero has no sign.
  package mutating func number(_ mantissa: Int64, scale: Int) {
    separate()
    if mantissa < 0 { bytes.append(UInt8(ascii: "-")) }
    var unit: UInt64 = 1
    for _ in 0..<scale { unit *= 10 }
    digits(mantissa.magnitude / unit, width: 1)
    guard scale > 0 else { return }
    bytes.append(UInt8(ascii: "."))
    digits(mantissa.magnitude % unit, width: scale)
  }

  /// A date, `2010-10-01`.
  package mutating func date(_ year: Int, _ month: Int, _ day: Int) {
    separate()
    pair(year / 100)
    pair(year % 100)
    bytes.append(UInt8(ascii: "-"))
    pair(month)
    bytes.append(UInt8(ascii: "-"))
    pair(day)
  }

  /// A time in UTC, `2011-01-04T09:30:00Z`, `seconds` into the day.
  package mutating func time(_ year: Int, _ month: Int, _ day: Int, seconds: Int) {
    date(year, month, day)
    bytes.append(UInt8(ascii: "T"))
    pair(seconds / 3600)
    bytes.append(UInt8(ascii: ":"))
    pair(seconds / 60 % 60)
    bytes.append(UInt8(ascii: ":"))
    pair(seconds % 60)
    bytes.append(UInt8(ascii: "Z"))
  }

  /// In decimal, with leading zeros to `width`.
  private mutating func digits(_ value: UInt64, width: Int) {
    // Last digit first: dividing by what the compiler knows is multiplying.
    var printed = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var (rest, start) = (value, 20)
    while rest > 0 {
      start -= 1
      printed[start] += UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    for place in min(start, 20 - width)..<20 { bytes.append(printed[place]) }
  }

  /// A number below 100, in two digits.
  private mutating func pair(_ number: Int) {
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
    bytes.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  /// Cells that an encoder wrote before, one or more, without a comma before the first.
  package mutating func append(encoded cells: ArraySlice<UInt8>) {
    separate()
    bytes.append(contentsOf: cells)
  }

  /// A cell that is null.
  package mutating func empty() { separate() }

  package mutating func endRecord() {
    bytes.append(carriageReturn)
    bytes.append(lineFeed)
    isInRecord = false
  }

  /// A whole line of column names.
  package mutating func header(_ names: some Sequence<String>) {
    for name in names { bare(name) }
    endRecord()
  }

  private mutating func separate() {
    if isInRecord { bytes.append(UInt8(ascii: ",")) }
    isInRecord = true
  }
}

let quote = UInt8(ascii: "\"")
let carriageReturn = UInt8(ascii: "\r")
let lineFeed = UInt8(ascii: "\n")

private func isPlain(_ byte: UInt8) -> Bool {
  switch byte {
  case UInt8(ascii: "0")...UInt8(ascii: ":"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
    UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "_"), UInt8(ascii: "-"),
    UInt8(ascii: "."), UInt8(ascii: "+"):
    true
  default: false
  }
}

/// The formula guard: one apostrophe before a text that a spreadsheet could take for a formula, and back again.
///
/// It looks at Unicode scalars, never at Swift's Characters: `=` with a combining mark is one Character that is not `=`,
/// and a spreadsheet executes it all the same. An apostrophe is itself guarded, so removing one leading apostrophe
/// restores every value.
package enum Guard {
  /// Whether the first scalar, or the first that is not white space, could open a formula (or is an apostrophe).
  package static func isNeeded(for text: String) -> Bool {
    guard let first = text.utf8.first else { return false }
    if first > 0x20, first < 0x7F { return opensFormula(Unicode.Scalar(first)) }
    let scalars = text.unicodeScalars
    guard let start = scalars.first else { return false }
    if opensFormula(start) { return true }
    guard start.properties.isWhitespace else { return false }
    return scalars.first { !$0.properties.isWhitespace }.map(opensFormula) ?? false
  }

  package static func apply(_ text: String) -> String { isNeeded(for: text) ? "'" + text : text }

  /// The text without one leading apostrophe: what `apply` was given.
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
