// A commission may have several reviews.

/// Which review of which commission.
package struct ReviewKey: Hashable, Sendable {
  package let commissionID: Int64
  package let number: Int64

  package init(commissionID: Int64, number: Int64) {
    self.commissionID = commissionID
    self.number = number
  }
}

extension [Review] {
  /// Returns the latest review received before `end`; of those received on one day, the one with the highest number.
  package func latest(before end: CalendarDay) -> Review? {
    filter { $0.receivedOn.isBefore(end) }.max {
      ($0.receivedOn ?? .first, $0.number) < ($1.receivedOn ?? .first, $1.number)
    }
  }
}

extension [Review] {
  /// Returns those that a case study prints: asked for or received before `end`.
  package func printed(before end: CalendarDay) -> [Review] { filter { Feedback($0, before: end) != .none } }
}

extension Feedback {
  /// The best that any of the reviews gives.
  package init(_ reviews: [Review], before end: CalendarDay) {
    let all = reviews.map { Feedback($0, before: end) }
    self = Feedback.allCases.first { all.contains($0) } ?? .none
  }
}

extension Review {
  /// Whether the comment may be printed on a day: the client agreed to it, and the consent has not ended.
  package func maySayComment(on today: CalendarDay) -> Bool {
    mayPublish && !consentEndedOn.isBefore(today.next)
  }
}
