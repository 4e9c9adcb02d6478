/// A half-open run of days, [from, until): `until` is the day after the last day. May be empty.
package struct Span: Hashable, Sendable {
  package let from: CalendarDay
  package let until: CalendarDay

  package init(from: CalendarDay, until: CalendarDay) {
    self.from = from
    self.until = until
  }

  package var lastDay: CalendarDay { until.previous }
  /// How many days it holds.
  package var length: Int { max(0, until - from) }

  package func contains(_ day: CalendarDay) -> Bool { from <= day && day < until }
  /// False for a day that is not recorded.
  package func contains(_ day: CalendarDay?) -> Bool { day.map { contains($0) } ?? false }

  /// As people read it, both days included: `1 October 2010 to 31 December 2010`.
  package var written: String { "\(from.written) to \(lastDay.written)" }

  /// Spans that cover the same days, in order, without overlap or neighbours left apart.
  package static func merged(_ spans: [Span]) -> [Span] {
    var result: [Span] = []
    for span in spans.filter({ $0.length > 0 }).sorted(by: { $0.from < $1.from }) {
      if let last = result.last, span.from <= last.until {
        result[result.count - 1] = Span(from: last.from, until: max(last.until, span.until))
      } else {
        result.append(span)
      }
    }
    return result
  }
}
