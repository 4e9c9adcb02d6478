import Facts

/// One published set of files: a period's folder and the number in it, `2010-11-Q3/1`.
package struct IssueName: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The period's folder, such as `2010-11-Q3`.
  package let period: String
  /// From 1 on.
  package let number: Int

  /// nil unless the period is a period folder's name and the number above zero.
  package init?(period: String, number: Int) {
    guard PeriodFolder.isName(period), number > 0 else { return nil }
    self.period = period
    self.number = number
  }

  package var description: String { "\(period)/\(number)" }

  package static func < (left: Self, right: Self) -> Bool {
    left.period == right.period
      ? left.number < right.number
      : left.period.utf8.lexicographicallyPrecedes(right.period.utf8)
  }

  /// The number a folder's name stands for: `1`, never `01`, `+1` or `0`.
  static func number(_ text: String) -> Int? {
    guard let number = Int(text), number > 0, String(number) == text else { return nil }
    return number
  }
}

/// An issue as people ask for it: `2010-11-Q3`, the period's current one, or `2010-11-Q3/1`.
package struct IssueReference: Hashable, Sendable {
  package let period: String
  /// nil for the current issue.
  package let number: Int?

  package init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map(String.init)
    guard let period = parts.first, parts.count <= 2, PeriodFolder.isName(period) else {
      return nil
    }
    self.period = period
    guard parts.count == 2 else {
      self.number = nil
      return
    }
    guard let number = IssueName.number(parts[1]) else { return nil }
    self.number = number
  }
}

/// The names a period's folder may have; anything else in the archive is not ours and is left alone.
package enum PeriodFolder {
  /// `2010-11-Q3`, `2010-11-FY`, `2010-Q3`, `2010-FY`, or two days: `2010-08-16_2010-11-05`.
  package static func isName(_ text: String) -> Bool {
    let days = text.utf8.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    if days.count == 2 { return days.allSatisfy { CalendarDay(Substring($0)) != nil } }
    let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
      .map { String(Substring($0)) }
    guard (2...3).contains(parts.count), let last = parts.last else { return false }
    return isDigits(parts[0], 4) && (parts.count == 2 || isDigits(parts[1], 2))
      && ["Q1", "Q2", "Q3", "Q4", "FY"].contains(last)
  }

  private static func isDigits(_ text: String, _ count: Int) -> Bool {
    text.utf8.count == count
      && text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
  }
}
