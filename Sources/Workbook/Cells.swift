import Core
import Issues

/// What a sheet's cell holds: text, a number, or nothing.
enum SheetValue: Hashable {
  case text(String)
  case number(Double)
  case boolean(Bool)
  case empty

  /// A date is its number of days. What a sheet would change is text instead: a number of more than 15 digits, a date
  /// before March 1900, where Excel counts a day that never was.
  init(_ cell: Cell) {
    switch cell {
    case .empty: self = .empty
    case .text(let text): self = .text(CellText.shown(text.string))
    case .boolean(let flag): self = .boolean(flag)
    case .number(let number): self = number.double.map { .number($0) } ?? .text(number.description)
    case .day(let day): self = day.serial.map { .number(Double($0)) } ?? .text(day.description)
    case .instant(let instant): self = instant.serial.map { .number($0) } ?? .text(instant.description)
    }
  }

  /// In characters, of its longest line.
  func width(_ style: CellStyle) -> Int {
    switch self {
    case .empty: 0
    case .boolean: 5
    case .text(let text): text.longestLine
    case .number(let number):
      switch style {
      case .date: 11
      case .time: 20
      case .share, .changeOfShare: 6
      case .exactShare: 9
      default: "\(Int(number.magnitude))".count * 4 / 3 + 4
      }
    }
  }
}

extension Decimal {
  /// Nearest, and nil where a spreadsheet would not keep every digit.
  fileprivate var double: Double? {
    guard mantissa.magnitude < 1_000_000_000_000_000 else { return nil }
    return Double(description)
  }
}

extension CalendarDay {
  /// Days since the last of 1899, as Excel counts from March 1900 on.
  fileprivate var serial: Int? {
    let serial = Int(number) + 36_526
    return serial >= 61 ? serial : nil
  }
}

extension Instant {
  fileprivate var serial: Double? {
    day.serial.map { serial in
      let second = seconds - Int64(day.number) * 86_400
      return Double(serial) + Double(second) / 86_400
    }
  }
}

extension String {
  fileprivate var longestLine: Int {
    guard utf8.contains(0x0A) else { return TextWidth.cells(self) }
    return split(separator: "\n").map { TextWidth.cells(String($0)) }.max() ?? 0
  }
}

/// How a cell is shown. A cell holds a number as it is recorded; the style decides which digits are seen.
enum CellStyle: Hashable, CaseIterable {
  case title, note, link, header
  case text, number, identifier, decimal, days, share
  /// A share that no whole percentage may round to 0% or 100%.
  case exactShare
  case changeOfNumber, changeOfDecimal, changeOfDays, changeOfShare
  case date, time

  /// Within a table.
  var isCell: Bool { ![.title, .note, .link, .header].contains(self) }

  /// As Excel writes it, with space behind a number for what follows; nil for text and booleans.
  var numberFormat: String? {
    switch self {
    case .title, .note, .link, .header, .text: nil
    case .number: "#,##0_)"
    case .identifier: "0"
    case .decimal: "#,##0.0_)"
    case .days: "#,##0.00_)"
    case .share: "0%_)"
    case .exactShare: "0.00%_)"
    case .changeOfNumber: "+#,##0_);-#,##0_);0_)"
    case .changeOfDecimal: "+#,##0.0_);-#,##0.0_);0.0_)"
    case .changeOfDays: "+#,##0.00_);-#,##0.00_);0.00_)"
    case .changeOfShare: "+0%_);-0%_);0%_)"
    case .date: "d mmm yyyy_)"
    case .time: "d mmm yyyy hh:mm:ss_)"
    }
  }

  init(_ cell: Cell, _ column: ColumnShape) {
    switch cell {
    case .text, .boolean, .empty: self = .text
    case .day: self = .date
    case .instant: self = .time
    case .number(let number): self.init(number, column)
    }
  }

  private init(_ number: Decimal, _ column: ColumnShape) {
    let isChange = column.name == "change" || column.name == "difference"
    switch number.scale {
    case 0 where column.kind == .integer && column.unit == nil && !isChange: self = .identifier
    case 0: self = isChange ? .changeOfNumber : .number
    case 1: self = isChange ? .changeOfDecimal : .decimal
    case 4: self = isChange ? .changeOfShare : Self.readsWhole(number) ? .exactShare : .share
    default: self = isChange ? .changeOfDays : .days
    }
  }

  /// Returns whether a share of four decimals would read as 0% or 100% and is neither.
  private static func readsWhole(_ share: Decimal) -> Bool {
    [0, 10_000].contains { share.mantissa != $0 && (share.mantissa - $0).magnitude <= 50 }
  }
}

/// Text as a cell holds it: as recorded, but for what XML or a sheet cannot hold.
///
/// Line ends of every kind are line feeds. Control and direction characters are left out, as on paper. What is longer than a
/// cell may be is cut. `_x0041_`, which spreadsheets read as a character's code, is kept from being read so.
enum CellText {
  /// In UTF-16 units, as Excel counts.
  static let longest = 32_767
  static let ending = "… (see CSV)"

  static func shown(_ text: String) -> String {
    if text.utf8.count <= longest, text.utf8.allSatisfy({ $0 >= 0x20 && $0 < 0x7F && $0 != 0x5F }) { return text }
    let visible = Array(PaperText.visible(withLineFeeds(text)).unicodeScalars)
    let whole = pieces(visible, room: longest)
    if whole.isComplete { return whole.text }
    return pieces(visible, room: longest - ending.utf16.count).text + ending
  }

  /// Returns as much of a text as fits, its escapes whole.
  private static func pieces(_ scalars: [Unicode.Scalar], room: Int) -> (text: String, isComplete: Bool) {
    var text = String.UnicodeScalarView()
    var left = room
    for (index, scalar) in scalars.enumerated() {
      let opensCode = scalar == "_" && isCode(scalars[index...].prefix(7))
      left -= opensCode ? underscore.count : scalar.value > 0xFFFF ? 2 : 1
      if left < 0 { return (String(text), false) }
      if opensCode { text.append(contentsOf: underscore) } else { text.append(scalar) }
    }
    return (String(text), true)
  }

  /// The underscore's own code: `_x0041_` becomes `_x005F_x0041_`.
  private static let underscore = Array("_x005F_".unicodeScalars)

  static func isCode(_ scalars: ArraySlice<Unicode.Scalar>) -> Bool {
    guard scalars.count == 7, scalars.last == "_", scalars[scalars.startIndex + 1] == "x" else { return false }
    return scalars.dropFirst(2).dropLast().allSatisfy(\.properties.isASCIIHexDigit)
  }

  private static func withLineFeeds(_ text: String) -> String {
    var shown = String.UnicodeScalarView()
    var last: Unicode.Scalar?
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\n": if last != "\r" { shown.append(scalar) }
      case "\r", "\u{0B}", "\u{0C}": shown.append("\n")
      case "\u{FFFE}", "\u{FFFF}": shown.append("\u{FFFD}")
      default: shown.append(scalar)
      }
      last = scalar
    }
    return String(shown)
  }
}
