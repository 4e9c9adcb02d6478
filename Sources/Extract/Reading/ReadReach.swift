import Database
import Facts
import SQL

extension Reader {
  /// So many commissions tell of most programmes how each borough is reached.
  private static var early: Int64 { 5_000 }

  /// Who proves how a borough is reached, of the listed boroughs.
  ///
  /// The lowest commission proves it, so where much is to be read the first ones are asked before all: when they tell of every
  /// borough in every way, the history behind them costs nothing.
  func readReach(
    _ connection: borrowing Connection, _ boroughs: Set<Text>, isLarge: Bool, _ screen: Screen
  ) throws -> [ReachWitness] {
    if isLarge, let last = try readEarlyCommission(connection) {
      let early = try readReach(connection, boroughs, upTo: last, screen)
      let told = Set(early.map { [$0.boroughCode, Text("\($0.way.rawValue)")] })
      if told.count == boroughs.count * ReachWitness.Way.allCases.count { return early }
    }
    return try readReach(connection, boroughs, upTo: .max, screen)
  }

  private func readEarlyCommission(_ connection: borrowing Connection) throws -> Int64? {
    var last: Int64?
    try connection.forEach(query(.earlyCommission, [.int64(Self.early)]), columns: [.int8]) { row in
      last = try row.optionalInt64(0)
    }
    return last
  }

  private func readReach(
    _ connection: borrowing Connection, _ boroughs: Set<Text>, upTo last: Int64, _ screen: Screen
  ) throws -> [ReachWitness] {
    var reach: [ReachWitness] = []
    let bounds: [Parameter] = [
      .day(horizon.asOf), .day(horizon.period.span.until), .int64(last),
    ]
    try connection.forEach(query(.reach, bounds), columns: [.text, .int8, .int8]) { row in
      let id = try row.int64(2)
      guard
        let code = screen.label(try row.recordedText(0), .boroughCode, in: .commission(id)),
        let way = ReachWitness.Way(rawValue: Int(try row.int64(1))), boroughs.contains(code)
      else { return }
      reach.append(ReachWitness(boroughCode: code, way: way, commissionID: id))
    }
    return reach
  }
}
