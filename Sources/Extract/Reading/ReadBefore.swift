import Database
import Facts
import SQL

/// Days and outcomes before the period, by commission, as the database added them up.
struct BeforeSums {
  var days: [(commission: Int64, tally: DayTally)] = []
  /// Where they are not among the sums of every commission: those of the year to date.
  var daysThisYear: [(commission: Int64, tally: DayTally)] = []
  var outcomes: [(commission: Int64, counts: StageCounts)] = []
  var holdsOutcomesOfOneDate = false
}

extension Reader {
  /// - Parameter ids: the commissions asked for.
  func readBefore(_ connection: borrowing Connection, _ ids: [Int64]) throws -> BeforeSums {
    var sums = BeforeSums()
    let ids = Parameter.int64Array(ids)
    let (from, year) = (horizon.period.span.from, horizon.earlierThisYear)
    switch aim {
    case .report:
      sums.days = try readDaysBefore(connection, ids, Span(from: .first, until: from))
    case .rows:
      sums.days = try readDaysBefore(connection, ids, Span(from: .first, until: year.from))
      sums.daysThisYear = try readDaysBefore(connection, ids, year)
    }
    try connection.forEach(
      query(.outcomesBefore, [ids, .day(from)]),
      columns: Array(repeating: .int8, count: 6) + [.bool]
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

  private func readDaysBefore(
    _ connection: borrowing Connection, _ ids: Parameter, _ span: Span
  ) throws -> [(commission: Int64, tally: DayTally)] {
    guard span.length > 0 else { return [] }
    var sums: [(commission: Int64, tally: DayTally)] = []
    try connection.forEach(
      query(.daysBefore, [ids, .day(span.from), .day(span.until)]),
      columns: [.int8, .int8, .int8, .date, .date]
    ) { row in sums.append((try row.int64(0), try row.tally(at: 1))) }
    return sums
  }
}

extension BeforeSums {
  /// Hangs every sum on its project.
  func add(to projects: inout [Project], _ places: [Int64: Int]) {
    for (id, tally) in days { if let place = places[id] { projects[place].daysBefore = tally } }
    for (id, tally) in daysThisYear {
      guard let place = places[id] else { continue }
      projects[place].daysBefore.add(tally)
      // Whose they are only figures ask.
      projects[place].add(tally, in: .yearToDate, by: 0)
    }
    for (id, counts) in outcomes {
      if let place = places[id] { projects[place].outcomesBefore = counts }
    }
  }
}
