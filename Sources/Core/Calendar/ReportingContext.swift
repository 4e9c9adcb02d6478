/// A period seen on a given day: its comparison spans, and how much of the period is over.
package struct ReportingContext: Hashable, Sendable {
  package let period: Period
  package let today: CalendarDay

  /// Returns nil when the period begins after today, because there is nothing to report.
  package init?(_ period: Period, today: CalendarDay) {
    guard period.span.from <= today else { return nil }
    self.period = period
    self.today = today
  }

  /// Whether the period's last day is not over. A partial report is labelled, its figures are provisional, and it has
  /// no comparison.
  package var isPartial: Bool { today < period.span.until }

  /// The first day after the reported days: the period's `until`, or the day after today when that is earlier.
  package var reportingEnd: CalendarDay { min(period.span.until, today.next) }

  package var previous: Period? { isPartial ? nil : period.previousPeriod }
  package var lastYear: Period? { isPartial ? nil : period.sameLastYear }

  /// The days from the start of the financial year of the period's last day. The span is shorter than the period when
  /// the period crosses into that year.
  package var yearToDate: Span {
    let year = FinancialYear(containing: period.span.lastDay, startMonth: period.yearStartsIn)
    return Span(from: year?.span.from ?? period.span.from, until: period.span.until)
  }

  /// The days of the year to date before the period; empty when there are none.
  package var earlierThisYear: Span { Span(from: min(yearToDate.from, period.span.from), until: period.span.from) }
}

extension Period {
  /// The twelve months before `until`, over which response and satisfaction are measured.
  package var twelveMonths: Span { Span(from: span.until.advanced(byMonths: -12), until: span.until) }

  /// The span's name in the identity of a to-date figure: `to-2010-12-31`.
  package var toDateName: String { "to-\(span.lastDay)" }
  package var yearToDateName: String { "ytd-\(span.lastDay)" }
  package var twelveMonthsName: String { "12m-\(span.lastDay)" }
  /// The financial year of the last day: `2010-11-FY`.
  package var yearName: String { year?.name ?? name }
  package var year: Period? {
    FinancialYear(containing: span.lastDay, startMonth: yearStartsIn).flatMap {
      Period($0.span, yearStartsIn: yearStartsIn)
    }
  }
}

/// A period to measure, and its comparison span in a project's sums.
package struct MeasuringPeriod: Hashable, Sendable {
  package let period: Period
  package let window: ComparisonSpan
  /// The first day after the reported days.
  package let reportingEnd: CalendarDay

  package var span: Span { period.span }

  /// Makes the measuring period of the report's own period.
  package init(_ context: ReportingContext) {
    period = context.period
    window = .period
    reportingEnd = context.reportingEnd
  }

  /// Makes the measuring period of a comparison, whose period is over.
  package init(_ period: Period, _ window: ComparisonSpan) {
    self.period = period
    self.window = window
    reportingEnd = period.span.until
  }
}

extension ReportingContext {
  /// The measuring periods: the period itself, then the periods for comparison.
  package var frames: [MeasuringPeriod] {
    let compared = [previous.map { MeasuringPeriod($0, .previous) }, lastYear.map { MeasuringPeriod($0, .lastYear) }]
    return [MeasuringPeriod(self)] + compared.compactMap(\.self)
  }
}

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
    Period(quarterOf: period.span.lastDay, yearStartsIn: period.yearStartsIn)?.shifted(byMonths: 3)
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
