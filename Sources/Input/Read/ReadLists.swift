import Core
import Database
import SQL

extension Reader {
  /// Boroughs, advisers, bank holidays, and how boroughs are reached.
  ///
  /// - Parameter isLarge: there is much to read.
  func readLists(
    _ connection: borrowing Connection, _ programme: inout Programme, isLarge: Bool, _ filter: PersonalDataFilter
  ) throws {
    let boroughs = try readBoroughs(connection, filter)
    try refuseRepeated(boroughs.map(\.code), "boroughs", "borough_code")
    programme.boroughs = boroughs.sorted { ($0.name, $0.code) < ($1.name, $1.code) }
    programme.advisers = try readAdvisers(connection, filter)
    programme.bankHolidays = try readBankHolidays(connection)
    programme.reach = try readReach(connection, Set(boroughs.map(\.code)), isLarge: isLarge, filter)
    programme.counts["boroughs"] = contract.offer.has("boroughs") ? boroughs.count : 0
    programme.counts["advisers"] = programme.advisers.count
    programme.counts["bank_holidays"] = programme.bankHolidays.count
  }

  /// Returns the boroughs that have a code. A borough without one, which is its key, is in no figure.
  private func readBoroughs(_ connection: borrowing Connection, _ filter: PersonalDataFilter) throws -> [Borough] {
    var boroughs: [Borough] = []
    let relation = Borough.relation
    try readFacts(relation, query(relation.schema), connection, nil) { borough in
      if borough.code != "" { boroughs.append(borough) }
    }
    boroughs.sort { ($0.code, $0.name) < ($1.code, $1.name) }
    for (index, borough) in boroughs.enumerated() {
      let key = RowKey("boroughs", "borough_code=\(Finding.shown(borough.code.string, caseNumbers))")
      boroughs[index].code = filter.label(borough.code, .boroughCode, in: key) ?? ""
      boroughs[index].name = filter.label(borough.name, .boroughName, in: key) ?? ""
    }
    return boroughs
  }

  private func readAdvisers(_ connection: borrowing Connection, _ filter: PersonalDataFilter) throws -> [Adviser] {
    var advisers: [Adviser] = []
    let relation = Adviser.relation
    try readFacts(relation, query(relation.schema), connection, filter) { advisers.append($0) }
    try refuseRepeated(advisers.map(\.id), "advisers", "adviser_id")
    return advisers.sorted { ($0.name, $0.id) < ($1.name, $1.id) }
  }

  private func readBankHolidays(_ connection: borrowing Connection) throws -> Set<CalendarDay> {
    let from = (periods.map(\.span.from) + [context.months(trendMonths).from]).min() ?? context.period.span.from
    var days: [CalendarDay] = []
    let relation = BankHoliday.relation
    let query = query(
      relation.schema, "where holiday_on >= $1 and holiday_on < $2", [.day(from), .day(context.horizon)])
    try readFacts(relation, query, connection, nil) { days.append($0) }
    try refuseRepeated(days, "bank_holidays", "holiday_on")
    return Set(days)
  }

  func refuseRepeated<Key: Hashable>(_ keys: [Key], _ relation: String, _ column: String) throws(ExtractError) {
    var seen = Set<Key>(minimumCapacity: keys.count)
    for key in keys where !seen.insert(key).inserted {
      throw ExtractError(
        .repeatedKey, "\(relation): \(column) \(key) is in more than one row; every row must have its own")
    }
  }
}

extension Reader {
  /// How many of the first commissions show, in most programmes, how each borough is reached.
  private static var early: Int64 { 5_000 }

  /// Who proves how a borough is reached, of the listed boroughs.
  ///
  /// The lowest commission proves it. So a large read queries the first commissions before all of them: if the first commissions
  /// prove every borough in every way, the later ones are not read.
  func readReach(_ connection: borrowing Connection, _ boroughs: Set<Text>, isLarge: Bool, _ filter: PersonalDataFilter)
    throws -> [ReachWitness]
  {
    if isLarge, let last = try readEarlyCommission(connection) {
      let early = try readReach(connection, boroughs, upTo: last, filter)
      let proved = Set(early.map { [$0.boroughCode, Text("\($0.way.rawValue)")] })
      if proved.count == boroughs.count * ReachWitness.Way.allCases.count { return early }
    }
    return try readReach(connection, boroughs, upTo: nil, filter)
  }

  private func readEarlyCommission(_ connection: borrowing Connection) throws -> Int64? {
    var last: Int64?
    try connection.forEach(query(.earlyCommission, [.int64(Self.early)]), columns: [.int8]) { row in
      last = try row.optionalInt64(0)
    }
    return last
  }

  private func readReach(
    _ connection: borrowing Connection, _ boroughs: Set<Text>, upTo last: Int64?, _ filter: PersonalDataFilter
  ) throws -> [ReachWitness] {
    var reach: [ReachWitness] = []
    let bounds: [Parameter] = [
      .day(context.reportingEnd), .day(context.period.span.until), last.map { .int64($0) } ?? .null(.int8),
    ]
    try connection.forEach(query(.reach, bounds), columns: [.text, .int8, .int8]) { row in
      let id = try row.int64(2)
      guard let code = filter.label(try row.recordedText(0), .boroughCode, in: .commission(id)),
        let way = ReachWitness.Way(rawValue: Int(try row.int64(1))), boroughs.contains(code)
      else { return }
      reach.append(ReachWitness(boroughCode: code, way: way, commissionID: id))
    }
    return reach
  }
}

/// The rank of each project's reference among all references. Very many rows are ordered by the rank, not by comparing texts.
struct ReferenceOrder {
  /// For each project, the number of different references before its own, in code-point order. A missing reference comes first.
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
