import Core
import Database
import SQL

/// What the series are made of, as the database adds up the rows of the months.
struct SeriesSums {
  /// The first and the earlier day entries of each commission.
  fileprivate(set) var begun: [BegunProject] = []
  /// The day after the last month.
  fileprivate var until = CalendarDay.first
  /// Sums of no commission in particular. The days include those of commissions that nobody knows.
  fileprivate var months: [MonthSum] = []
  /// Sums by commission. Those of a commission that nobody knows do not count.
  fileprivate var counts: [MonthCounts] = []

  /// The commissions of all sums.
  var commissions: Set<Int64> {
    counts.reduce(into: Set(begun.map(\.commission))) { $0.formUnion($1.rows.map(\.commission)) }
  }
}

// The sums of the series need no other answer. Their cost follows the months that the job wants.
//
// No statement joins two relations: over views without statistics the server would join row by row. Which commissions are
// known is read for all of them at once.
extension Reader {
  var firstDayOfSeries: CalendarDay { context.months(trendMonths).from }

  /// The sums of the series hold the day entries from this day on and before the period. They hold no earlier one.
  var firstDayOfSeriesSums: CalendarDay { min(firstDayOfSeries, context.period.span.from) }

  /// Reads the sums of the series.
  ///
  /// - Parameters:
  ///   - history: the day entries, added up.
  ///   - isAppointed: whether the appointment of anybody says where the series begin.
  func readMonths(_ connection: borrowing Connection, _ history: DayHistory, isAppointed: Bool) throws -> SeriesSums {
    var sums = SeriesSums(begun: history.begun)
    let months = SeriesMonths(context.months(trendMonths))
    let span = months.span
    guard span.length > 0 else { return sums }
    sums.until = span.until
    sums.counts = [try readCounts(metrics.outcomesInPeriod, .monthOutcomes, months, connection)]
    if offers(metrics.practiceOccasions) {
      sums.counts.append(try readCounts(metrics.practiceOccasions, .monthOccasions, months, connection))
    }
    // A row of no rows says that the programme is older, or that the relation is offered.
    if try isAppointed || hasDays(connection, before: span.from) {
      sums.months.append(MonthSum(span.from, metrics.daysDelivered))
    }
    sums.months += history.months.sorted {
      ($0.key.month, $0.key.adviser ?? .max) < ($1.key.month, $1.key.adviser ?? .max)
    }.map { group, total in
      MonthSum(
        group.month, metrics.daysDelivered, adviser: group.adviser, count: total.entries, sum: total.days)
    }
    if offers(metrics.requestsReceived) {
      sums.months.append(MonthSum(span.from, metrics.requestsReceived))
      try connection.forEach(query(.monthRequests, months.bounds), columns: [.int8, .int8]) { row in
        let count = Int(try row.int64(1))
        sums.months.append(MonthSum(months[try row.int64(0)], metrics.requestsReceived, count: count, counted: count))
      }
    }
    return sums
  }

  /// Returns the day entries of these commissions in the months of the series, by month and adviser.
  func readDaysByMonth(_ connection: borrowing Connection, of commissions: [Int64]) throws -> [MonthSum] {
    let months = SeriesMonths(context.months(trendMonths))
    var sums: [MonthSum] = []
    let bounds = months.bounds + [.int64Array(commissions)]
    try connection.forEach(query(.monthDays, bounds), columns: [.int8, .int8, .int8, .int8]) { row in
      sums.append(
        MonthSum(
          months[try row.int64(0)], metrics.daysDelivered, adviser: try row.optionalInt64(1),
          count: Int(try row.int64(2)), sum: Days(hundredths: try row.int64(3))))
    }
    return sums
  }

  private func offers(_ metric: any AnyMetric) -> Bool { contract.offer.has(metric.definition.needs) }

  private func readCounts(
    _ metric: any AnyMetric, _ statement: Statement, _ months: SeriesMonths, _ connection: borrowing Connection
  ) throws -> MonthCounts {
    var counts = MonthCounts(metric: metric, first: months.span.from)
    try connection.forEach(query(statement, months.bounds), columns: [.int8, .int8, .int8, .int8]) { row in
      counts.rows.append(
        MonthCounts.Row(
          month: months[try row.int64(0)], commission: try row.int64(1), rows: Int(try row.int64(2)),
          counted: Int(try row.int64(3))))
    }
    return counts
  }

  func hasDays(_ connection: borrowing Connection, before day: CalendarDay) throws -> Bool {
    try holds(query(.earlierDay, [.day(day)]), connection)
  }

  /// Returns the answer of a query for yes or no.
  func holds(_ query: Query, _ connection: borrowing Connection) throws -> Bool {
    var found = false
    try connection.forEach(query, columns: [.bool]) { row in found = try row.optionalBool(0) ?? false }
    return found
  }
}

/// The months of the series, as the statements number them.
private struct SeriesMonths {
  let span: Span
  private let first: [CalendarDay]

  init(_ span: Span) {
    self.span = span
    first = span.months
  }

  /// The months' first days and the day after the last month, the first day, and the day after the last month.
  var bounds: [Parameter] { [.dates(first + [span.until]), .day(span.from), .day(span.until)] }

  /// The first day of the month that `width_bucket` numbers.
  subscript(number: Int64) -> CalendarDay { first[Int(number) - 1] }
}

/// The rows of a metric, by month and commission.
private struct MonthCounts {
  struct Row {
    let month: CalendarDay
    let commission: Int64
    let rows: Int
    /// What the rows come to.
    let counted: Int
  }

  let metric: any AnyMetric
  /// The first month of the series.
  let first: CalendarDay
  var rows: [Row] = []

  /// Adds up the rows of known commissions by month, after a row of no rows.
  func byMonth(isKnown: (Int64) -> Bool) -> [MonthSum] {
    var byMonth: [CalendarDay: (rows: Int, counted: Int)] = [:]
    for row in rows where isKnown(row.commission) {
      let sum = byMonth[row.month] ?? (0, 0)
      byMonth[row.month] = (sum.rows + row.rows, sum.counted + row.counted)
    }
    return [MonthSum(first, metric)]
      + byMonth.sorted { $0.key < $1.key }.map { MonthSum($0, metric, count: $1.rows, counted: $1.counted) }
  }
}

extension MonthSum {
  fileprivate init(_ month: CalendarDay, _ metric: any AnyMetric, count: Int, counted: Int) {
    self.init(month, metric, count: count, sum: Days(hundredths: Int64(counted) * 100))
  }
}

extension SeriesSums {
  /// Returns the facts of the series. Rows of a commission that nobody knows count for none of them.
  ///
  /// - Parameters:
  ///   - before: the day entries before the period.
  ///   - rest: what was read of the commissions of the series that the report does not read.
  ///   - projects: the commissions that the report reads, and the place of each.
  func facts(
    _ before: DaysBefore, _ rest: SeriesRest, _ projects: [Project], _ places: [Int64: Int],
    _ filter: PersonalDataFilter
  ) -> SeriesFacts {
    var facts = SeriesFacts()
    facts.months = months(without: rest.daysOfUnknown)
    for sum in counts {
      facts.months += sum.byMonth { places[$0] != nil || rest.requests[$0] != nil }
    }
    let begunEarlier = rest.begunEarlier.union(before.lazy.map(\.commission))
    facts.firstDays = begun.compactMap { begun in
      let id = begun.commission
      guard begun.firstDay < until, !begunEarlier.contains(id) else { return nil }
      if let place = places[id] {
        let commission = projects[place].commission
        return commission.requestedOn.map {
          FirstDay(id, commission.reference, requestedOn: $0, firstDayOn: begun.firstDay)
        }
      }
      guard let request = rest.requests[id], let requestedOn = request.day else { return nil }
      return FirstDay(
        id, filter.reference(request.reference, of: id), requestedOn: requestedOn, firstDayOn: begun.firstDay)
    }
    facts.firstDays.sort { ($0.firstDayOn, $0.commissionID) < ($1.firstDayOn, $1.commissionID) }
    return facts
  }

  /// Returns the sums of no commission in particular, without the day entries of commissions that nobody knows.
  private func months(without unknown: [MonthSum]) -> [MonthSum] {
    guard !unknown.isEmpty else { return months }
    return months.compactMap { sum in
      guard let other = unknown.first(where: { $0.isOfSameGroup(as: sum) }), sum.count > 0 else { return sum }
      var rest = sum
      rest.count -= other.count
      rest.sum -= other.sum
      return rest.count > 0 ? rest : nil
    }
  }
}

extension MonthSum {
  fileprivate func isOfSameGroup(as other: MonthSum) -> Bool {
    month == other.month && adviserID == other.adviserID && metric == other.metric
  }
}
