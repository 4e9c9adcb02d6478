import Core
import Database
import SQL

/// The day entries of a commission in the months of the series, and between them and the period.
struct BegunProject {
  let commission: Int64
  fileprivate(set) var firstDay: CalendarDay
  /// Those before the period.
  fileprivate(set) var before = DayTally()
}

/// The day entries of the comparison spans and of the series, added up.
///
/// One pass over the entries serves every use. Nothing here depends on the commissions that the report reads.
struct DayHistory {
  // There are as many as projects: narrow numbers, the narrowest last, leave no gaps.
  struct SpanSum {
    let commission: Int64
    @CompactID var adviser: Int64?
    fileprivate(set) var tally = DayTally()
    /// The place of its bucket among those of `DateBuckets`.
    let bucket: Int32

    fileprivate init(_ group: SpanGroup) {
      (commission, bucket) = (group.commission, group.bucket)
      adviser = group.adviser
    }
  }
  struct MonthGroup: Hashable {
    let month: CalendarDay
    let adviser: Int64?
  }
  fileprivate struct SpanGroup: Hashable {
    let commission: Int64
    let adviser: Int64?
    let bucket: Int32
  }

  /// By commission, adviser and bucket.
  var spans: [SpanSum] = []
  /// By commission.
  private(set) var begun: [BegunProject] = []
  /// By month of the series and adviser, entries of commissions that nobody knows among them.
  private(set) var months: [MonthGroup: DayTotal] = [:]
  private var spanPlaces: [SpanGroup: Int32] = [:]
  private var begunPlaces: [Int64: Int32] = [:]

  /// What the entries of one day count for.
  struct DayUse {
    /// The first day of the month of the series; nil outside the series.
    let month: CalendarDay?
    /// The bucket of the comparison spans; nil outside them and in the period.
    let bucket: Int32?
    /// Whether the entries say when a project began.
    let begins: Bool
    let isBeforePeriod: Bool
  }

  fileprivate mutating func add(
    _ days: Days, of commission: Int64, by adviser: Int64?, on day: CalendarDay, _ use: DayUse
  ) {
    if let month = use.month { months[MonthGroup(month: month, adviser: adviser), default: DayTotal()].add(days) }
    if use.begins {
      let place = Self.place(of: commission, in: &begunPlaces, begun.count)
      if place == begun.count { begun.append(BegunProject(commission: commission, firstDay: day)) }
      begun[place].firstDay = min(begun[place].firstDay, day)
      if use.isBeforePeriod { begun[place].before.add(days, on: day) }
    }
    if let bucket = use.bucket {
      let group = SpanGroup(commission: commission, adviser: adviser, bucket: bucket)
      let place = Self.place(of: group, in: &spanPlaces, spans.count)
      if place == spans.count { spans.append(SpanSum(group)) }
      spans[place].tally.add(days, on: day)
    }
  }

  /// Returns the place of a group, which is `next` for a new one.
  private static func place<Group>(of group: Group, in places: inout [Group: Int32], _ next: Int) -> Int {
    if let place = places[group] { return Int(place) }
    places[group] = Int32(clamping: next)
    return next
  }

  /// Frees what only the pass needs.
  fileprivate mutating func finish() { (spanPlaces, begunPlaces) = ([:], [:]) }
}

extension Reader {
  /// Adds up the day entries that a comparison span or the series count, the period's among them where a month of the series lies in it.
  func readHistory(_ connection: borrowing Connection) throws -> DayHistory {
    var history = DayHistory()
    let buckets = DateBuckets(self)
    let months = context.months(trendMonths)
    let period = context.period.span
    let series = Span(from: months.from, until: months.length > 0 ? max(months.until, period.from) : months.from)
    for span in Span.merged(buckets.otherSpans + [series]) {
      let uses = (0..<span.length).map { offset in
        let day = span.from.advanced(by: offset)
        return DayHistory.DayUse(
          month: months.contains(day) ? day.firstOfMonth : nil, bucket: buckets.bucket(of: day),
          begins: series.contains(day), isBeforePeriod: day < period.from)
      }
      try connection.forEachCopied(copy(.dayHistory, of: span), columns: [.date, .int8, .int8, .numeric]) { row in
        guard let day = try row.optionalDay(0), span.contains(day), let commission = try row.optionalInt64(1),
          let days = try row.optionalNumeric(3)?.days
        else { return }
        history.add(days, of: commission, by: try row.optionalInt64(2), on: day, uses[day - span.from])
      }
    }
    history.finish()
    return history
  }
}
