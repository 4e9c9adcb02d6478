import Database
import Facts
import SQL

/// Days and outcomes before the period, by commission, as the database added them up.
struct BeforeSums {
  var days: [(commission: Int64, tally: DayTally)] = []
  var outcomes: [(commission: Int64, counts: StageCounts)] = []
  /// Whether some entry is not as an entry should be.
  var holdsOddDays = false
  var holdsOutcomesOfOneDate = false
}

extension Reader {
  /// - Parameters:
  ///   - ids: the commissions asked for.
  ///   - activities, advisers: those an entry should name.
  func readBefore(
    _ connection: borrowing Connection, _ ids: [Int64], activities: [Text], advisers: [Int64]
  ) throws -> BeforeSums {
    var sums = BeforeSums()
    let before: [Parameter] = [.int64Array(ids), .day(horizon.period.span.from)]
    let known: [Parameter] = [.textArray(activities.map(\.string)), .int64Array(advisers)]
    try readDaysBefore(connection, before, known, &sums)
    try connection.forEach(
      query(.outcomesBefore, before), columns: Array(repeating: .int8, count: 6) + [.bool]
    ) { row in
      if try row.bool(6) { sums.holdsOutcomesOfOneDate = true }
      var counts = StageCounts()
      counts.achieved = Int(try row.int64(1))
      counts.enabling = Int(try row.int64(2))
      counts.expected = Int(try row.int64(3))
      counts.notAchieved = Int(try row.int64(4))
      counts.unrecorded = Int(try row.int64(5))
      sums.outcomes.append((try row.int64(0), counts))
    }
    return sums
  }

  /// Added up as they stand; where some entry is not as it should be, again with care.
  private func readDaysBefore(
    _ connection: borrowing Connection, _ before: [Parameter], _ known: [Parameter],
    _ sums: inout BeforeSums
  ) throws {
    var odd: [Int64] = []
    try connection.forEach(
      query(.daysBefore, before + known), columns: [.int8, .int8, .int8, .date, .date, .bool]
    ) { row in
      let id = try row.int64(0)
      guard try row.bool(5) else { return odd.append(id) }
      sums.days.append((id, try row.tally(at: 1)))
    }
    guard !odd.isEmpty else { return }
    sums.holdsOddDays = true
    try connection.forEach(
      query(.daysBeforeExact, [.int64Array(odd), before[1]]),
      columns: [.int8, .int8, .int8, .date, .date]
    ) { row in sums.days.append((try row.int64(0), try row.tally(at: 1))) }
  }
}

extension BeforeSums {
  /// Hangs every sum on its project.
  func add(to projects: inout [Project], _ places: [Int64: Int]) {
    for (id, tally) in days { if let place = places[id] { projects[place].daysBefore = tally } }
    for (id, counts) in outcomes {
      if let place = places[id] { projects[place].outcomesBefore = counts }
    }
  }

  func tell(_ quality: inout Suspicions) {
    if holdsOddDays { quality.suspect("days") }
    if holdsOutcomesOfOneDate { quality.suspect("look-alike-row") }
  }
}
