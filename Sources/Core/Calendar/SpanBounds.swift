/// The first and the last day of a figure's span. What counts everything to date has no first day.
struct SpanBounds: Hashable, Sendable {
  let first: CalendarDay?
  let last: CalendarDay

  private init(_ span: Span) { (first, last) = (span.from, span.lastDay) }

  private init(to last: CalendarDay) { (first, self.last) = (nil, last) }

  /// Returns the days of every span of a report, by the span's name in the identities of figures.
  static func all(_ context: ReportingContext) -> [String: SpanBounds] {
    var days = [context.period.yearToDateName: SpanBounds(context.yearToDate)]
    for period in context.frames.map(\.period) {
      if let year = period.year { days[year.name] = SpanBounds(year.span) }
      days[period.name] = SpanBounds(period.span)
      days[period.toDateName] = SpanBounds(to: period.span.lastDay)
      days[period.twelveMonthsName] = SpanBounds(period.twelveMonths)
    }
    return days
  }
}
