import Core
import System

/// A number of a sheet's cell as text, by the cell's format.
enum CellNumber {
  enum Format: Hashable {
    case number
    /// A time is one of day or a duration, without a date.
    case shown(CellDisplay)
    /// A whole number with letters before it and zeros up to a number of digits: `"P-"000` and `0000`.
    case code(prefix: String, digits: Int)
  }

  /// Returns the number as people see it: a plain decimal of at most 15 digits, which is all that a spreadsheet keeps, or `1.23E+17`
  /// where the whole number has more; a date as `2010-08-06`, with a time behind it where it has one.
  ///
  /// - Parameter is1904: whether the workbook counts days from 1904.
  static func text(_ source: String, _ format: Format, is1904: Bool) -> String {
    guard let digits = Digits(source) else { return source }
    if case .code(let prefix, let count) = format {
      let text = digits.plain
      guard text.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return text }
      return prefix + String(repeating: "0", count: max(0, count - text.count)) + text
    }
    guard format == .shown(.date) || format == .shown(.time), let value = Double(source), value >= 0, value < 2_958_466
    else { return digits.plain }
    let seconds = Int((value * 86_400).rounded())
    let (day, second) = seconds.quotientAndRemainder(dividingBy: 86_400)
    if format == .shown(.time) { return clockTime(seconds) }
    guard let date = date(day, is1904: is1904) else { return digits.plain }
    return second == 0 ? date : "\(date) \(clockTime(second))"
  }

  /// Returns the day of a serial number. Number 60 is 29 February 1900 for Excel, a day that never was; nil below 1.
  private static func date(_ serial: Int, is1904: Bool) -> String? {
    guard !is1904 else { return CalendarDay(year: 1904, month: 1, day: 1)?.advanced(by: serial).description }
    guard serial >= 1 else { return nil }
    if serial == 60 { return "1900-02-29" }
    return CalendarDay(year: 1899, month: 12, day: serial < 60 ? 31 : 30)?.advanced(by: serial).description
  }

  /// Returns what a format shows: letters in quotes, behind a backslash or in brackets are none of the format's own. `[h]` is a
  /// duration.
  static func format(code: String) -> Format {
    var letters: Set<Character> = []
    var display: CellDisplay?
    var hasDigits = false
    var rest = code.lowercased()[...]
    while let character = rest.popFirst() {
      switch character {
      case "\"":
        let literal = rest.prefix { $0 != "\"" }
        rest = rest.dropFirst(literal.count + 1)
        if literal.contains(where: \.isCurrencySymbol) { display = .money }
      case "\\": if rest.popFirst()?.isCurrencySymbol == true { display = .money }
      case "_", "*": rest = rest.dropFirst()
      case "[":
        let inside = rest.prefix { $0 != "]" }
        rest = rest.dropFirst(inside.count + 1)
        if let first = inside.first, "hms".contains(first), inside.allSatisfy({ $0 == first }) { letters.insert("h") }
        // `[$£-809]` is money, and `[$-809]` a language.
        if inside.hasPrefix("$"), !inside.hasPrefix("$-") { display = .money }
      case ";":
        // The first section shows positive numbers.
        rest = ""
      case "y", "d", "m", "h", "s": letters.insert(character)
      // `General`, which no letter of a date is in.
      case "g": if rest.hasPrefix("eneral") { rest = rest.dropFirst(6) }
      case "e": if rest.hasPrefix("+") || rest.hasPrefix("-") { display = .scientific }
      case "%": display = .percentage
      case "0", "#", "?": hasDigits = true
      case "/": if hasDigits { display = .fraction }
      default: if character.isCurrencySymbol { display = .money }
      }
    }
    if letters.isEmpty { return self.code(code) ?? display.map(Format.shown) ?? .number }
    if letters.contains("y") || letters.contains("d") { return .shown(.date) }
    return .shown(letters == ["m"] ? .date : .time)
  }

  /// Returns the format if what it shows of a number is a code and no quantity; nil for all others.
  private static func code(_ code: String) -> Format? {
    var (prefix, digits) = ("", 0)
    var rest = code[...]
    while let character = rest.popFirst(), character != ";" {
      var literal = ""
      switch character {
      case "0":
        digits += 1
        continue
      case "\"":
        literal = String(rest.prefix { $0 != "\"" })
        rest = rest.dropFirst(literal.count + 1)
      case "\\": literal = rest.popFirst().map(String.init) ?? ""
      case "-", "/", " ", "(": literal = String(character)
      default: return nil
      }
      // A unit behind the digits is none of a code.
      guard digits == 0 else { return nil }
      prefix += literal
    }
    return digits > 1 ? .code(prefix: prefix, digits: digits) : nil
  }

  /// Returns what a format that has a number and no code shows (ECMA-376, 18.8.30).
  static func format(builtIn number: Int) -> Format {
    switch number {
    case 5...8, 42, 44: .shown(.money)
    case 9, 10: .shown(.percentage)
    case 11, 48: .shown(.scientific)
    case 12, 13: .shown(.fraction)
    case 14...17, 22, 27...31, 34...36, 50...58: .shown(.date)
    case 18...21, 32...33, 45...47: .shown(.time)
    default: .number
    }
  }
}

/// The significant digits of a number.
private struct Digits {
  /// How many a spreadsheet keeps.
  private static let kept = 15

  private var digits: [UInt8] = []
  /// How many digits are before the point; below zero for zeros behind it.
  private var point = 0
  private var isNegative = false

  /// Parses a number of XML Schema, such as `1.1000000000000001` or `4E-3`, and rounds it to those that are kept.
  init?(_ text: String) {
    var rest = text.utf8[...]
    if let sign = rest.first, sign == UInt8(ascii: "-") || sign == UInt8(ascii: "+") {
      isNegative = sign == UInt8(ascii: "-")
      rest = rest.dropFirst()
    }
    var isBehindPoint = false
    var count = 0
    while let byte = rest.first {
      if (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) {
        count += 1
        if !digits.isEmpty || byte != UInt8(ascii: "0") { digits.append(byte &- UInt8(ascii: "0")) }
        if isBehindPoint { if digits.isEmpty { point -= 1 } } else if !digits.isEmpty { point += 1 }
      } else if byte == UInt8(ascii: "."), !isBehindPoint {
        isBehindPoint = true
      } else {
        break
      }
      rest = rest.dropFirst()
    }
    guard count > 0 else { return nil }
    if let mark = rest.first {
      guard mark | 0x20 == UInt8(ascii: "e"), let exponent = Int(String(Substring(rest.dropFirst()))),
        (-399...399).contains(exponent)
      else { return nil }
      point += exponent
    }
    round(to: Self.kept)
  }

  private mutating func round(to count: Int) {
    if digits.count > count {
      let isUp = digits[count] >= 5
      digits.removeSubrange(count...)
      var index = count - 1
      while isUp, index >= 0 {
        digits[index] += 1
        if digits[index] < 10 { break }
        digits[index] = 0
        index -= 1
      }
      if isUp, index < 0 {
        digits.insert(1, at: 0)
        point += 1
      }
    }
    while digits.last == 0 { digits.removeLast() }
    if digits.isEmpty { (point, isNegative) = (0, false) }
  }

  /// Without zeros at its end, and without an exponent unless digits may be lost before the point.
  var plain: String {
    let text = digits.map(String.init).joined()
    let sign = isNegative ? "-" : ""
    if point > Self.kept {
      return "\(sign)\(text.prefix(1))\(digits.count > 1 ? "." : "")\(text.dropFirst())E+\(point - 1)"
    }
    if point <= 0 { return digits.isEmpty ? "0" : "\(sign)0.\(String(repeating: "0", count: -point))\(text)" }
    if digits.count <= point { return sign + text + String(repeating: "0", count: point - digits.count) }
    return "\(sign)\(text.prefix(point)).\(text.dropFirst(point))"
  }
}
