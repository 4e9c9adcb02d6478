import Core
import Database
import SQL

extension Reader {
  /// Reads what the series are made of: one statement a relation adds up the rows of the months, so that the cost follows the
  /// months that the job wants. References are as recorded.
  ///
  /// - Parameter isAppointed: whether the appointment of anybody says where the series begin.
  func readSeries(_ connection: borrowing Connection, isAppointed: Bool) throws -> SeriesFacts {
    let span = context.months(trendMonths)
    let months = span.months
    var facts = SeriesFacts()
    // A row of no rows says that the programme is older, or that the relation is offered.
    if try isAppointed || hasDays(connection, before: span.from) {
      facts.months.append(MonthSum(span.from, metrics.daysDelivered))
    }
    let bounds: [Parameter] = [.dates(months + [span.until]), .day(span.from), .day(span.until)]
    try connection.forEach(query(.monthDays, bounds), columns: [.int8, .int8, .int8, .int8]) { row in
      let month = months[Int(try row.int64(0)) - 1]
      facts.months.append(
        MonthSum(
          month, metrics.daysDelivered, adviser: try row.optionalInt64(1), count: Int(try row.int64(2)),
          sum: Days(hundredths: try row.int64(3))))
    }
    let counted: [(any AnyMetric, Statement)] = [
      (metrics.requestsReceived, .monthRequests), (metrics.outcomesInPeriod, .monthOutcomes),
      (metrics.practiceOccasions, .monthOccasions),
    ]
    for (metric, statement) in counted where contract.offer.has(metric.definition.needs) {
      facts.months.append(MonthSum(span.from, metric))
      try connection.forEach(query(statement, bounds), columns: [.int8, .int8, .int8]) { row in
        facts.months.append(
          MonthSum(
            months[Int(try row.int64(0)) - 1], metric, count: Int(try row.int64(1)),
            sum: Days(hundredths: try row.int64(2) * 100)))
      }
    }
    guard contract.offer.has("commissions", "requested_on") else { return facts }
    try connection.forEach(
      query(.firstDays, [.day(span.from), .day(span.until)]), columns: [.int8, .text, .date, .date]
    ) { row in
      guard let requested = try row.optionalDay(2), let first = try row.optionalDay(3) else { return }
      facts.firstDays.append(
        FirstDay(try row.int64(0), try row.recordedText(1), requestedOn: requested, firstDayOn: first))
    }
    return facts
  }

  private func hasDays(_ connection: borrowing Connection, before day: CalendarDay) throws -> Bool {
    var found = false
    try connection.forEach(query(.earlierDay, [.day(day)]), columns: [.bool]) { row in
      found = try row.optionalBool(0) ?? false
    }
    return found
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
