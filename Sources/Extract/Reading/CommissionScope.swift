import Database
import Facts

/// Which commissions the report counts: by their dates, or because something dated in its spans hangs on them.
struct CommissionScope {
  private let reader: Reader
  private var horizon: Horizon { reader.horizon }
  /// Those that count whatever their dates.
  private let ids: Set<Int64>
  private let periods: [(span: Span, asOf: CalendarDay)]
  private let spans: [Span]

  init(_ reader: Reader, ids: Set<Int64>) {
    self.reader = reader
    self.ids = ids
    periods = reader.periods.map { period in
      (period.span, period == reader.horizon.period ? reader.horizon.asOf : period.span.until)
    }
    spans = reader.spans
  }

  /// Live in a period, dated in a span, waiting, or with a case study overdue: `sql/facts/commissions.sql` asks the same of
  /// the hull of each.
  func counts(_ commission: Commission) -> Bool {
    ids.contains(commission.id)
      || periods.contains { commission.isLive(in: $0.span) }
      || spans.contains { commission.hasEvent(in: $0) }
      || commission.isNotBegun(at: horizon.asOf)
      || periods.contains {
        commission.lacksCaseStudy($0.span, $0.asOf, after: reader.caseStudyDueDays)
      }
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
      + exceptions + [.day(until), .bool(byDates), .int64Array(ids)]
  }

  /// Who waits and whose case study is overdue is an exception, which rows do not tell of.
  private var exceptions: [Parameter] {
    guard reader.aim == .report else { return [.day(.first), .day(.first)] }
    return [.day(horizon.asOf), .day(horizon.asOf.advanced(by: -reader.caseStudyDueDays))]
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
