import Facts

/// The days that figures of events look at, cut so that each stretch lies wholly in or wholly out of every span: the
/// database adds up each stretch once, however many figures it counts for.
struct Stretches {
  private let horizon: Horizon
  /// Where the days are cut, in order.
  let cuts: [CalendarDay]
  /// Every day that is looked at, once.
  let spans: [Span]

  init(_ horizon: Horizon) {
    self.horizon = horizon
    spans = horizon.reportedSpans
    let bounds = spans + horizon.otherWindows.map(\.1) + [horizon.period.span, horizon.yearToDate]
    cuts = Set(bounds.flatMap { [$0.from, $0.until] } + [horizon.asOf]).sorted()
  }

  /// What a stretch counts for, by its number from 1, as PostgreSQL's `width_bucket` gives it.
  struct Use {
    /// None of them is the period.
    let windows: [Window]
    let isInPeriod: Bool
    let isInYearToDate: Bool
    /// Before **u**.
    let isReported: Bool
  }

  /// By number less one.
  var uses: [Use] {
    zip(cuts, cuts.dropFirst()).map { from, _ in
      Use(
        windows: horizon.otherWindows.filter { $0.1.contains(from) }.map(\.0),
        isInPeriod: horizon.period.span.contains(from),
        isInYearToDate: horizon.yearToDate.contains(from), isReported: from < horizon.asOf)
    }
  }
}

extension Horizon {
  /// The period and those it is compared with.
  var reportedPeriods: [Period] { [period, previous, lastYear].compactMap(\.self) }

  /// Every span that a figure of events is given for, each day once.
  var reportedSpans: [Span] {
    Span.merged(reportedPeriods.map(\.span) + [yearToDate])
  }

  /// The windows that lie outside the period, each with its days; an empty one is left out.
  var otherWindows: [(Window, Span)] {
    [
      (.previous, previous?.span), (.lastYear, lastYear?.span), (.yearToDate, earlierThisYear),
    ].compactMap { window, span in
      span.flatMap { $0.length > 0 ? (window, $0) : nil }
    }
  }
}
