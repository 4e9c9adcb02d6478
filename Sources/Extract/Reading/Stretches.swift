import Facts

/// The days that figures of events look at, cut so that each stretch lies wholly in or wholly out of every span: the
/// database adds up each stretch once, however many figures it counts for.
struct Stretches {
  private let windows: [(Window, Span)]
  private let period: Span
  /// Where the days are cut, in order.
  let cuts: [CalendarDay]
  /// Every day that is looked at, once.
  let spans: [Span]

  init(_ reader: Reader) {
    period = reader.horizon.period.span
    windows = reader.otherWindows
    spans = reader.spans
    let bounds = spans + windows.map(\.1) + [period]
    cuts = Set(bounds.flatMap { [$0.from, $0.until] }).sorted()
  }

  private var stretches: [Span] { zip(cuts, cuts.dropFirst()).map { Span(from: $0, until: $1) } }

  /// What is looked at beside the period.
  var otherSpans: [Span] {
    Span.merged(
      stretches.filter { stretch in
        !period.contains(stretch.from) && spans.contains { $0.contains(stretch.from) }
      })
  }

  /// The windows that each stretch counts for, none of them the period; by its number, as PostgreSQL's `width_bucket` gives
  /// it, less one.
  var uses: [[Window]] {
    stretches.map { stretch in
      windows.filter { $0.1.contains(stretch.from) }.map(\.0)
    }
  }
}

extension Reader {
  /// The period and, in a report, those it is compared with.
  var periods: [Period] {
    guard aim == .report else { return [horizon.period] }
    return [horizon.period, horizon.previous, horizon.lastYear].compactMap(\.self)
  }

  /// Every span that is looked at for what happened in it, each day once.
  var spans: [Span] {
    Span.merged(periods.map(\.span) + (aim == .report ? [horizon.yearToDate] : []))
  }

  /// The windows that lie outside the period, each with its days; an empty one is left out.
  var otherWindows: [(Window, Span)] {
    guard aim == .report else { return [] }
    return [
      (.previous, horizon.previous?.span), (.lastYear, horizon.lastYear?.span),
      (.yearToDate, horizon.earlierThisYear),
    ].compactMap { window, span in
      span.flatMap { $0.length > 0 ? (window, $0) : nil }
    }
  }
}
