/// A day entry: an adviser's days on a commission, of one activity, on one date.
package struct DayEntry: Hashable, Sendable {
  package var commissionID: Int64
  package var workedOn: CalendarDay
  package var adviserID: Int64
  package var activity: Text?
  package var days: Days
  package var recordedAt: Instant

  package init(
    commissionID: Int64, workedOn: CalendarDay, adviserID: Int64, activity: Text?, days: Days,
    recordedAt: Instant
  ) {
    self.commissionID = commissionID
    self.workedOn = workedOn
    self.adviserID = adviserID
    self.activity = activity
    self.days = days
    self.recordedAt = recordedAt
  }
}

/// An outcome of a commission, as it was observed.
package struct Outcome: Hashable, Sendable {
  package var commissionID: Int64
  package var number: Int64
  package var observedOn: CalendarDay
  package var kind: Text?
  package var stage: Term<Stage>?
  package var summary: Text?
  package var recordedAt: Instant

  package init(
    commissionID: Int64, number: Int64, observedOn: CalendarDay, kind: Text?, stage: Term<Stage>?,
    summary: Text?, recordedAt: Instant
  ) {
    self.commissionID = commissionID
    self.number = number
    self.observedOn = observedOn
    self.kind = kind
    self.stage = stage
    self.summary = summary
    self.recordedAt = recordedAt
  }
}

extension DayEntry {
  /// Whether it stands before `other` in days.csv: by date, reference, adviser, activity and commission; what is not
  /// recorded first. Rows of one date may be ordered on their own. Rows alike in all of these are ordered by days and
  /// time of recording, so that the file never depends on the order of reading.
  package static func precedes(
    _ left: (entry: DayEntry, reference: Text?), _ right: (entry: DayEntry, reference: Text?)
  ) -> Bool {
    let (a, b) = (left.entry, right.entry)
    if a.workedOn != b.workedOn { return a.workedOn < b.workedOn }
    if left.reference != right.reference { return left.reference.precedes(right.reference) }
    if a.adviserID != b.adviserID { return a.adviserID < b.adviserID }
    if a.activity != b.activity { return a.activity.precedes(b.activity) }
    return (a.commissionID, a.days, a.recordedAt) < (b.commissionID, b.days, b.recordedAt)
  }
}

extension Outcome {
  /// Whether it stands before `other` in outcomes.csv: by date, reference, number and commission; then by what is left,
  /// so that the file never depends on the order of reading.
  package static func precedes(
    _ left: (outcome: Outcome, reference: Text?), _ right: (outcome: Outcome, reference: Text?)
  ) -> Bool {
    let (a, b) = (left.outcome, right.outcome)
    if a.observedOn != b.observedOn { return a.observedOn < b.observedOn }
    if left.reference != right.reference { return left.reference.precedes(right.reference) }
    if (a.number, a.commissionID) != (b.number, b.commissionID) {
      return (a.number, a.commissionID) < (b.number, b.commissionID)
    }
    if a.recordedAt != b.recordedAt { return a.recordedAt < b.recordedAt }
    if a.kind != b.kind { return a.kind.precedes(b.kind) }
    if a.stage?.text != b.stage?.text { return (a.stage?.text).precedes(b.stage?.text) }
    return a.summary.precedes(b.summary)
  }
}

extension Text? {
  /// In code-point order, what is not recorded first.
  package func precedes(_ other: Text?) -> Bool {
    guard let other else { return false }
    return self.map { $0 < other } ?? true
  }
}

/// Day entries summed: how many, of how many days, first and last date.
package struct DayTally: Hashable, Sendable {
  package var days = Days.zero
  @CompactCount package var entries = 0
  @CompactDay package var first: CalendarDay?
  @CompactDay package var last: CalendarDay?

  package init() {}

  package init(entries: Int, days: Days, first: CalendarDay?, last: CalendarDay?) {
    self.entries = entries
    self.days = days
    self.first = first
    self.last = last
  }

  package mutating func add(_ days: Days, on day: CalendarDay) {
    entries += 1
    self.days += days
    first = first.map { min($0, day) } ?? day
    last = last.map { max($0, day) } ?? day
  }

  package mutating func add(_ other: DayTally) {
    entries += other.entries
    days += other.days
    if let day = other.first { first = first.map { min($0, day) } ?? day }
    if let day = other.last { last = last.map { max($0, day) } ?? day }
  }
}

/// Outcomes counted by stage; a stage that is not recorded, or not a known one, counts in none of the four.
package struct StageCounts: Hashable, Sendable {
  @CompactCount package var achieved = 0
  @CompactCount package var enabling = 0
  @CompactCount package var expected = 0
  @CompactCount package var notAchieved = 0
  @CompactCount package var unrecorded = 0

  package init() {}

  package mutating func add(_ stage: Stage?, _ count: Int = 1) {
    switch stage {
    case .achieved: achieved += count
    case .enabling: enabling += count
    case .expected: expected += count
    case .notAchieved: notAchieved += count
    case nil: unrecorded += count
    }
  }

  package static func + (left: Self, right: Self) -> Self {
    var sum = left
    sum.achieved += right.achieved
    sum.enabling += right.enabling
    sum.expected += right.expected
    sum.notAchieved += right.notAchieved
    sum.unrecorded += right.unrecorded
    return sum
  }
}
