import Core
import Database
import SQL

/// The database's sums of days and outcomes over the comparison spans and over the year to date before the period.
///
/// The reader reads the sums first, because they decide which commissions count. It adds up the period's own rows while it reads
/// those rows.
struct SpanSums {
  // There are as many as projects: narrow numbers, the narrowest last, leave no gaps.
  struct DaySum {
    let commission: Int64
    @CompactID var adviser: Int64?
    let tally: DayTally
    let stretch: Int32

    init(commission: Int64, adviser: Int64?, tally: DayTally, stretch: Int32) {
      (self.commission, self.tally, self.stretch) = (commission, tally, stretch)
      self.adviser = adviser
    }
  }
  struct OutcomeSum {
    let commission: Int64
    /// As it is recorded; nil when it is not.
    let kind: Text?
    let achieved: AchievedCounts
    let stretch: Int32
  }

  /// The windows that each stretch counts for.
  let uses: [[ComparisonSpan]]
  var days: [DaySum] = []
  var outcomes: [OutcomeSum] = []
  /// Commissions with days, outcomes, practice or reviews in what is looked at.
  var touched: Set<Int64> = []
  /// See `Programme.recordsFollowing`.
  var recordsFollowing = false
}

extension Reader {
  func readSpans(_ connection: borrowing Connection) throws -> SpanSums {
    let stretches = DateBuckets(self)
    var sums = SpanSums(uses: stretches.uses)
    for span in stretches.otherSpans {
      let bounds: [Parameter] = [.day(span.from), .day(span.until), .dates(stretches.cuts)]
      try readDays(connection, bounds, &sums)
      try readOutcomes(connection, bounds, &sums)
    }
    sums.touched.formUnion(sums.days.lazy.map(\.commission))
    try readTouched(connection, stretches, &sums)
    return sums
  }

  private func readDays(_ connection: borrowing Connection, _ bounds: [Parameter], _ sums: inout SpanSums) throws {
    try connection.forEach(query(.daySpans, bounds), columns: [.int8, .int8, .int8, .int8, .int8, .date, .date]) {
      row in if let sum = try row.daySum() { sums.days.append(sum) }
    }
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
          commission: id, kind: try kinds.text(row, 2), achieved: achieved, stretch: try row.stretch()))
    }
  }

  private func readTouched(_ connection: borrowing Connection, _ stretches: DateBuckets, _ sums: inout SpanSums) throws
  {
    let reviewed = Span.merged(periods.map(\.twelveMonths) + stretches.spans)
    let period = context.period.span
    let bounds: [Parameter] = [
      .day(period.from), .day(period.until), .dates(stretches.spans.map(\.from)), .dates(stretches.spans.map(\.until)),
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
  /// A row of `sql/facts/day_spans.sql`; nil where no commission is recorded.
  fileprivate func daySum() throws -> SpanSums.DaySum? {
    guard let commission = try optionalInt64(1) else { return nil }
    return SpanSums.DaySum(
      commission: commission, adviser: try optionalInt64(2), tally: try tally(at: 3), stretch: try stretch())
  }

  /// The place of its stretch, from 0, among those that `DateBuckets` cuts.
  fileprivate func stretch() throws -> Int32 { Int32(clamping: try int64(0) - 1) }

  /// Entries, hundredths of days, first and last date, in four columns from `column` on.
  func tally(at column: Int) throws -> DayTally {
    DayTally(
      entries: Int(try int64(column)), days: Days(hundredths: try int64(column + 1)),
      first: try optionalDay(column + 2), last: try optionalDay(column + 3))
  }
}

extension SpanSums {
  /// Adds every sum to its project.
  func add(to index: inout ProjectIndex, _ filter: PersonalDataFilter) {
    for sum in days {
      let use = uses[Int(sum.stretch)]
      index.update(sum.commission) { project in
        for window in use { project.add(sum.tally, in: window, by: sum.adviser) }
      }
    }
    for sum in outcomes {
      let kind = filter.label(sum.kind, .kind, in: RowKey("outcomes", "commission_id=\(sum.commission)"))
      index.update(sum.commission) { project in
        for window in uses[Int(sum.stretch)] where window != .recent {
          project.add(sum.achieved, of: kind, in: window)
        }
      }
    }
  }
}

/// The days that figures of events look at, cut so that each stretch lies wholly in or wholly out of every span: the
/// database adds up each stretch once, however many figures it counts for.
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

  private var stretches: [Span] { zip(cuts, cuts.dropFirst()).map { Span(from: $0, until: $1) } }

  /// What is looked at beside the period.
  var otherSpans: [Span] {
    Span.merged(
      stretches.filter { stretch in !period.contains(stretch.from) && spans.contains { $0.contains(stretch.from) } })
  }

  /// The windows that each stretch counts for, none of them the period; by its number, as PostgreSQL's `width_bucket` gives
  /// it, less one.
  var uses: [[ComparisonSpan]] { stretches.map { stretch in windows.filter { $0.1.contains(stretch.from) }.map(\.0) } }
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
