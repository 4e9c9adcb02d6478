/// The days that a report covers: a quarter, a financial year, or any other run of days.
package struct Period: Hashable, Sendable {
  package enum PeriodType: Hashable, Sendable {
    case quarter(Int, of: FinancialYear)
    case year(FinancialYear)
    case range
  }

  package let kind: PeriodType
  package let span: Span
  /// The month a financial year starts in, 1 to 12.
  package let yearStartsIn: Int

  /// Makes a period. A range that is exactly a quarter or a financial year becomes that. Returns nil for an empty span
  /// and outside years 2 to 9997.
  package init?(_ span: Span, yearStartsIn month: Int) {
    guard span.length > 0, span.from.year >= 3, span.until.year <= 9996,
      let year = FinancialYear(containing: span.from, startMonth: month)
    else { return nil }
    let quarter = (1...4).first { year.quarter($0) == span }
    self.kind = quarter.map { .quarter($0, of: year) } ?? (year.span == span ? .year(year) : .range)
    self.span = span
    self.yearStartsIn = month
  }

  /// Parses `2010/11-Q3`, or `2010-Q3` when the year starts in January; also `2010-11-Q3`, the name of the folder.
  package init?(quarter text: String, yearStartsIn month: Int) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.count == 2 || parts.count == 3,
      let year = FinancialYear(parts.dropLast().joined(separator: "/"), startMonth: month),
      let number = ["Q1": 1, "Q2": 2, "Q3": 3, "Q4": 4][String(parts[parts.count - 1])]
    else { return nil }
    self.init(year.quarter(number), yearStartsIn: month)
  }

  /// Parses `2010/11`, or `2010` when the year starts in January.
  package init?(year text: String, yearStartsIn month: Int) {
    guard let year = FinancialYear(text, startMonth: month) else { return nil }
    self.init(year.span, yearStartsIn: month)
  }

  package init?(quarterOf day: CalendarDay, yearStartsIn month: Int) {
    guard let year = FinancialYear(containing: day, startMonth: month),
      let quarter = (1...4).map({ year.quarter($0) }).first(where: { $0.contains(day) })
    else { return nil }
    self.init(quarter, yearStartsIn: month)
  }

  /// Makes the last quarter that ended before `today` began.
  package init?(lastQuarterBefore today: CalendarDay, yearStartsIn month: Int) {
    guard let last = Period(quarterOf: today, yearStartsIn: month)?.previousPeriod else { return nil }
    self = last
  }

  /// The name of the folder and of the span in a figure's identity: `2010-11-Q3`, `2010-11-FY`,
  /// `2010-08-16_2010-11-05`.
  package var name: String {
    switch kind {
    case .quarter(let number, let year): "\(year.folder)-Q\(number)"
    case .year(let year): "\(year.folder)-FY"
    case .range: "\(span.from)_\(span.lastDay)"
    }
  }

  /// The title for people: `Quarter 3 of 2010/11`, `Financial year 2010/11`, `16 August 2010 to 5 November 2010`.
  package var title: String {
    switch kind {
    case .quarter(let number, let year): "Quarter \(number) of \(year.title)"
    case .year(let year): yearStartsIn == 1 ? "Year \(year.title)" : "Financial year \(year.title)"
    case .range: span.written
    }
  }

  /// The label at the head of a table: `Q3 2010/11`, `2010/11`, `This period`.
  package var label: String {
    switch kind {
    case .quarter(let number, let year): "Q\(number) \(year.title)"
    case .year(let year): year.title
    case .range: "This period"
    }
  }

  /// The quarter or year that ends the day before this one begins.
  package var previousPeriod: Period? {
    switch kind {
    case .quarter: shifted(byMonths: -3)
    case .year: shifted(byMonths: -12)
    case .range: nil
    }
  }

  /// The same quarter a year before; nil for a period that is no quarter.
  package var sameLastYear: Period? {
    guard case .quarter = kind else { return nil }
    return shifted(byMonths: -12)
  }

  func shifted(byMonths count: Int) -> Period? {
    let span = Span(from: span.from.advanced(byMonths: count), until: span.until.advanced(byMonths: count))
    return Period(span, yearStartsIn: yearStartsIn)
  }
}

/// A half-open run of days, [from, until): `until` is the day after the last day. A span may be empty.
package struct Span: Hashable, Sendable {
  package let from: CalendarDay
  package let until: CalendarDay

  package init(from: CalendarDay, until: CalendarDay) {
    self.from = from
    self.until = until
  }

  package var lastDay: CalendarDay { until.previous }
  /// The number of days in the span.
  package var length: Int { max(0, until - from) }

  package func contains(_ day: CalendarDay) -> Bool { from <= day && day < until }
  /// Returns false for a day that is not recorded.
  package func contains(_ day: CalendarDay?) -> Bool { day.map { contains($0) } ?? false }

  /// The span in words, both days included: `1 October 2010 to 31 December 2010`.
  package var written: String { "\(from.written) to \(lastDay.written)" }

  /// Returns spans that cover the same days, in order, with overlapping and adjacent ones joined.
  package static func merged(_ spans: [Span]) -> [Span] {
    var result: [Span] = []
    for span in spans.filter({ $0.length > 0 }).sorted(by: { $0.from < $1.from }) {
      if let last = result.last, span.from <= last.until {
        result[result.count - 1] = Span(from: last.from, until: max(last.until, span.until))
      } else {
        result.append(span)
      }
    }
    return result
  }
}

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
