import Core
import Database
import SQL

/// What happened in the comparison spans and in the year to date before the period, beside the days: the outcomes as the database
/// adds them up, and the commissions of which anything is recorded.
///
/// The reader reads these sums first, because they decide which commissions count. It adds up the period's own rows while it reads
/// those rows.
struct SpanSums {
  struct OutcomeSum {
    let commission: Int64
    /// As it is recorded; nil when it is not.
    let kind: Text?
    let achieved: AchievedCounts
    let bucket: Int32
  }

  /// The windows that each bucket counts for.
  let uses: [[ComparisonSpan]]
  var outcomes: [OutcomeSum] = []
  /// Commissions with outcomes, practice or reviews in what is looked at, or with days in the period.
  var touched: Set<Int64> = []
  /// See `Programme.recordsFollowing`.
  var recordsFollowing = false
}

extension Reader {
  func readSpans(_ connection: borrowing Connection) throws -> SpanSums {
    let buckets = DateBuckets(self)
    var sums = SpanSums(uses: buckets.uses)
    for span in buckets.otherSpans {
      let bounds: [Parameter] = [.day(span.from), .day(span.until), .dates(buckets.cuts)]
      try readOutcomes(connection, bounds, &sums)
    }
    try readTouched(connection, buckets, &sums)
    return sums
  }

  private func readOutcomes(_ connection: borrowing Connection, _ bounds: [Parameter], _ sums: inout SpanSums) throws {
    var kinds = Spellings()
    try connection.forEach(
      query(.outcomeSpans, bounds), columns: [.int8, .int8, .text] + Array(repeating: .int8, count: 4)
    ) { row in
      guard let id = try row.optionalInt64(1) else { return }
      sums.touched.insert(id)
      let achieved = AchievedCounts(
        count: Int(try row.int64(4)), attested: Int(try row.int64(5)), confirmed: Int(try row.int64(6)))
      guard achieved.count > 0 else { return }
      sums.outcomes.append(
        SpanSums.OutcomeSum(
          commission: id, kind: try kinds.text(row, 2), achieved: achieved, bucket: try row.bucket()))
    }
  }

  private func readTouched(_ connection: borrowing Connection, _ buckets: DateBuckets, _ sums: inout SpanSums) throws {
    let reviewed = Span.merged(periods.map(\.twelveMonths) + buckets.spans)
    let period = context.period.span
    let bounds: [Parameter] = [
      .day(period.from), .day(period.until), .dates(buckets.spans.map(\.from)), .dates(buckets.spans.map(\.until)),
      .dates(reviewed.map(\.from)), .dates(reviewed.map(\.until)), .day(period.until), .day(firstOfActions),
    ]
    try connection.forEach(query(.touched, bounds), columns: [.int8]) { row in
      if let id = try row.optionalInt64(0) { sums.touched.insert(id) }
    }
    try readFollowed(connection, &sums)
  }

  /// Adds the commissions with open expectations, where anybody records what became of expectations.
  private func readFollowed(_ connection: borrowing Connection, _ sums: inout SpanSums) throws {
    try connection.forEach(query(.followed, [.day(context.period.span.until)]), columns: [.int8]) { row in
      guard let id = try row.optionalInt64(0) else { return }
      sums.touched.insert(id)
      sums.recordsFollowing = true
    }
    guard sums.recordsFollowing else { return }
    let ends = [context.reportingEnd] + periods.dropFirst().map(\.span.until)
    try connection.forEach(query(.openExpectations, [.dates(ends)]), columns: [.int8]) { row in
      if let id = try row.optionalInt64(0) { sums.touched.insert(id) }
    }
  }
}

extension Row {
  /// The place of its bucket, from 0, among those of `DateBuckets`.
  fileprivate func bucket() throws -> Int32 { Int32(clamping: try int64(0) - 1) }

  /// Entries, hundredths of days, first and last date, in four columns from `column` on.
  func tally(at column: Int) throws -> DayTally {
    DayTally(
      entries: Int(try int64(column)), days: Days(hundredths: try int64(column + 1)),
      first: try optionalDay(column + 2), last: try optionalDay(column + 3))
  }
}

extension SpanSums {
  /// Adds every sum, and those of the days, to its project.
  func add(_ days: [DayHistory.SpanSum], to index: inout ProjectIndex, _ filter: PersonalDataFilter) {
    for sum in days {
      let use = uses[Int(sum.bucket)]
      index.update(sum.commission) { project in
        for window in use { project.add(sum.tally, in: window, by: sum.adviser) }
      }
    }
    for sum in outcomes {
      let kind = filter.label(sum.kind, .kind, in: RowKey("outcomes", "commission_id=\(sum.commission)"))
      index.update(sum.commission) { project in
        for window in uses[Int(sum.bucket)] where window != .recent {
          project.add(sum.achieved, of: kind, in: window)
        }
      }
    }
  }
}

/// The days that figures of events look at, cut into buckets, so that each bucket lies wholly in or wholly out of every span. A bucket is
/// added up once, however many figures it counts for.
struct DateBuckets {
  private let windows: [(ComparisonSpan, Span)]
  private let period: Span
  /// Where the days are cut, in order.
  let cuts: [CalendarDay]
  /// Every day that is looked at, once.
  let spans: [Span]

  init(_ reader: Reader) {
    period = reader.context.period.span
    windows = reader.otherWindows
    spans = Span.merged(reader.spans + windows.map(\.1))
    let bounds = spans + windows.map(\.1) + [period]
    cuts = Set(bounds.flatMap { [$0.from, $0.until] }).sorted()
  }

  /// The place of the bucket of a day among `uses`; nil where the day is not looked at beside the period.
  func bucket(of day: CalendarDay) -> Int32? {
    guard isBesidePeriod(day) else { return nil }
    return Int32(clamping: cuts.prefix { $0 <= day }.count - 1)
  }

  private var buckets: [Span] { zip(cuts, cuts.dropFirst()).map { Span(from: $0, until: $1) } }

  /// What is looked at beside the period.
  var otherSpans: [Span] { Span.merged(buckets.filter { isBesidePeriod($0.from) }) }

  private func isBesidePeriod(_ day: CalendarDay) -> Bool {
    !period.contains(day) && spans.contains { $0.contains(day) }
  }

  /// The windows that each bucket counts for, none of them the period; by its number, as PostgreSQL's `width_bucket` gives
  /// it, less one.
  var uses: [[ComparisonSpan]] { buckets.map { bucket in windows.filter { $0.1.contains(bucket.from) }.map(\.0) } }
}

extension Reader {
  /// The period, and those it is compared with.
  var periods: [Period] { [context.period, context.previous, context.lastYear].compactMap(\.self) }

  /// Every span that is looked at for what happened in it, each day once.
  var spans: [Span] { Span.merged(periods.map(\.span) + [context.yearToDate]) }

  /// The windows that lie outside the period, each with its days; an empty one is left out.
  var otherWindows: [(ComparisonSpan, Span)] {
    [
      (.previous, context.previous?.span), (.lastYear, context.lastYear?.span), (.yearToDate, context.earlierThisYear),
      (.recent, context.recentBefore),
    ].compactMap { window, span in span.flatMap { $0.length > 0 ? (window, $0) : nil } }
  }
}

/// Day entries counted and added up.
struct DayTotal: Equatable {
  private(set) var entries = 0
  private(set) var days = Days.zero

  mutating func add(_ days: Days, entries: Int = 1) {
    self.entries += entries
    self.days += days
  }

  /// Entries that went by one by one must come to what the database itself adds them up to: else a row was lost, or made another
  /// number on its way.
  func check(against sums: some Sequence<DayTotal>) throws(ExtractError) {
    var expected = DayTotal()
    for sum in sums { expected.add(sum.days, entries: sum.entries) }
    guard self != expected else { return }
    throw ExtractError(
      .miscounted,
      "days: the period's rows as they were read are \(entries) entries of \(days) days, as the database counts them "
        + "\(expected.entries) of \(expected.days)")
  }
}
