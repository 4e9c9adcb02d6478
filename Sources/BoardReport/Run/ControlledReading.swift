import Database
import Extract

/// Reads rows that may lie on several servers so that all of them are of one moment.
///
/// Each server fixes its snapshot when the control totals first ask it. Another session takes the totals anew, of later
/// snapshots: where they are the same, nothing changed on any server from its first snapshot to its second, so at the
/// moment between the two all were as they are now read, however long the reading takes and whoever writes meanwhile.
struct ControlledReading {
  let spread: Spread
  let schema: String
  /// Opens that other session.
  let another: () throws -> Connection

  func callAsFunction<Value>(
    _ connection: borrowing Connection, _ body: (borrowing Connection) throws -> Value
  ) throws -> Value {
    guard spread.isSeveral else { return try body(connection) }
    let first = try totals(connection)
    let later = try another().withSnapshot(locking: Reader.relations(in: schema)) { try totals($0) }
    try first.check(against: later)
    let value = try body(connection)
    // Were a server asked in a second session after all, its rows would not be the same any more.
    try first.check(against: try totals(connection))
    return value
  }

  private func totals(_ connection: borrowing Connection) throws -> ControlTotals {
    try spread.keepToOneSessionANode(connection)
    return try ControlTotals.taken(of: schema, spread, connection)
  }
}
