import Database
import Extract

/// Reads rows that may lie on several servers so that all of them are of one moment.
///
/// On a Citus cluster the nodes themselves tell whether anything ended while their snapshots were taken: see `ClusterWatch`.
///
/// Foreign servers tell no such thing. Each fixes its snapshot when the control totals first ask it; another session takes
/// the totals anew, of later snapshots: where they are the same, nothing changed on any server from its first snapshot to its
/// second but what was changed back, so at the moment between the two all were as they are now read.
struct ControlledReading {
  let schema: String
  /// Of a Citus cluster, on which rows lie; 0 where there is none.
  let nodes: Int
  /// Opens another session.
  let another: () throws -> Connection

  /// How often a transaction is begun before the nodes count as restless: it costs them little, as nothing was read yet.
  private static let attempts = 10

  private struct Restless: Error { let cause: DatabaseError }

  /// Gives the body a snapshot, and tells it on how many servers the rows lie.
  func callAsFunction<Value>(
    _ connection: borrowing Connection, _ body: (borrowing Connection, Spread) throws -> Value
  ) throws -> Value {
    let relations = Reader.relations(in: schema)
    guard nodes > 0 else {
      return try connection.withSnapshot(locking: relations) { try read($0, body) }
    }
    let session = try another()
    // Once the nodes know this session, it reaches them in less time, in which less can end.
    try connection.withSnapshot(locking: relations) { connection in
      try ClusterWatch.reachNodes(connection, schema)
    }
    for _ in 1..<Self.attempts {
      do { return try readCluster(connection, session, body) } catch is Restless {}
    }
    do { return try readCluster(connection, session, body) } catch let restless as Restless {
      throw restless.cause
    }
  }

  private func readCluster<Value>(
    _ connection: borrowing Connection, _ session: borrowing Connection,
    _ body: (borrowing Connection, Spread) throws -> Value
  ) throws -> Value {
    let watch = try ClusterWatch(session)
    return try connection.withSnapshot(locking: Reader.relations(in: schema)) { connection in
      try ClusterWatch.reachNodes(connection, schema)
      let begun = try begin(watch, connection, session)
      let value = try read(connection, body)
      try watch.end(connection, session, begun)
      return value
    }
  }

  private func begin(
    _ watch: ClusterWatch, _ connection: borrowing Connection, _ session: borrowing Connection
  ) throws -> NodeSessions {
    do { return try watch.begin(connection, session) } catch let error as DatabaseError {
      throw error.kind == .conflict ? Restless(cause: error) : error
    }
  }

  private func read<Value>(
    _ connection: borrowing Connection, _ body: (borrowing Connection, Spread) throws -> Value
  ) throws -> Value {
    let spread = try Spread.found(beneath: schema, nodes: nodes, connection)
    guard spread.isForeign else { return try body(connection, spread) }
    let first = try ControlTotals.taken(of: schema, connection)
    let later = try another().withSnapshot(locking: Reader.relations(in: schema)) {
      try ControlTotals.taken(of: schema, $0)
    }
    try first.check(against: later)
    let value = try body(connection, spread)
    // Were a server asked in a second session after all, its rows would not be the same any more.
    try first.check(against: try ControlTotals.taken(of: schema, connection))
    return value
  }
}
