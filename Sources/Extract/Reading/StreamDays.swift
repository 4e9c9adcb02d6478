import Database
import Facts
import SQL

extension Reader {
  /// The period's day entries, each added to its project and counted for its activity and month, and handed on by date,
  /// reference, adviser, activity, commission.
  ///
  /// - Returns: what they come to, to be held against the database's own sum.
  func streamDays(
    _ connection: borrowing Connection, _ programme: inout Programme, _ byID: [Int64: Int],
    _ order: ReferenceOrder, _ sink: RowSink, _ screen: Screen, _ quality: inout Suspicions
  ) throws -> DayTotal {
    let span = horizon.period.span
    var batch = DayBatch(order, byID, LabelTable(.activity, screen))
    var watch = DayWatch(programme, horizon)
    try connection.forEach(
      query(.periodDays, [.day(span.from), .day(span.until)]),
      columns: [.int8, .date, .int8, .text, .numeric, .timestamptz]
    ) { row in
      guard let day = try row.optionalDay(1) else { return }
      if batch.day != day {
        try batch.flush(sink, &watch)
        batch.day = day
      }
      guard let entry = try batch.read(row, screen) else { return }
      programme.projects[entry.project].add(entry, on: day, horizon)
      if batch.count & 0xFFF == 0 { sink.progress("days", batch.count) }
    }
    try batch.flush(sink, &watch)
    programme.activityDays = batch.daysByActivity
    programme.monthDays = batch.daysByMonth
    programme.counts["days"] = batch.count
    watch.tell(&quality)
    // Such an entry is in no project's sums, and yet rules look at it beside the others.
    if batch.holdsUnknownCommission || batch.holdsUnlikelyEntry { quality.suspect("days") }
    if batch.holdsRepeatedKey { quality.suspect("repeated-row") }
    return batch.total
  }
}

extension Project {
  /// Adds one of the period's entries.
  fileprivate mutating func add(_ entry: DayBatch.Entry, on day: CalendarDay, _ horizon: Horizon) {
    add(entry.days, on: day, by: entry.adviser)
    if horizon.yearToDate.contains(day) { periodDaysThisYear += entry.days }
    if day < horizon.asOf { lastDayReported = lastDayReported.map { max($0, day) } ?? day }
  }
}
