/// The days that a report looks ahead to. They follow the reporting end, and lie in no period that the report measures.
package struct LookAhead: Hashable, Sendable {
  /// The next quarter of the financial year.
  package let quarter: Period
  /// The days from the reporting end to the end of the financial year; empty at the year's end.
  package let restOfYear: Span
}

extension ReportingContext {
  /// What the report looks ahead to; nil while the period is not over.
  package var lookAhead: LookAhead? {
    let until = period.span.until
    guard !isPartial, let quarter = nextQuarter, let year = period.year else { return nil }
    return LookAhead(quarter: quarter, restOfYear: Span(from: until, until: max(until, year.span.until)))
  }

  /// The first quarter that begins on or after the day after the period.
  private var nextQuarter: Period? {
    let until = period.span.until
    guard let year = FinancialYear(containing: until, startMonth: period.yearStartsIn) else { return nil }
    let starts = (1...4).map { year.quarter($0).from } + [year.span.until]
    guard let from = starts.first(where: { $0 >= until }) else { return nil }
    return Period(Span(from: from, until: from.advanced(byMonths: 3)), yearStartsIn: period.yearStartsIn)
  }

  /// The day after the last day that the report reads bank holidays of.
  package var horizon: CalendarDay {
    lookAhead.map { max($0.quarter.span.until, $0.restOfYear.until) } ?? period.span.until
  }

  /// The number of days by which the pace of a project is measured.
  static let paceDays = 56

  /// The last days before the reporting end, by which the pace of a project is measured; empty while the period is not over.
  package var recent: Span {
    let end = reportingEnd
    return Span(from: isPartial ? end : end.advanced(by: -Self.paceDays), until: end)
  }

  /// The part of `recent` that lies before the period; empty for a period of 56 days or more.
  package var recentBefore: Span { Span(from: min(recent.from, period.span.from), until: period.span.from) }
}

extension Span {
  /// Returns the days that both spans contain.
  package func overlap(_ other: Span) -> Span {
    let from = max(from, other.from)
    return Span(from: from, until: max(from, min(until, other.until)))
  }
}

extension Programme {
  /// Whether any commission records how it goes on: a planned end, or days a week.
  package var looksAhead: Bool {
    projects.contains { $0.commission.plannedLastDay != nil || $0.commission.daysPerWeek != nil }
  }
}
