import Database
import Facts
import SQL

extension Reader {
  /// Boroughs, advisers, bank holidays, and how boroughs are reached.
  ///
  /// - Parameter isLarge: there is much to read.
  func readLists(
    _ connection: borrowing Connection, _ programme: inout Programme, isLarge: Bool,
    _ sink: RowSink, _ screen: Screen
  ) throws {
    let boroughs = try readBoroughs(connection, screen)
    try refuseRepeated(boroughs.map(\.code), "boroughs", "borough_code")
    programme.boroughs = boroughs.sorted { ($0.name, $0.code) < ($1.name, $1.code) }
    programme.advisers = try readAdvisers(connection, screen)
    programme.bankHolidays = try readBankHolidays(connection)
    if aim == .report {
      programme.reach = try readReach(
        connection, Set(boroughs.map(\.code)), isLarge: isLarge, screen)
    }
    programme.counts["boroughs"] = boroughs.count
    programme.counts["advisers"] = programme.advisers.count
    programme.counts["bank_holidays"] = programme.bankHolidays.count
    sink.progress("boroughs", boroughs.count)
  }

  /// A borough's key is its code's place among them: findings quote no text.
  private func readBoroughs(
    _ connection: borrowing Connection, _ screen: Screen
  ) throws -> [Borough] {
    var rows: [(code: Text, name: Text)] = []
    try connection.forEach(query(.boroughs), columns: [.text, .text]) { row in
      rows.append((try row.anyText(0), try row.anyText(1)))
    }
    rows.sort { $0 < $1 }
    return rows.enumerated().map { index, row in
      let place = Place("boroughs", "borough_code=#\(index + 1)")
      return Borough(
        code: screen.label(row.code, .boroughCode, in: place) ?? "",
        name: screen.label(row.name, .boroughName, in: place) ?? "")
    }
  }

  private func readAdvisers(
    _ connection: borrowing Connection, _ screen: Screen
  ) throws -> [Adviser] {
    var advisers: [Adviser] = []
    try connection.forEach(
      query(.advisers), columns: [.int8, .text, .date, .date, .int8]
    ) { row in
      guard let appointedOn = try row.optionalDay(2) else { return }
      let id = try row.int64(0)
      let name = screen.label(
        try row.anyText(1), .adviserName, in: Place("advisers", "adviser_id=\(id)"))
      advisers.append(
        Adviser(
          id: id, name: name ?? "", appointedOn: appointedOn,
          leftOn: try row.optionalDay(3), daysPerWeek: Days(hundredths: try row.int64(4))))
    }
    try refuseRepeated(advisers.map(\.id), "advisers", "adviser_id")
    return advisers.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }

  private func readBankHolidays(_ connection: borrowing Connection) throws -> Set<CalendarDay> {
    let from = periods.map(\.span.from).min() ?? horizon.period.span.from
    var days: [CalendarDay] = []
    try connection.forEach(
      query(.bankHolidays, [.day(from), .day(horizon.period.span.until)]), columns: [.date]
    ) { row in
      if let day = try row.optionalDay(0) { days.append(day) }
    }
    try refuseRepeated(days, "bank_holidays", "holiday_on")
    return Set(days)
  }

  func refuseRepeated<Key: Hashable>(
    _ keys: [Key], _ relation: String, _ column: String
  ) throws(ExtractError) {
    var seen = Set<Key>(minimumCapacity: keys.count)
    for key in keys where !seen.insert(key).inserted {
      throw ExtractError(
        .repeatedKey,
        "\(relation): \(column) \(key) stands in more than one row; every row must have its own")
    }
  }
}
