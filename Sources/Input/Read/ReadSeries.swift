import Core
import Database
import SQL

extension Reader {
  /// Reads what the series are made of: the database adds up the rows of the months, so that the cost follows the months that
  /// the job wants. References are as recorded.
  ///
  /// No statement joins two relations: over views without statistics the server would join row by row. Which commissions are
  /// known is read for all of them at once.
  ///
  /// - Parameters:
  ///   - isAppointed: whether the appointment of anybody says where the series begin.
  ///   - before: the day entries before the period, by commission, of the commissions read. Nothing is read twice.
  ///   - ids: the commissions read.
  func readSeries(_ connection: borrowing Connection, isAppointed: Bool, _ before: BeforeSums, of ids: [Int64]) throws
    -> SeriesFacts
  {
    let months = SeriesMonths(context.months(trendMonths))
    let span = months.span
    var first = try readFirstDays(connection, span)
    let outcomes = try readCounts(.monthOutcomes, months, connection)
    let occasions =
      offers(metrics.practiceOccasions) ? try readCounts(.monthOccasions, months, connection) : []
    let requests = try readRequests(
      connection, Set(first.keys).union(outcomes.map(\.commission)).union(occasions.map(\.commission)))
    let unknown = first.keys.filter { requests[$0] == nil }.sorted()
    for id in unknown { first[id] = nil }
    try leaveOut(&first, before: span.from, before, of: ids, connection)

    var facts = SeriesFacts()
    // A row of no rows says that the programme is older, or that the relation is offered.
    if try isAppointed || hasDays(connection, before: span.from) {
      facts.months.append(MonthSum(span.from, metrics.daysDelivered))
    }
    try connection.forEach(
      query(.monthDays, months.bounds + [.int64Array(unknown)]), columns: [.int8, .int8, .int8, .int8]
    ) { row in
      facts.months.append(
        MonthSum(
          months[try row.int64(0)], metrics.daysDelivered, adviser: try row.optionalInt64(1),
          count: Int(try row.int64(2)), sum: Days(hundredths: try row.int64(3))))
    }
    if offers(metrics.requestsReceived) {
      facts.months.append(MonthSum(span.from, metrics.requestsReceived))
      try connection.forEach(query(.monthRequests, months.bounds), columns: [.int8, .int8]) { row in
        let count = Int(try row.int64(1))
        facts.months.append(MonthSum(months[try row.int64(0)], metrics.requestsReceived, count: count, counted: count))
      }
    }
    facts.months += months.sums(outcomes, metrics.outcomesInPeriod) { requests[$0] != nil }
    if offers(metrics.practiceOccasions) {
      facts.months += months.sums(occasions, metrics.practiceOccasions) { requests[$0] != nil }
    }
    facts.firstDays = first.compactMap { id, day in
      guard let request = requests[id], let requestedOn = request.day else { return nil }
      return FirstDay(id, request.reference, requestedOn: requestedOn, firstDayOn: day)
    }
    return facts
  }

  /// Returns the first day entry in the span of each commission.
  private func readFirstDays(_ connection: borrowing Connection, _ span: Span) throws -> [Int64: CalendarDay] {
    var first: [Int64: CalendarDay] = [:]
    try connection.forEach(query(.firstDays, [.day(span.from), .day(span.until)]), columns: [.int8, .date]) { row in
      first[try row.int64(0)] = try row.optionalDay(1)
    }
    return first
  }

  /// Leaves out the commissions that have a day entry before a day.
  private func leaveOut(
    _ first: inout [Int64: CalendarDay], before day: CalendarDay, _ before: BeforeSums, of known: [Int64],
    _ connection: borrowing Connection
  ) throws {
    var others = Set(first.keys)
    if day <= context.period.span.from { others.subtract(known) }
    for (id, tally) in before.days where tally.first.map({ $0 < day }) ?? false { first[id] = nil }
    try connection.forEach(query(.daysBegun, [.int64Array(others.sorted()), .day(day)]), columns: [.int8]) { row in
      first[try row.int64(0)] = nil
    }
  }

  private func offers(_ metric: any AnyMetric) -> Bool { contract.offer.has(metric.definition.needs) }

  /// Returns the commissions that are known, with the day of each request.
  private func readRequests(_ connection: borrowing Connection, _ ids: Set<Int64>) throws
    -> [Int64: (reference: Text?, day: CalendarDay?)]
  {
    var requests: [Int64: (reference: Text?, day: CalendarDay?)] = [:]
    try connection.forEach(query(.requests, [.int64Array(ids.sorted())]), columns: [.int8, .text, .date]) { row in
      requests[try row.int64(0)] = (try row.recordedText(1), try row.optionalDay(2))
    }
    return requests
  }

  private func readCounts(_ statement: Statement, _ months: SeriesMonths, _ connection: borrowing Connection) throws
    -> [SeriesMonths.MonthCount]
  {
    var counts: [SeriesMonths.MonthCount] = []
    try connection.forEach(query(statement, months.bounds), columns: [.int8, .int8, .int8, .int8]) { row in
      counts.append(
        SeriesMonths.MonthCount(
          month: months[try row.int64(0)], commission: try row.int64(1), rows: Int(try row.int64(2)),
          counted: Int(try row.int64(3))))
    }
    return counts
  }

  func hasDays(_ connection: borrowing Connection, before day: CalendarDay) throws -> Bool {
    var found = false
    try connection.forEach(query(.earlierDay, [.day(day)]), columns: [.bool]) { row in
      found = try row.optionalBool(0) ?? false
    }
    return found
  }
}

/// The months of the series, as the statements number them.
private struct SeriesMonths {
  /// Rows of a commission in a month.
  struct MonthCount {
    let month: CalendarDay
    let commission: Int64
    let rows: Int
    /// What the rows come to.
    let counted: Int
  }

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

  /// Adds up the rows of known commissions by month, after a row of no rows.
  func sums(_ counts: [MonthCount], _ metric: any AnyMetric, isKnown: (Int64) -> Bool) -> [MonthSum] {
    var byMonth: [CalendarDay: (rows: Int, counted: Int)] = [:]
    for count in counts where isKnown(count.commission) {
      let sum = byMonth[count.month] ?? (0, 0)
      byMonth[count.month] = (sum.rows + count.rows, sum.counted + count.counted)
    }
    return [MonthSum(span.from, metric)]
      + byMonth.sorted { $0.key < $1.key }.map { MonthSum($0, metric, count: $1.rows, counted: $1.counted) }
  }
}

extension MonthSum {
  fileprivate init(_ month: CalendarDay, _ metric: any AnyMetric, count: Int, counted: Int) {
    self.init(month, metric, count: count, sum: Days(hundredths: Int64(counted) * 100))
  }
}

extension SeriesFacts {
  /// Puts the first days in order, with references as they may be printed.
  mutating func finish(_ filter: PersonalDataFilter) {
    for index in firstDays.indices {
      firstDays[index].reference = filter.reference(firstDays[index].reference, of: firstDays[index].commissionID)
    }
    firstDays.sort { left, right in
      if left.firstDayOn != right.firstDayOn { return left.firstDayOn < right.firstDayOn }
      return left.commissionID < right.commissionID
    }
  }
}
