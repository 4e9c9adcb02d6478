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
    add(DayTally(entries: 1, days: days, first: day, last: day))
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

  package var total: Int { achieved + enabling + expected + notAchieved + unrecorded }

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
