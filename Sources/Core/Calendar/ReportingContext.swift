/// A period as seen on a day: the spans that stand beside it, and how much of it is over.
package struct ReportingContext: Hashable, Sendable {
  package let period: Period
  package let today: CalendarDay

  /// nil when the period begins after today: there is nothing to report yet.
  package init?(_ period: Period, today: CalendarDay) {
    guard period.span.from <= today else { return nil }
    self.period = period
    self.today = today
  }

  /// Its last day is not over: labelled, every figure provisional, no comparison.
  package var isPartial: Bool { today < period.span.until }

  /// **u**: the first day that is not reported on: `until`, or the day after today when that is earlier.
  package var reportingEnd: CalendarDay { min(period.span.until, today.next) }

  package var previous: Period? { isPartial ? nil : period.previousPeriod }
  package var lastYear: Period? { isPartial ? nil : period.sameLastYear }

  /// From the start of the financial year that holds the period's last day; below the period when that crosses it.
  package var yearToDate: Span {
    let year = FinancialYear(containing: period.span.lastDay, startMonth: period.yearStartsIn)
    return Span(from: year?.span.from ?? period.span.from, until: period.span.until)
  }

  /// The part of the year to date that lies before the period; empty when there is none.
  package var earlierThisYear: Span {
    Span(
      from: min(yearToDate.from, period.span.from), until: period.span.from)
  }
}

extension Period {
  /// The twelve months before `until`, over which response and satisfaction are measured.
  package var twelveMonths: Span {
    Span(from: span.until.advanced(byMonths: -12), until: span.until)
  }

  /// The span part of a to-date figure's identity: `to-2010-12-31`.
  package var toDateName: String { "to-\(span.lastDay)" }
  package var yearToDateName: String { "ytd-\(span.lastDay)" }
  package var twelveMonthsName: String { "12m-\(span.lastDay)" }
}

/// A period to be measured, and where its days stand in a project's tallies.
package struct MeasuringPeriod: Hashable, Sendable {
  package let period: Period
  package let window: ComparisonSpan
  /// **u**: the first day not reported on.
  package let reportingEnd: CalendarDay

  package var span: Span { period.span }

  /// The period itself.
  package init(_ context: ReportingContext) {
    period = context.period
    window = .period
    reportingEnd = context.reportingEnd
  }

  /// A comparison: a period that is over.
  package init(_ period: Period, _ window: ComparisonSpan) {
    self.period = period
    self.window = window
    reportingEnd = period.span.until
  }
}

extension ReportingContext {
  /// The period and the periods it is compared with, in that order.
  package var frames: [MeasuringPeriod] {
    [MeasuringPeriod(self)]
      + [
        previous.map { MeasuringPeriod($0, .previous) },
        lastYear.map { MeasuringPeriod($0, .lastYear) },
      ]
      .compactMap(\.self)
  }
}
