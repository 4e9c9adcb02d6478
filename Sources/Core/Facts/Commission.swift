/// A commission as its row stands. nil means not recorded; it never means zero.
package struct Commission: Hashable, Sendable {
  package let id: Int64
  /// Shown to people; nil when blank.
  package var reference: Text?
  package var boroughCode: Text?
  @PackedText package var title: Text?
  package var theme: Text?
  package var arrangement: Term<Arrangement>?
  /// As first agreed, before any variation.
  @CompactDays package var daysAgreed: Days?
  @CompactDays package var daysPerWeek: Days?
  @CompactDay package var requestedOn: CalendarDay?
  @CompactDay package var agreedOn: CalendarDay?
  @CompactDay package var startsOn: CalendarDay?
  /// The planned last day as recorded, also where it lies before `startsOn`.
  @CompactDay package var dueOn: CalendarDay?
  @CompactDay package var completedOn: CalendarDay?
  @CompactDay package var withdrawnOn: CalendarDay?
  @CompactDay package var onHoldSince: CalendarDay?
  @CompactDay package var caseStudyOn: CalendarDay?
  /// Whether `request` or `work_undertaken` is recorded, without which there is no case study to print.
  package var hasNarrative: Bool

  package init(id: Int64) {
    self.id = id
    hasNarrative = false
  }

  /// The planned last day that counts: one before the start counts as not recorded.
  package var plannedLastDay: CalendarDay? {
    guard let dueOn, let startsOn, dueOn < startsOn else { return dueOn }
    return nil
  }
}

/// A commission's free text, which no figure reads.
package struct Narrative: Hashable, Sendable {
  package var request: Text?
  package var workUndertaken: Text?
  package var nextSteps: Text?

  package init(request: Text? = nil, workUndertaken: Text? = nil, nextSteps: Text? = nil) {
    self.request = request
    self.workUndertaken = workUndertaken
    self.nextSteps = nextSteps
  }
}

extension [Project] {
  /// Lays the titles of those from `start` on together, in one piece of memory.
  package mutating func packTitles(from start: Int) {
    let packed = PackedText.packed(self[start...].map(\.commission.packedTitle))
    for (index, title) in zip(start..., packed) { self[index].commission.packedTitle = title }
  }
}

extension Commission {
  fileprivate var packedTitle: PackedText {
    get { _title }
    set { _title = newValue }
  }
}

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
