// A commission may have several reviews.

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

// Who taught whom. A share has a teacher and a learner; without a learner it went to a wider audience.

/// When and how practice was shared.
struct SharingOccasion: Hashable {
  let day: CalendarDay
  let channel: Text?
}

extension SharedPractice {
  var occasion: SharingOccasion { SharingOccasion(day: sharedOn, channel: channel) }

  /// Returns the borough that was taught; nil where nobody outside the project's own borough was.
  ///
  /// - Parameter own: the borough of the share's commission; nil for work for all of London.
  package func taught(own: Text?) -> Text? {
    guard let code = boroughCode, code != own, code != fromBoroughCode else { return nil }
    return code
  }

  /// Whether the project's own borough learnt from another.
  package func isLearnt(own: Text?) -> Bool {
    guard let from = fromBoroughCode, from != own else { return false }
    return boroughCode == nil || boroughCode == own
  }

  /// Returns the borough that learnt; nil for a wider audience, and for work for all of London.
  package func learner(own: Text?) -> Text? { isLearnt(own: own) ? own : taught(own: own) }

  /// Returns the borough whose practice it was.
  package func teacher(own: Text?) -> Text? { fromBoroughCode ?? own }
}
