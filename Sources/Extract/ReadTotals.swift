import Database
import Facts
import SQL

extension Reader {
  /// Days and outcomes outside the period, summed by the database: to date, and of every other span reported.
  func readTotals(
    _ connection: borrowing Connection, _ index: inout ProjectIndex, _ screen: Screen
  ) throws {
    let before: [Parameter] = [.int64Array(index.ids), .day(horizon.period.span.from)]
    try connection.forEach(
      query(.daysBefore, before), columns: [.int8, .int8, .int8, .date, .date]
    ) { row in
      let tally = try row.tally(at: 1)
      index.update(try row.int64(0)) { $0.daysBefore = tally }
    }
    try connection.forEach(
      query(.outcomesBefore, before), columns: Array(repeating: .int8, count: 6)
    ) { row in
      var counts = StageCounts()
      counts.achieved = Int(try row.int64(1))
      counts.enabling = Int(try row.int64(2))
      counts.expected = Int(try row.int64(3))
      counts.notAchieved = Int(try row.int64(4))
      counts.unrecorded = Int(try row.int64(5))
      index.update(try row.int64(0)) { $0.outcomesBefore = counts }
    }
    for (window, span) in horizon.otherWindows {
      try readWindow(window, span, connection, &index, screen)
    }
  }

  private func readWindow(
    _ window: Window, _ span: Span, _ connection: borrowing Connection, _ index: inout ProjectIndex,
    _ screen: Screen
  ) throws {
    let bounds: [Parameter] = [.day(span.from), .day(span.until)]
    try connection.forEach(
      query(.dayTotals, bounds), columns: [.int8, .int8, .int8, .int8, .date, .date]
    ) { row in
      let days = AdviserDays(
        window: window, adviserID: try row.int64(1), tally: try row.tally(at: 2))
      index.update(try row.int64(0)) { $0.adviserDays.append(days) }
    }
    try connection.forEach(
      query(.outcomeTotals, bounds), columns: [.int8, .text, .int8]
    ) { row in
      let id = try row.int64(0)
      let kind = screen.label(
        try row.recordedText(1), .kind, in: Place("outcomes", "commission_id=\(id)"))
      let count = Int(try row.int64(2))
      index.update(id) { $0.addAchieved(kind, window, count) }
    }
  }
}

extension Horizon {
  /// The windows that lie outside the period, each with its days; an empty one is left out.
  var otherWindows: [(Window, Span)] {
    [
      (.previous, previous?.span), (.lastYear, lastYear?.span), (.yearToDate, earlierThisYear),
    ].compactMap { window, span in
      span.flatMap { $0.length > 0 ? (window, $0) : nil }
    }
  }
}

extension Row {
  /// Entries, hundredths of days, first and last date, in four columns from `column` on.
  fileprivate func tally(at column: Int) throws -> DayTally {
    DayTally(
      entries: Int(try int64(column)), days: Days(hundredths: try int64(column + 1)),
      first: try optionalDay(column + 2), last: try optionalDay(column + 3))
  }
}
