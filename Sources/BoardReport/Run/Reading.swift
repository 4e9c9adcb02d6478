import Core
import Database
import Input
import Issues
import System

/// What one snapshot of the database gave; days and outcomes are in the staged issue.
struct Reading {
  var programme: Programme
  let measures: Measures
  let snapshot: Instant
  let streamed: StreamedTotals
  let spread: ServerTopology
}

/// What a read in one snapshot needs beside its session.
struct Snapshot {
  let reader: Reader
  /// A second session of the same snapshot; nil where the first one reads alone.
  let second: SecondSession?
  /// About how many commissions there are.
  let commissions: Int
  let filter: PersonalDataFilter
  /// When the transaction began, by the server's clock.
  let time: Instant
  let spread: ServerTopology
}

extension Run {
  /// Opens a session and gives the body one snapshot of the programme.
  ///
  /// The body runs a second time, from nothing, where a label must be withheld: only all such labels together give each its number.
  ///
  /// - Parameters:
  ///   - server: the server that answered the attempts before; nil in the first attempt.
  ///   - mayShare: whether a second session may share the work.
  func withSnapshot<Value>(
    of source: borrowing DataSource, _ limits: Limits, sameAs server: inout ServerIdentity?, mayShare: Bool,
    _ body: (borrowing Connection, Snapshot) throws -> Value
  ) throws -> Value {
    let another = session(source.conninfo, limits)
    let connection = try another(nil)
    let nodes = try Self.check(connection, source.schema, sameAs: &server)
    let reader = Reader(
      schema: source.schema, context: order.context, caseStudyDueDays: order.job.caseStudyDueDays,
      trendMonths: order.job.trend.months)
    let begun = CivilClock.seconds
    let controlled = ControlledReading(schema: source.schema, nodes: nodes) { try another(nil) }
    return try controlled(connection) { connection, spread in
      let time = try connection.transactionTime()
      try order.refuse(ClockDifference(server: time, since: begun))
      let instant = try Self.instant(time)
      return try reader.withSecondSession(connection, mayShare && !spread.isSeveral ? another : nil) {
        connection, second, commissions in
        func snapshot(_ filter: PersonalDataFilter) -> Snapshot {
          Snapshot(
            reader: reader, second: second, commissions: commissions, filter: filter, time: instant, spread: spread)
        }
        do { return try body(connection, snapshot(PersonalDataFilter())) } catch is PersonalDataFilter.NeedsNumbers {
          return try body(connection, snapshot(try reader.filterWithNumbers(connection)))
        }
      }
    }
  }

  /// How another session is opened.
  private func session(_ conninfo: String?, _ limits: Limits) -> @Sendable (Stop?) throws -> Connection {
    let name = applicationName
    return { stop in
      try Connection.open(
        conninfo, applicationName: name, deadline: limits.deadline, signals: limits.signals, stop: stop)
    }
  }

  private var applicationName: String { "board-report \(order.declaration.name) \(order.period.name)" }

  /// Behind one name there may be several servers: a retry must not be answered by another programme's.
  ///
  /// - Returns: how many nodes of a Citus cluster hold its rows; 0 where it is none.
  private static func check(_ connection: borrowing Connection, _ schema: String, sameAs server: inout ServerIdentity?)
    throws -> Int
  {
    let (found, nodes) = try connection.withSnapshot(locking: []) { connection in
      let (identity, hasCitus) = try connection.identity(schema: schema)
      return (identity, hasCitus ? try ServerTopology.nodes(connection) : 0)
    }
    guard let before = server, before != found else {
      server = found
      return nodes
    }
    throw DatabaseError(
      .wrongServer, "after a lost session another server or schema answers at \(connection.place)", query: "identity")
  }

  private static func instant(_ secondsSince1970: Int64) throws -> Instant {
    guard let instant = Instant(secondsSince2000: secondsSince1970 - Instant.unixEpoch) else {
      throw Failure(.contract, "the server's clock is outside years 1 to 9999; nothing published")
    }
    return instant
  }
}

extension ServerTopology {
  var origin: Origin {
    if isForeign { return .servers(servers) }
    return isSharded ? .nodes(servers) : .oneServer
  }
}

/// Reads rows that may lie on several servers so that all of them are of one moment.
///
/// On a Citus cluster the nodes report whether a transaction ended while the snapshots were taken: see `ClusterSnapshotProof`.
///
/// A foreign server reports nothing like that. The first control total fixes the server's snapshot. Another session then takes the
/// totals again, under later snapshots. If both totals are equal, nothing changed on any server between its two snapshots, except
/// what was changed back. So at the moment between the two every server was as it is now read.
struct ControlledReading {
  let schema: String
  /// Of a Citus cluster, on which rows lie; 0 where there is none.
  let nodes: Int
  /// Opens another session.
  let another: () throws -> Connection

  /// How often a transaction is begun before the nodes count as restless. An attempt costs little, because it reads nothing.
  private static let attempts = 10

  private struct Restless: Error { let cause: DatabaseError }

  /// Calls the body with a snapshot and with the number of servers that hold the rows.
  func callAsFunction<Value>(
    _ connection: borrowing Connection, _ body: (borrowing Connection, ServerTopology) throws -> Value
  ) throws -> Value {
    let relations = Reader.relations(in: schema)
    guard nodes > 0 else { return try connection.withSnapshot(locking: relations) { try read($0, body) } }
    let session = try another()
    // Once the nodes know this session, it reaches them in less time, in which less can end.
    try connection.withSnapshot(locking: relations) { connection in
      try ClusterSnapshotProof.reachNodes(connection, schema)
    }
    for _ in 1..<Self.attempts { do { return try readCluster(connection, session, body) } catch is Restless {} }
    do { return try readCluster(connection, session, body) } catch let restless as Restless { throw restless.cause }
  }

  private func readCluster<Value>(
    _ connection: borrowing Connection, _ session: borrowing Connection,
    _ body: (borrowing Connection, ServerTopology) throws -> Value
  ) throws -> Value {
    let watch = try ClusterSnapshotProof(session)
    return try connection.withSnapshot(locking: Reader.relations(in: schema)) { connection in
      try ClusterSnapshotProof.reachNodes(connection, schema)
      let begun = try begin(watch, connection, session)
      let value = try read(connection, body)
      try watch.end(connection, session, begun)
      return value
    }
  }

  private func begin(_ watch: ClusterSnapshotProof, _ connection: borrowing Connection, _ session: borrowing Connection)
    throws -> NodeSessions
  {
    do { return try watch.begin(connection, session) } catch let error as DatabaseError {
      throw error.kind == .conflict ? Restless(cause: error) : error
    }
  }

  private func read<Value>(
    _ connection: borrowing Connection, _ body: (borrowing Connection, ServerTopology) throws -> Value
  ) throws -> Value {
    let spread = try ServerTopology.found(beneath: schema, nodes: nodes, connection)
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

/// A read is done again, whole and in a new session, when the server says that there is hope.
struct Retrying {
  static let tries = 4

  let deadline: Deadline
  let signals: Signals

  /// - Parameter body: everything from connecting to the last row. It starts from nothing each time, and gets the number of the
  ///   attempt, from 1.
  func callAsFunction<Value>(_ body: (Int) throws -> Value) throws -> Value {
    for attempt in 1..<Self.tries {
      do { return try body(attempt) } catch let error as DatabaseError where error.isRetryable {
        let pause = Self.pause(after: attempt)
        guard pause < deadline.milliseconds else { throw error }
        // The next attempt reports a signal, because it checks for one first.
        signals.wait(milliseconds: pause)
      }
    }
    return try body(Self.tries)
  }

  /// Half a second, doubled with each attempt, and up to as much again, so that jobs do not come back all at once.
  private static func pause(after attempt: Int) -> Int {
    let base = 250 << attempt
    return base + Int.random(in: 0...base)
  }
}
