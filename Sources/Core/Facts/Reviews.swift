// A commission may have several reviews.

package struct ReviewKey: Hashable, Sendable {
  package let commissionID: Int64
  /// nil where the organisation offers no numbers. A report counts such reviews, and a new review may move the others' numbers.
  package let number: Int64?

  /// - Parameter offer: what the organisation offered where the review was read.
  package init(commissionID: Int64, number: Int64, _ offer: Offer) {
    self.commissionID = commissionID
    self.number = offer.has("reviews", "review_no") ? number : nil
  }
}

/// Reviews, looked for by key. Where a key has no number, it may be any review of its commission.
package struct ReviewKeys: Sendable {
  private var numbers: [Int64: Set<Int64?>] = [:]

  package init() {}

  package var isEmpty: Bool { numbers.isEmpty }

  package mutating func insert(_ key: ReviewKey) { numbers[key.commissionID, default: []].insert(key.number) }

  /// Returns whether the review is one of these, or may be one.
  package func contains(_ key: ReviewKey) -> Bool {
    guard let numbers = numbers[key.commissionID] else { return false }
    return key.number == nil || numbers.contains(nil) || numbers.contains(key.number)
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
