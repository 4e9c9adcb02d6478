import Core
import Database
import SQL

/// What was before the period, by commission, as the database added it up.
struct BeforeSums {
  /// Day entries before `Reader.firstDayOfSeriesSums`: the sums of the series hold the later ones.
  fileprivate var days: [(commission: Int64, tally: DayTally)] = []
  /// The requests of those commissions of the series that are known and that the report does not read.
  fileprivate(set) var requests: [Int64: (reference: Text?, day: CalendarDay?)] = [:]
  /// Day entries in the months of the series of commissions that nobody knows.
  fileprivate(set) var daysOfUnknown: [MonthSum] = []
  /// Commissions with a day entry before the months of the series, which therefore did not begin in them.
  fileprivate(set) var begunEarlier: Set<Int64> = []
}

extension Reader {
  /// - Parameters:
  ///   - ids: the commissions that the report reads.
  ///   - series: the sums of the series. Nothing is read twice.
  func readBefore(_ connection: borrowing Connection, _ ids: [Int64], _ series: SeriesSums) throws -> BeforeSums {
    var sums = BeforeSums()
    let others = series.commissions.subtracting(ids).sorted()
    try connection.forEach(query(.requests, [.int64Array(others)]), columns: [.int8, .text, .date]) { row in
      sums.requests[try row.int64(0)] = (try row.recordedText(1), try row.optionalDay(2))
    }
    let unknown = others.filter { sums.requests[$0] == nil }
    if !unknown.isEmpty { sums.daysOfUnknown = try readDaysByMonth(connection, of: unknown) }
    try readDays(connection, of: ids + others, &sums)
    if firstDayOfSeries > firstDayOfSeriesSums, !series.begun.isEmpty {
      let begun: [Parameter] = [.int64Array(series.begun.map(\.commission)), .day(firstDayOfSeries)]
      try connection.forEach(query(.daysBegun, begun), columns: [.int8]) { row in
        sums.begunEarlier.insert(try row.int64(0))
      }
    }
    return sums
  }

  private func readDays(_ connection: borrowing Connection, of ids: [Int64], _ sums: inout BeforeSums) throws {
    let until = firstDayOfSeriesSums
    guard until > .first else { return }
    let bounds: [Parameter] = [.int64Array(ids), .day(.first), .day(until)]
    try connection.forEach(query(.daysBefore, bounds), columns: [.int8, .int8, .int8, .date, .date]) { row in
      sums.days.append((try row.int64(0), try row.tally(at: 1)))
      sums.begunEarlier.insert(try row.int64(0))
    }
  }

  /// Returns the outcomes before the period by commission, of the commissions that the report reads.
  func readOutcomesBefore(_ connection: borrowing Connection, _ ids: [Int64]) throws
    -> [(commission: Int64, counts: StageCounts)]
  {
    var sums: [(commission: Int64, counts: StageCounts)] = []
    let bounds: [Parameter] = [.int64Array(ids), .day(context.period.span.from)]
    try connection.forEach(query(.outcomesBefore, bounds), columns: Array(repeating: .int8, count: 6)) { row in
      var counts = StageCounts()
      counts.achieved = Int(try row.int64(1))
      counts.enabling = Int(try row.int64(2))
      counts.expected = Int(try row.int64(3))
      counts.notAchieved = Int(try row.int64(4))
      counts.unrecorded = Int(try row.int64(5))
      sums.append((try row.int64(0), counts))
    }
    return sums
  }
}

extension BeforeSums {
  /// Adds the day entries before the period to each project.
  func add(_ series: SeriesSums, to projects: inout [Project], _ places: [Int64: Int]) {
    for (id, tally) in days { if let place = places[id] { projects[place].daysBefore = tally } }
    for begun in series.begun where begun.before.entries > 0 {
      if let place = places[begun.commission] { projects[place].daysBefore.add(begun.before) }
    }
  }
}
