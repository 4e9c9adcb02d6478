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
