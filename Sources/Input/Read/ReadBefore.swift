import Core
import Database
import SQL

/// Day entries before `Reader.firstDayOfSeriesSums`, by commission. The sums of the series hold the later ones.
typealias DaysBefore = [(commission: Int64, tally: DayTally)]

/// What the series need of commissions that the report does not read.
struct SeriesRest {
  /// The requests of those that are known.
  fileprivate(set) var requests: [Int64: (reference: Text?, day: CalendarDay?)] = [:]
  /// Day entries in the months of the series of commissions that nobody knows.
  fileprivate(set) var daysOfUnknown: [MonthSum] = []
  /// Commissions with a day entry before the months of the series, which therefore did not begin in them.
  fileprivate(set) var begunEarlier: Set<Int64> = []
}

extension Reader {
  /// Returns the sums of the day entries of these commissions before `firstDayOfSeriesSums`.
  func readDaysBefore(_ connection: borrowing Connection, _ ids: [Int64]) throws -> DaysBefore {
    var sums: DaysBefore = []
    let until = firstDayOfSeriesSums
    guard until > .first else { return [] }
    let bounds: [Parameter] = [.int64Array(ids), .day(until)]
    try connection.forEach(query(.daysBefore, bounds), columns: [.int8, .int8, .int8, .date, .date]) { row in
      sums.append((try row.int64(0), try row.tally(at: 1)))
    }
    return sums
  }

  /// Reads what the series need of commissions that the report does not read.
  ///
  /// - Parameter ids: the commissions that the report reads. Nothing is read twice.
  func readSeriesRest(_ connection: borrowing Connection, of series: SeriesSums, besides ids: Set<Int64>) throws
    -> SeriesRest
  {
    var rest = SeriesRest()
    let others = series.commissions.subtracting(ids).sorted()
    try connection.forEach(query(.requests, [.int64Array(others)]), columns: [.int8, .text, .date]) { row in
      rest.requests[try row.int64(0)] = (try row.recordedText(1), try row.optionalDay(2))
    }
    let unknown = others.filter { rest.requests[$0] == nil }
    if !unknown.isEmpty { rest.daysOfUnknown = try readDaysByMonth(connection, of: unknown) }
    // Where the months begin in the period, the days before the period do not say all.
    let mayHaveBegun = firstDayOfSeries > firstDayOfSeriesSums ? series.begun.map(\.commission) : others
    let bounds: [Parameter] = [.int64Array(mayHaveBegun), .day(firstDayOfSeries)]
    try connection.forEach(query(.daysBegun, bounds), columns: [.int8]) { row in
      rest.begunEarlier.insert(try row.int64(0))
    }
    return rest
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

extension [Project] {
  /// Adds the day entries before the period to each project.
  mutating func add(_ before: DaysBefore, _ begun: [BegunProject], _ places: [Int64: Int]) {
    for (id, tally) in before { if let place = places[id] { self[place].daysBefore = tally } }
    for begun in begun where begun.before.entries > 0 {
      if let place = places[begun.commission] { self[place].daysBefore.add(begun.before) }
    }
  }
}
