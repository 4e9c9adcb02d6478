/// A year that starts on the first of a month; named by the calendar years it touches.
package struct FinancialYear: Hashable, Sendable {
  /// The calendar year it begins in.
  package let startYear: Int
  /// 1 January … 12 December.
  package let startMonth: Int

  /// nil when it would leave years 2 to 9997, where every span beside it still has days.
  package init?(startYear: Int, startMonth: Int) {
    guard (2...9997).contains(startYear), (1...12).contains(startMonth) else { return nil }
    self.startYear = startYear
    self.startMonth = startMonth
  }

  /// The year that holds `day`.
  package init?(containing day: CalendarDay, startMonth: Int) {
    self.init(
      startYear: day.month >= startMonth ? day.year : day.year - 1, startMonth: startMonth)
  }

  /// `2010/11`, or `2010` when the year starts in January; nil for anything else.
  package init?(_ text: some StringProtocol, startMonth: Int) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false)
    guard parts[0].utf8.count == 4, let year = Self.number(parts[0]) else { return nil }
    if startMonth == 1 {
      guard parts.count == 1 else { return nil }
    } else {
      guard parts.count == 2, parts[1].utf8.count == 2, let end = Self.number(parts[1]),
        end == (year + 1) % 100
      else { return nil }
    }
    self.init(startYear: year, startMonth: startMonth)
  }

  package var span: Span {
    let from = CalendarDay(year: startYear, month: startMonth, day: 1) ?? .first
    return Span(from: from, until: from.advanced(byMonths: 12))
  }

  /// Quarter 1 to 4: three months each from the year's start.
  package func quarter(_ number: Int) -> Span {
    let from = span.from.advanced(byMonths: (number - 1) * 3)
    return Span(from: from, until: from.advanced(byMonths: 3))
  }

  /// `2010/11`, or `2010`.
  package var title: String {
    let year = padded(startYear, 4)
    return startMonth == 1 ? year : "\(year)/\(padded((startYear + 1) % 100, 2))"
  }

  /// As a folder's name begins: `2010-11`, or `2010`.
  package var folder: String {
    let year = padded(startYear, 4)
    return startMonth == 1 ? year : "\(year)-\(padded((startYear + 1) % 100, 2))"
  }

  private static func number(_ text: some StringProtocol) -> Int? {
    guard text.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
    return Int(text)
  }
}

extension Period {
  /// The quarter a folder is named after; nil for any other name, also one that only a year of another first month has.
  package init?(quarterFolder name: String, yearStartsIn month: Int) {
    let parts = name.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3, let number = parts.last else { return nil }
    let year = parts.dropLast().joined(separator: "/")
    self.init(quarter: "\(year)-\(number)", yearStartsIn: month)
    guard self.name == name else { return nil }
  }

  /// The quarters whose reports are due on a day, in order.
  ///
  /// One is due from so many days after its last day, and never before it is over.
  ///
  /// - Parameter first: the earliest that is asked for; when nil, only the last complete one is.
  package static func quarters(
    dueOn today: CalendarDay, afterDays days: Int, first: Period?, yearStartsIn month: Int
  ) -> [Period] {
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
