/// A moment in UTC, to the second, years 1 to 9999: what PostgreSQL calls a `timestamptz`, cut to the second.
package struct Instant: Hashable, Comparable, Sendable, CustomStringConvertible {
  /// Seconds since 2000-01-01T00:00:00Z, PostgreSQL's own epoch.
  package let seconds: Int64

  /// nil outside years 1 to 9999.
  package init?(secondsSince2000 seconds: Int64) {
    let (day, _) = seconds.quotientAndFloor(86_400)
    guard let day32 = Int32(exactly: day), CalendarDay(daysSince2000: day32) != nil else {
      return nil
    }
    self.seconds = seconds
  }

  /// `2011-01-04T09:30:00Z` and nothing else.
  package init?(_ text: some StringProtocol) {
    let parts = text.split(separator: "T", omittingEmptySubsequences: false)
    guard parts.count == 2, let day = CalendarDay(parts[0]), parts[1].utf8.count == 9,
      parts[1].hasSuffix("Z")
    else { return nil }
    let clock = parts[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
    guard clock.count == 3, clock.allSatisfy({ $0.utf8.count == 2 && $0.utf8.allSatisfy(isDigit) }),
      let hour = Int64(clock[0]), let minute = Int64(clock[1]), let second = Int64(clock[2]),
      hour < 24, minute < 60, second < 60
    else { return nil }
    self.seconds = Int64(day.number) * 86_400 + hour * 3600 + minute * 60 + second
  }

  package static func < (left: Self, right: Self) -> Bool { left.seconds < right.seconds }

  /// The day it falls on in UTC.
  package var day: CalendarDay {
    CalendarDay(daysSince2000: Int32(seconds.quotientAndFloor(86_400).0)) ?? .first
  }

  /// Seconds since its day began in UTC.
  package var secondOfDay: Int { Int(seconds.quotientAndFloor(86_400).1) }

  /// ISO 8601 in UTC, `2011-01-04T09:30:00Z`.
  package var description: String {
    let second = Int(seconds.quotientAndFloor(86_400).1)
    let clock = [second / 3600, second / 60 % 60, second % 60].map { padded($0, 2) }
    return "\(day)T\(clock.joined(separator: ":"))Z"
  }
}

extension Int64 {
  /// Division that rounds towards minus infinity, and its remainder of zero or more.
  fileprivate func quotientAndFloor(_ divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

private func isDigit(_ byte: UInt8) -> Bool {
  (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
}
