/// A year that starts on the first of a month. Its title names the calendar years that it covers.
package struct FinancialYear: Hashable, Sendable {
  /// The calendar year in which it begins.
  let startYear: Int
  /// The first month, 1 for January to 12 for December.
  let startMonth: Int

  /// Returns nil outside years 2 to 9997, so that every comparison span of a year has days.
  package init?(startYear: Int, startMonth: Int) {
    guard (2...9997).contains(startYear), (1...12).contains(startMonth) else { return nil }
    self.startYear = startYear
    self.startMonth = startMonth
  }

  package init?(containing day: CalendarDay, startMonth: Int) {
    self.init(startYear: day.month >= startMonth ? day.year : day.year - 1, startMonth: startMonth)
  }

  /// Parses `2010/11`, or `2010` when the year starts in January. Returns nil for anything else.
  package init?(_ text: some StringProtocol, startMonth: Int) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts[0].utf8.count == 4, let year = Self.number(parts[0]) else { return nil }
    if startMonth == 1 {
      guard parts.count == 1 else { return nil }
    } else {
      guard parts.count == 2, parts[1].utf8.count == 2, let end = Self.number(parts[1]), end == (year + 1) % 100 else {
        return nil
      }
    }
    self.init(startYear: year, startMonth: startMonth)
  }

  package var span: Span {
    let from = CalendarDay(year: startYear, month: startMonth, day: 1) ?? .first
    return Span(from: from, until: from.advanced(byMonths: 12))
  }

  /// Returns quarter 1 to 4: three months each from the year's start.
  package func quarter(_ number: Int) -> Span {
    let from = span.from.advanced(byMonths: (number - 1) * 3)
    return Span(from: from, until: from.advanced(byMonths: 3))
  }

  /// The title: `2010/11`, or `2010`.
  package var title: String {
    let year = padded(startYear, 4)
    return startMonth == 1 ? year : "\(year)/\(padded((startYear + 1) % 100, 2))"
  }

  /// The start of a folder's name: `2010-11`, or `2010`.
  package var folder: String { title.replacing("/", with: "-") }

  private static func number(_ text: some StringProtocol) -> Int? {
    text.utf8.allSatisfy(\.isDigit) ? Int(text) : nil
  }
}

extension Period {
  /// Makes the quarter of a folder's name. Returns nil for any other name, also for a quarter of years that start in
  /// another month.
  package init?(quarterFolder name: String, yearStartsIn month: Int) {
    self.init(quarter: name, yearStartsIn: month)
    guard self.name == name else { return nil }
  }

  /// Returns the quarters whose reports are due on a day, in order.
  ///
  /// A report is due from `days` days after the quarter's last day, and never before the quarter is over.
  ///
  /// - Parameter first: the earliest quarter to consider; nil for only the last complete one.
  package static func quarters(dueOn today: CalendarDay, afterDays days: Int, first: Period?, yearStartsIn month: Int)
    -> [Period]
  {
    guard let last = Period(lastQuarterBefore: today, yearStartsIn: month) else { return [] }
    var due: [Period] = []
    var quarter: Period? = last
    while let found = quarter, found.span.from >= (first ?? last).span.from {
      if found.span.lastDay.advanced(by: days) <= today { due.append(found) }
      quarter = found.previousPeriod
    }
    return due.reversed()
  }
}
