import Database
import Facts

/// Which commissions the report counts: by their dates, or because something dated in its spans hangs on them.
struct CommissionScope {
  private let horizon: Horizon
  private let caseStudyDueDays: Int
  /// Those that count whatever their dates.
  private let ids: Set<Int64>
  private let periods: [(span: Span, asOf: CalendarDay)]
  private let spans: [Span]

  init(_ horizon: Horizon, caseStudyDueDays: Int, ids: Set<Int64>) {
    self.horizon = horizon
    self.caseStudyDueDays = caseStudyDueDays
    self.ids = ids
    periods = horizon.reportedPeriods.map { period in
      (period.span, period == horizon.period ? horizon.asOf : period.span.until)
    }
    spans = horizon.reportedSpans
  }

  /// Live in a period, dated in a span, waiting, or with a case study overdue: `sql/facts/commissions.sql` asks the same of
  /// the hull of each.
  func counts(_ commission: Commission) -> Bool {
    ids.contains(commission.id)
      || periods.contains { commission.isLive(in: $0.span) }
      || spans.contains { commission.hasEvent(in: $0) }
      || commission.isNotBegun(at: horizon.asOf)
      || periods.contains { commission.lacksCaseStudy($0.span, $0.asOf, after: caseStudyDueDays) }
  }

  var byDates: [Parameter] { parameters(byDates: true, []) }
  var byIDs: [Parameter] { parameters(byDates: false, ids.sorted()) }

  private func parameters(byDates: Bool, _ ids: [Int64]) -> [Parameter] {
    func hull(_ spans: [Span]) -> [Parameter] {
      let from = spans.map(\.from).min() ?? horizon.period.span.from
      let until = spans.map(\.until).max() ?? horizon.period.span.until
      return [.day(from), .day(until)]
    }
    let until = periods.map(\.span.until).min() ?? horizon.period.span.until
    return hull(periods.map(\.span)) + hull(spans)
      + [
        .day(horizon.asOf), .day(horizon.asOf.advanced(by: -caseStudyDueDays)), .day(until),
        .bool(byDates), .int64Array(ids),
      ]
  }
}

extension Commission {
  fileprivate func isLive(in span: Span) -> Bool {
    isBefore(startsOn, span.until) && !isBefore(completedOn, span.from)
      && !isBefore(withdrawnOn, span.from)
  }

  fileprivate func hasEvent(in span: Span) -> Bool {
    span.contains(requestedOn) || span.contains(startsOn) || span.contains(completedOn)
      || span.contains(caseStudyOn)
  }

  /// Requested, agreed or on hold, and not begun: whoever waits is an exception, however long ago they asked.
  fileprivate func isNotBegun(at day: CalendarDay) -> Bool {
    (isBefore(requestedOn, day) || isBefore(agreedOn, day) || isBefore(onHoldSince, day))
      && !isBefore(startsOn, day) && !isBefore(completedOn, day) && !isBefore(withdrawnOn, day)
  }

  fileprivate func lacksCaseStudy(
    _ span: Span, _ asOf: CalendarDay, after days: Int
  ) -> Bool {
    isBefore(completedOn, asOf.advanced(by: -days)) && !isBefore(withdrawnOn, asOf)
      && !isBefore(caseStudyOn, span.until)
  }

  private func isBefore(_ day: CalendarDay?, _ end: CalendarDay) -> Bool {
    day.map { $0 < end } ?? false
  }
}
