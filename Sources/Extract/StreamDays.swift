import Database
import Facts
import SQL

extension Reader {
  /// The period's day entries: each counted, and handed on by date, reference, adviser, activity, commission.
  func streamDays(
    _ connection: borrowing Connection, _ programme: inout Programme, _ index: inout ProjectIndex,
    _ sink: RowSink, _ screen: Screen
  ) throws {
    let span = horizon.period.span
    let year = horizon.yearToDate
    var batch = DayBatch()
    var count = 0
    try connection.forEach(
      query(.periodDays, [.day(span.from), .day(span.until)]),
      columns: [.int8, .date, .int8, .text, .int8, .timestamptz]
    ) { row in
      guard var entry = try row.dayEntry(), let position = index.byID[entry.commissionID]
      else { return }
      entry.activity = screen.label(entry.activity, .activity, in: .day(entry))
      index.projects[position].add(entry.days, on: entry.workedOn, by: entry.adviserID)
      index.projects[position].noteReported(entry.workedOn, before: horizon.asOf)
      if year.contains(entry.workedOn) {
        index.projects[position].periodDaysThisYear += entry.days
      }
      programme.activityDays[entry.activity, default: .zero] += entry.days
      programme.monthDays[entry.workedOn.firstOfMonth, default: .zero] += entry.days
      if batch.day != entry.workedOn { try batch.flush(index.projects, sink) }
      batch.append(entry, position)
      count += 1
      progress("days", count)
    }
    try batch.flush(index.projects, sink)
    programme.counts["days"] = count
  }
}

/// The entries of one date, put in order before they go on.
private struct DayBatch {
  private var entries: [(entry: DayEntry, project: Int)] = []
  var day: CalendarDay? { entries.first?.entry.workedOn }

  mutating func append(_ entry: DayEntry, _ project: Int) { entries.append((entry, project)) }

  mutating func flush(_ projects: [Project], _ sink: RowSink) throws {
    entries.sort { left, right in
      DayEntry.precedes(
        (left.entry, projects[left.project].commission.reference),
        (right.entry, projects[right.project].commission.reference))
    }
    for item in entries { try sink.day(item.entry, projects[item.project]) }
    entries.removeAll(keepingCapacity: true)
  }
}

extension Row {
  /// A row of `sql/facts/period_days.sql`; nil when its date or time is none.
  fileprivate func dayEntry() throws -> DayEntry? {
    guard let workedOn = try optionalDay(1), let recordedAt = try instant(5) else { return nil }
    return DayEntry(
      commissionID: try int64(0), workedOn: workedOn, adviserID: try int64(2),
      activity: try recordedText(3), days: Days(hundredths: try int64(4)), recordedAt: recordedAt)
  }
}
