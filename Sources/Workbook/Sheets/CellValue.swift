import Facts
import Reports
import Writing

/// What a sheet's cell holds: text, a number, or nothing.
enum CellValue: Hashable {
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
    case .number(let number):
      self = number.double.map { .number($0) } ?? .text(number.description)
    case .day(let day):
      self = day.serial.map { .number(Double($0)) } ?? .text(day.description)
    case .instant(let instant):
      self = instant.serial.map { .number($0) } ?? .text(instant.description)
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
