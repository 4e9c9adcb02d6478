import Core
import Database
import SQL

extension Reader {
  /// Boroughs, advisers, bank holidays, and how boroughs are reached.
  ///
  /// - Parameter isLarge: there is much to read.
  func readLists(
    _ connection: borrowing Connection, _ programme: inout Programme, isLarge: Bool,
    _ sink: RowSink, _ filter: PersonalDataFilter
  ) throws {
    let boroughs = try readBoroughs(connection, filter)
    try refuseRepeated(boroughs.map(\.code), "boroughs", "borough_code")
    programme.boroughs = boroughs.sorted { ($0.name, $0.code) < ($1.name, $1.code) }
    programme.advisers = try readAdvisers(connection, filter)
    programme.bankHolidays = try readBankHolidays(connection)
    if aim == .report {
      programme.reach = try readReach(
        connection, Set(boroughs.map(\.code)), isLarge: isLarge, filter)
    }
    programme.counts["boroughs"] = boroughs.count
    programme.counts["advisers"] = programme.advisers.count
    programme.counts["bank_holidays"] = programme.bankHolidays.count
    sink.progress("boroughs", boroughs.count)
  }

  /// A borough's key is its code's place among them: findings quote no text.
  private func readBoroughs(
    _ connection: borrowing Connection, _ filter: PersonalDataFilter
  ) throws -> [Borough] {
    var rows: [(code: Text, name: Text)] = []
    try connection.forEach(query(.boroughs), columns: [.text, .text]) { row in
      rows.append((try row.anyText(0), try row.anyText(1)))
    }
    rows.sort { $0 < $1 }
    return rows.enumerated().map { index, row in
      let place = RowKey("boroughs", "borough_code=#\(index + 1)")
      return Borough(
        code: filter.label(row.code, .boroughCode, in: place) ?? "",
        name: filter.label(row.name, .boroughName, in: place) ?? "")
    }
  }

  private func readAdvisers(
    _ connection: borrowing Connection, _ filter: PersonalDataFilter
  ) throws -> [Adviser] {
    var advisers: [Adviser] = []
    try connection.forEach(
      query(.advisers), columns: [.int8, .text, .date, .date, .int8]
    ) { row in
      guard let appointedOn = try row.optionalDay(2) else { return }
      let id = try row.int64(0)
      let name = filter.label(
        try row.anyText(1), .adviserName, in: RowKey("advisers", "adviser_id=\(id)"))
      advisers.append(
        Adviser(
          id: id, name: name ?? "", appointedOn: appointedOn,
          leftOn: try row.optionalDay(3), daysPerWeek: Days(hundredths: try row.int64(4))))
    }
    try refuseRepeated(advisers.map(\.id), "advisers", "adviser_id")
    return advisers.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }

  private func readBankHolidays(_ connection: borrowing Connection) throws -> Set<CalendarDay> {
    let from = periods.map(\.span.from).min() ?? context.period.span.from
    var days: [CalendarDay] = []
    try connection.forEach(
      query(.bankHolidays, [.day(from), .day(context.period.span.until)]), columns: [.date]
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

extension Reader {
  /// So many commissions tell of most programmes how each borough is reached.
  private static var early: Int64 { 5_000 }

  /// Who proves how a borough is reached, of the listed boroughs.
  ///
  /// The lowest commission proves it, so where much is to be read the first ones are asked before all: when they tell of every
  /// borough in every way, the history behind them costs nothing.
  func readReach(
    _ connection: borrowing Connection, _ boroughs: Set<Text>, isLarge: Bool,
    _ filter: PersonalDataFilter
  ) throws -> [ReachWitness] {
    if isLarge, let last = try readEarlyCommission(connection) {
      let early = try readReach(connection, boroughs, upTo: last, filter)
      let told = Set(early.map { [$0.boroughCode, Text("\($0.way.rawValue)")] })
      if told.count == boroughs.count * ReachWitness.Way.allCases.count { return early }
    }
    return try readReach(connection, boroughs, upTo: .max, filter)
  }

  private func readEarlyCommission(_ connection: borrowing Connection) throws -> Int64? {
    var last: Int64?
    try connection.forEach(query(.earlyCommission, [.int64(Self.early)]), columns: [.int8]) { row in
      last = try row.optionalInt64(0)
    }
    return last
  }

  private func readReach(
    _ connection: borrowing Connection, _ boroughs: Set<Text>, upTo last: Int64,
    _ filter: PersonalDataFilter
  ) throws -> [ReachWitness] {
    var reach: [ReachWitness] = []
    let bounds: [Parameter] = [
      .day(context.reportingEnd), .day(context.period.span.until), .int64(last),
    ]
    try connection.forEach(query(.reach, bounds), columns: [.text, .int8, .int8]) { row in
      let id = try row.int64(2)
      guard
        let code = filter.label(try row.recordedText(0), .boroughCode, in: .commission(id)),
        let way = ReachWitness.Way(rawValue: Int(try row.int64(1))), boroughs.contains(code)
      else { return }
      reach.append(ReachWitness(boroughCode: code, way: way, commissionID: id))
    }
    return reach
  }
}

/// Where the reference of each project stands among all of them, so that rows too many to compare texts are ordered by numbers.
struct ReferenceOrder {
  /// For each project, how many different references stand before its own, in code-point order; not recorded first.
  let places: [Int32]

  init(_ projects: [Project]) {
    let references = projects.map(\.commission.reference)
    let order = references.indices.sorted { references[$0].precedes(references[$1]) }
    var places = [Int32](repeating: 0, count: references.count)
    var place: Int32 = 0
    for (position, index) in order.enumerated() {
      if position > 0, references[order[position - 1]] != references[index] { place += 1 }
      places[index] = place
    }
    self.places = places
  }
}
