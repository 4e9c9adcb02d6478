/// A change of the days agreed, later than the agreement itself.
package struct Variation: Hashable, Sendable {
  package let number: Int64
  package let agreedOn: CalendarDay
  /// May be negative.
  package let daysChange: Days

  package init(number: Int64, agreedOn: CalendarDay, daysChange: Days) {
    self.number = number
    self.agreedOn = agreedOn
    self.daysChange = daysChange
  }
}

/// A part of a project with dates of its own.
package struct Strand: Hashable, Sendable {
  package let number: Int64
  @CompactDay package var completedOn: CalendarDay?
  @CompactDay package var onHoldSince: CalendarDay?
  @CompactDay package var stoppedOn: CalendarDay?
  @CompactDay package var startsOn: CalendarDay?
  @CompactDay package var dueOn: CalendarDay?

  package init(number: Int64) { self.number = number }
}

/// What the client said at the end.
package struct Review: Hashable, Sendable {
  package var rating: Term<Rating>?
  @CompactDay package var askedOn: CalendarDay?
  @CompactDay package var receivedOn: CalendarDay?
  package var hasComment: Bool
  package var mayPublish: Bool

  package init(
    askedOn: CalendarDay? = nil, receivedOn: CalendarDay? = nil, rating: Term<Rating>? = nil,
    hasComment: Bool = false, mayPublish: Bool = false
  ) {
    self.askedOn = askedOn
    self.receivedOn = receivedOn
    self.rating = rating
    self.hasComment = hasComment
    self.mayPublish = mayPublish
  }
}

/// Practice of a project shared with a borough, or with a wider audience.
package struct SharedPractice: Hashable, Sendable {
  package let number: Int64
  package let sharedOn: CalendarDay
  /// Whom it reached; nil for a wider audience.
  package let boroughCode: Text?
  package let channel: Text?

  package init(number: Int64, sharedOn: CalendarDay, boroughCode: Text?, channel: Text?) {
    self.number = number
    self.sharedOn = sharedOn
    self.boroughCode = boroughCode
    self.channel = channel
  }
}
