/// A borough the programme serves.
package struct Borough: Hashable, Sendable {
  package let code: Text
  package let name: Text

  package init(code: Text, name: Text) {
    self.code = code
    self.name = name
  }
}

/// An adviser, who may be in post from `appointedOn` to `leftOn`, both included.
package struct Adviser: Hashable, Sendable {
  package let id: Int64
  package let name: Text
  package let appointedOn: CalendarDay
  package let leftOn: CalendarDay?
  package let daysPerWeek: Days

  package init(
    id: Int64, name: Text, appointedOn: CalendarDay, leftOn: CalendarDay?, daysPerWeek: Days
  ) {
    self.id = id
    self.name = name
    self.appointedOn = appointedOn
    self.leftOn = leftOn
    self.daysPerWeek = daysPerWeek
  }

  package func isInPost(on day: CalendarDay) -> Bool {
    appointedOn <= day && (leftOn.map { day <= $0 } ?? true)
  }

  /// The days of `span` on which the adviser is in post.
  package func inPost(during span: Span) -> Span {
    let until = leftOn.map { min($0.next, span.until) } ?? span.until
    let from = max(appointedOn, span.from)
    return Span(from: from, until: max(from, until))
  }
}
