import Database
import Facts
import SQL

extension Reader {
  /// Days and outcomes before the period, summed by the database.
  func readBefore(
    _ connection: borrowing Connection, _ programme: Programme, _ index: inout ProjectIndex,
    _ quality: inout Suspicions
  ) throws {
    let before: [Parameter] = [.int64Array(index.ids), .day(horizon.period.span.from)]
    try readDaysBefore(connection, before, programme, &index, &quality)
    try connection.forEach(
      query(.outcomesBefore, before), columns: Array(repeating: .int8, count: 6) + [.bool]
    ) { row in
      if try row.bool(6) { quality.suspect(rule: "look-alike-row") }
      var counts = StageCounts()
      counts.achieved = Int(try row.int64(1))
      counts.enabling = Int(try row.int64(2))
      counts.expected = Int(try row.int64(3))
      counts.notAchieved = Int(try row.int64(4))
      counts.unrecorded = Int(try row.int64(5))
      index.update(try row.int64(0)) { $0.outcomesBefore = counts }
    }
  }

  /// Added up as they stand; where some entry does not make a figure as it stands, again with care.
  private func readDaysBefore(
    _ connection: borrowing Connection, _ before: [Parameter], _ programme: Programme,
    _ index: inout ProjectIndex, _ quality: inout Suspicions
  ) throws {
    var inexact: [Int64] = []
    let known: [Parameter] = [
      .textArray(quality.activities.map(\.string)), .int64Array(programme.advisers.map(\.id)),
    ]
    try connection.forEach(
      query(.daysBefore, before + known),
      columns: [.int8, .int8, .int8, .date, .date, .bool, .bool]
    ) { row in
      let id = try row.int64(0)
      if !(try row.bool(5) && row.bool(6)) { quality.suspect(relation: "days") }
      guard try row.bool(5) else { return inexact.append(id) }
      let tally = try row.tally(at: 1)
      index.update(id) { $0.daysBefore = tally }
    }
    guard !inexact.isEmpty else { return }
    try connection.forEach(
      query(.daysBeforeExact, [.int64Array(inexact), before[1]]),
      columns: [.int8, .int8, .int8, .date, .date]
    ) { row in
      let tally = try row.tally(at: 1)
      index.update(try row.int64(0)) { $0.daysBefore = tally }
    }
  }
}
