/// A day of the proleptic Gregorian calendar, years 1 to 9999, without a time zone: PostgreSQL's `date`.
///
/// The day is a number of days since 2000-01-01, PostgreSQL's own epoch, so a binary `date` needs no conversion.
package struct CalendarDay: Hashable, Comparable, Sendable {
  /// Days since 2000-01-01; negative before.
  package let number: Int32

  package static let first = CalendarDay(number: -730_119)  // 0001-01-01
  package static let last = CalendarDay(number: 2_921_939)  // 9999-12-31

  private init(number: Int32) { self.number = number }

  /// Makes the day of a binary `date`. Returns nil for infinity and for years outside 1 to 9999.
  package init?(daysSince2000 number: Int32) {
    guard number >= Self.first.number, number <= Self.last.number else { return nil }
    self.number = number
  }

  /// Makes the day of a year, month and day of the month. Returns nil when the calendar has no such day.
  package init?(year: Int, month: Int, day: Int) {
    guard (1...9999).contains(year), (1...12).contains(month), day >= 1, day <= Self.length(ofMonth: month, year: year)
    else { return nil }
    self.number = Self.number(year: year, month: month, day: day)
  }

  /// Parses `yyyy-mm-dd`, ten ASCII characters. Returns nil for anything else, also `2025-02-30`.
  package init?(_ text: some StringProtocol) { self.init(Array(text.utf8)[...]) }

  fileprivate init?(_ bytes: ArraySlice<UInt8>) {
    guard bytes.count == 10, bytes[4] == UInt8(ascii: "-"), bytes[7] == UInt8(ascii: "-"),
      let year = Self.digits(bytes[0..<4]), let month = Self.digits(bytes[5..<7]), let day = Self.digits(bytes[8..<10])
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package static func < (left: Self, right: Self) -> Bool { left.number < right.number }

  /// Returns the days from `other` to this day; negative when this day is earlier.
  package static func - (day: Self, other: Self) -> Int { Int(day.number) - Int(other.number) }

  /// Returns the day `count` days later, limited to years 1 to 9999.
  package func advanced(by count: Int) -> Self {
    let number = Int(self.number) + count
    return Self(number: Int32(min(max(number, Int(Self.first.number)), Int(Self.last.number))))
  }

  /// The day after. After the last day of year 9999 comes the same day.
  package var next: Self { advanced(by: 1) }
  package var previous: Self { advanced(by: -1) }

  /// Returns the same day of the month `count` months later, or the last day of a shorter month.
  package func advanced(byMonths count: Int) -> Self {
    let (year, month, day) = civil
    let months = year * 12 + month - 1 + count
    let newYear = min(max(months / 12, 1), 9999)
    let newMonth = months % 12 + 1
    let newDay = min(day, Self.length(ofMonth: newMonth, year: newYear))
    return Self(number: Self.number(year: newYear, month: newMonth, day: newDay))
  }

  /// Monday 1 … Sunday 7.
  package var weekday: Int { ((Int(number) + 5) % 7 + 7) % 7 + 1 }  // 2000-01-01 was a Saturday

  package var year: Int { civil.year }
  package var month: Int { civil.month }
  package var day: Int { civil.day }

  static func isLeap(_ year: Int) -> Bool { year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) }

  package static func length(ofMonth month: Int, year: Int) -> Int {
    switch month {
    case 2: isLeap(year) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }

  // Days are counted in eras of 400 years from 1 March of year 0, so that the leap day is the last of its year
  // (Howard Hinnant, "chrono-compatible low-level date algorithms").
  private static func number(year: Int, month: Int, day: Int) -> Int32 {
    let y = month <= 2 ? year - 1 : year
    let era = y / 400
    let yearOfEra = y - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int32(era * 146_097 + dayOfEra - 730_425)
  }

  /// The year, the month from 1 to 12, and the day of the month.
  package var civil: (year: Int, month: Int, day: Int) {
    let shifted = Int(number) + 730_425
    let era = shifted / 146_097
    let dayOfEra = shifted - era * 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shiftedMonth = (5 * dayOfYear + 2) / 153
    let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
    let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
    return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
  }

  fileprivate static func digits(_ bytes: ArraySlice<UInt8>) -> Int? {
    bytes.allSatisfy(\.isDigit) ? bytes.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) } : nil
  }
}

extension CalendarDay: CustomStringConvertible {
  /// The day in ISO 8601, `2010-10-01`.
  package var description: String {
    let (year, month, day) = civil
    return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
  }

  /// The day in words: `1 October 2010`.
  package var written: String { "\(day) \(Self.monthNames[month - 1]) \(year)" }

  package static let monthNames = [
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
  ]
}

/// Returns a number of zero or more with leading zeros to `width` digits.
package func padded(_ number: Int, _ width: Int) -> String {
  let digits = String(number)
  return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// Returns `09:05:00`.
package func clockTime(_ seconds: Int) -> String {
  [seconds / 3600, seconds / 60 % 60, seconds % 60].map { padded($0, 2) }.joined(separator: ":")
}

/// A moment in UTC to the second, years 1 to 9999: PostgreSQL's `timestamptz` without its fraction.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 2000-01-01T00:00:00Z, PostgreSQL's own epoch.
  package let seconds: Int64

  /// Returns nil outside years 1 to 9999.
  package init?(secondsSince2000 seconds: Int64) {
    let (day, _) = seconds.quotientAndFloor(86_400)
    guard let day32 = Int32(exactly: day), CalendarDay(daysSince2000: day32) != nil else { return nil }
    self.seconds = seconds
  }

  /// Parses `2011-01-04T09:30:00Z`. Returns nil for anything else.
  package init?(_ text: some StringProtocol) {
    let bytes = Array(text.utf8)
    func two(_ start: Int) -> Int64? { CalendarDay.digits(bytes[start..<(start + 2)]).map(Int64.init) }
    guard bytes.count == 20, bytes[10] == UInt8(ascii: "T"), bytes[13] == UInt8(ascii: ":"),
      bytes[16] == UInt8(ascii: ":"), bytes[19] == UInt8(ascii: "Z"), let day = CalendarDay(bytes[..<10]),
      let hour = two(11), let minute = two(14), let second = two(17), hour < 24, minute < 60, second < 60
    else { return nil }
    self.seconds = Int64(day.number) * 86_400 + hour * 3600 + minute * 60 + second
  }

  package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

  /// The day of the instant in UTC.
  package var day: CalendarDay { CalendarDay(daysSince2000: Int32(seconds.quotientAndFloor(86_400).0)) ?? .first }

  /// The seconds since the day began in UTC.
  package var secondOfDay: Int { Int(seconds.quotientAndFloor(86_400).1) }

  /// The moment in ISO 8601 in UTC, `2011-01-04T09:30:00Z`.
  package var description: String { "\(day)T\(clockTime(secondOfDay))Z" }
}

extension Int64 {
  /// Divides and rounds towards minus infinity. The remainder is zero or more.
  fileprivate func quotientAndFloor(_ divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
