import Database
import Facts
import SQL

/// Days and outcomes of what the period is compared with and of the year to date before it, as the database added them up:
/// read first, for they tell which commissions count. The period's own are added up as they go by.
struct SpanSums {
  // There are as many as projects: narrow numbers, the narrowest last, leave no gaps.
  struct DaySum {
    let commission: Int64
    let adviser: Int64
    let tally: DayTally
    let stretch: Int32
  }
  struct OutcomeSum {
    let commission: Int64
    /// As it is recorded; nil when it is not.
    let kind: Text?
    @CompactCount var achieved: Int
    let stretch: Int32
  }

  /// The windows that each stretch counts for.
  let uses: [[Window]]
  var days: [DaySum] = []
  var outcomes: [OutcomeSum] = []
  /// Commissions with days, outcomes, practice or reviews in what is looked at.
  var touched: Set<Int64> = []
}

extension Reader {
  func readSpans(_ connection: borrowing Connection) throws -> SpanSums {
    let stretches = Stretches(self)
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

  private func readDays(
    _ connection: borrowing Connection, _ bounds: [Parameter], _ sums: inout SpanSums
  ) throws {
    try connection.forEach(
      query(.daySpans, bounds), columns: [.int8, .int8, .int8, .int8, .int8, .date, .date]
    ) { row in
      if let sum = try row.daySum() { sums.days.append(sum) }
    }
  }

  private func readOutcomes(
    _ connection: borrowing Connection, _ bounds: [Parameter], _ sums: inout SpanSums
  ) throws {
    var kinds = Spellings()
    try connection.forEach(
      query(.outcomeSpans, bounds), columns: [.int8, .int8, .text, .int8, .int8]
    ) { row in
      guard let id = try row.optionalInt64(1) else { return }
      sums.touched.insert(id)
      let achieved = Int(try row.int64(4))
      guard achieved > 0 else { return }
      sums.outcomes.append(
        SpanSums.OutcomeSum(
          commission: id, kind: try kinds.text(row, 2), achieved: achieved,
          stretch: try row.stretch()))
    }
  }

  private func readTouched(
    _ connection: borrowing Connection, _ stretches: Stretches, _ sums: inout SpanSums
  ) throws {
    let reviewed =
      aim == .report ? Span.merged(periods.map(\.twelveMonths) + stretches.spans) : []
    let period = horizon.period.span
    let bounds: [Parameter] = [
      .day(period.from), .day(period.until),
      .dates(stretches.spans.map(\.from)), .dates(stretches.spans.map(\.until)),
      .dates(reviewed.map(\.from)), .dates(reviewed.map(\.until)),
    ]
    try connection.forEach(query(.touched, bounds), columns: [.int8]) { row in
      if let id = try row.optionalInt64(0) { sums.touched.insert(id) }
    }
  }
}

extension Row {
  /// A row of `sql/facts/day_spans.sql`; nil where a key is not recorded.
  fileprivate func daySum() throws -> SpanSums.DaySum? {
    guard let commission = try optionalInt64(1), let adviser = try optionalInt64(2) else {
      return nil
    }
    return SpanSums.DaySum(
      commission: commission, adviser: adviser, tally: try tally(at: 3), stretch: try stretch())
  }

  /// The place of its stretch, from 0, among those that `Stretches` cuts.
  fileprivate func stretch() throws -> Int32 { Int32(clamping: try int64(0) - 1) }

  /// Entries, hundredths of days, first and last date, in four columns from `column` on.
  func tally(at column: Int) throws -> DayTally {
    DayTally(
      entries: Int(try int64(column)), days: Days(hundredths: try int64(column + 1)),
      first: try optionalDay(column + 2), last: try optionalDay(column + 3))
  }
}

extension SpanSums {
  /// Hangs every sum on its project.
  func add(to index: inout ProjectIndex, _ screen: Screen) {
    for sum in days {
      let use = uses[Int(sum.stretch)]
      index.update(sum.commission) { project in
        for window in use { project.add(sum.tally, in: window, by: sum.adviser) }
      }
    }
    for sum in outcomes {
      let kind = screen.label(
        sum.kind, .kind, in: Place("outcomes", "commission_id=\(sum.commission)"))
      index.update(sum.commission) { project in
        for window in uses[Int(sum.stretch)] {
          project.addAchieved(kind, window, sum.achieved)
        }
      }
    }
  }
}
