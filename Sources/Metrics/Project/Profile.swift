package import Facts

extension Project {
  /// Days first agreed plus the variations agreed before the period's end. See `Metric.daysAgreed`.
  package func daysAgreed(before end: CalendarDay) -> Days? {
    commission.daysAgreed.map { first in
      variations.reduce(first) { $1.agreedOn < end ? $0 + $1.daysChange : $0 }
    }
  }

  /// What should have been delivered by `frame.asOf`. See `Metric.daysProfiled`.
  package func daysProfiled(in frame: Frame) -> Days? {
    guard let startsOn = commission.startsOn else { return nil }
    if let agreed = daysAgreed(before: frame.span.until), let due = commission.plannedLastDay {
      let planned = plannedSpans(else: Span(from: startsOn, until: due.next))
      let over = planned.reduce(0) { $0 + max(0, min(frame.asOf, $1.until) - $1.from) }
      let whole = planned.reduce(0) { $0 + $1.length }
      return Fraction(agreed.hundredths * Int64(over), over: Int64(whole)).map(Days.init(rounded:))
    }
    guard let rate = commission.daysPerWeek else { return nil }
    let ends = [commission.completedOn, commission.withdrawnOn, commission.plannedLastDay]
      .compactMap { $0?.next }
    let days = max(0, (ends + [frame.asOf]).reduce(frame.asOf, min) - startsOn)
    return Fraction(rate.hundredths * Int64(days), over: 7).map(Days.init(rounded:))
  }

  /// The days that strands cover, each once, where every strand has its dates; else `whole`.
  private func plannedSpans(else whole: Span) -> [Span] {
    let spans = strands.compactMap { strand -> Span? in
      guard let from = strand.startsOn, let due = strand.dueOn, from <= due else { return nil }
      return Span(from: from, until: due.next)
    }
    return spans.isEmpty || spans.count < strands.count ? [whole] : Span.merged(spans)
  }
}

extension Days {
  /// A quotient of hundredths, rounded to hundredths, halves away from zero.
  init(rounded fraction: Fraction) { self.init(hundredths: fraction.rounded(to: 0).mantissa) }
}
