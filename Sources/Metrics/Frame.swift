package import Facts

/// A period to be measured, and where its days stand in a project's tallies.
package struct Frame: Hashable, Sendable {
  package let period: Period
  package let window: Window
  /// **u**: the first day not reported on.
  package let asOf: CalendarDay

  package var span: Span { period.span }

  /// The period itself.
  package init(_ horizon: Horizon) {
    period = horizon.period
    window = .period
    asOf = horizon.asOf
  }

  /// A comparison: a period that is over.
  package init(_ period: Period, _ window: Window) {
    self.period = period
    self.window = window
    asOf = period.span.until
  }
}

extension Horizon {
  /// The period and the periods it is compared with, in that order.
  package var frames: [Frame] {
    [Frame(self)]
      + [previous.map { Frame($0, .previous) }, lastYear.map { Frame($0, .lastYear) }]
      .compactMap(\.self)
  }
}
