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

extension Run {
  /// Reads everything under one snapshot; the period's days and outcomes stream into the issue.
  ///
  /// - Parameters:
  ///   - server: of the tries before, where one came so far as to ask.
  ///   - mayShare: whether a second session may share the work; after a try that failed, the simpler way.
  func read(
    _ source: borrowing DataSource, into issue: inout StagedIssue, _ limits: Limits,
    sameAs server: inout ServerIdentity?, mayShare: Bool
  ) throws -> Reading {
    let session = session(source.conninfo, limits)
    func emptied() throws -> Streams {
      try issue.empty()
      return try Streams(order, in: issue)
    }
    // A fault of theirs is told when it is their turn.
    var first: Result<Streams, any Error>?
    let connection = try Connection.open(
      source.conninfo, applicationName: applicationName, deadline: limits.deadline,
      signals: limits.signals
    ) { first = Result { try emptied() } }
    let nodes = try Self.check(connection, source.schema, sameAs: &server)
    var streams: Streams?
    // Once a read: what is measured does not change after the last day and outcome are read.
    var measures: Measures?
    func begin() throws -> RowSink {
      measures = nil
      let begun = try first.take()?.get() ?? emptied()
      streams = begun
      return begun.sink { [reporter] in reporter.progress($0, $1) }
    }
    let reader = Reader(
      schema: source.schema, context: order.context,
      caseStudyDueDays: order.job.caseStudyDueDays)
    func measured(_ programme: Programme) -> Measures {
      let found = measures ?? Measures(programme, order.context, Thresholds(order.job))
      measures = found
      return found
    }
    let begun = CivilClock.seconds
    let controlled = ControlledReading(schema: source.schema, nodes: nodes) { try session(nil) }
    let (programme, snapshot, spread) = try controlled(connection) { connection, spread in
      let snapshot = try connection.transactionTime()
      try order.refuse(ClockDifference(server: snapshot, since: begun))
      let programme = try reader.read(
        connection, another: mayShare && !spread.isSeveral ? session : nil, into: begin,
        scope: { measured($0).projects.ids },
        texts: { $0.projectsWithTexts(measured($0), listLimit: order.job.listLimit) },
        studies: { try streams?.beginStudies($0, in: issue) ?? [] })
      return (programme, snapshot, spread)
    }
    let totals = try streams?.finish(in: &issue) ?? StreamedTotals()
    return Reading(
      programme: programme, measures: measured(programme), snapshot: try Self.instant(snapshot),
      streamed: totals, spread: spread)
  }

  /// How another session is opened.
  private func session(
    _ conninfo: String?, _ limits: Limits
  ) -> @Sendable (Stop?) throws -> Connection {
    let name = applicationName
    return { stop in
      try Connection.open(
        conninfo, applicationName: name, deadline: limits.deadline, signals: limits.signals,
        stop: stop)
    }
  }

  private var applicationName: String {
    "board-report \(order.declaration.name) \(order.period.name)"
  }

  /// Behind one name there may be several servers: a retry must not be answered by another programme's.
  ///
  /// - Returns: how many nodes of a Citus cluster hold its rows; 0 where it is none.
  private static func check(
    _ connection: borrowing Connection, _ schema: String, sameAs server: inout ServerIdentity?
  ) throws -> Int {
    let (found, nodes) = try connection.withSnapshot(locking: []) { connection in
      let (identity, hasCitus) = try connection.identity(schema: schema)
      return (identity, hasCitus ? try ServerTopology.nodes(connection) : 0)
    }
    guard let before = server, before != found else {
      server = found
      return nodes
    }
    throw DatabaseError(
      .wrongServer,
      "after a lost session another server or schema answers at \(connection.place)",
      query: "identity")
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
/// On a Citus cluster the nodes themselves tell whether anything ended while their snapshots were taken: see `ClusterSnapshotProof`.
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
    _ connection: borrowing Connection,
    _ body: (borrowing Connection, ServerTopology) throws -> Value
  ) throws -> Value {
    let relations = Reader.relations(in: schema)
    guard nodes > 0 else {
      return try connection.withSnapshot(locking: relations) { try read($0, body) }
    }
    let session = try another()
    // Once the nodes know this session, it reaches them in less time, in which less can end.
    try connection.withSnapshot(locking: relations) { connection in
      try ClusterSnapshotProof.reachNodes(connection, schema)
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

  private func begin(
    _ watch: ClusterSnapshotProof, _ connection: borrowing Connection,
    _ session: borrowing Connection
  ) throws -> NodeSessions {
    do { return try watch.begin(connection, session) } catch let error as DatabaseError {
      throw error.kind == .conflict ? Restless(cause: error) : error
    }
  }

  private func read<Value>(
    _ connection: borrowing Connection,
    _ body: (borrowing Connection, ServerTopology) throws -> Value
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

  /// - Parameter body: everything from connecting to the last row; it starts from nothing each time.
  func callAsFunction<Value>(_ body: () throws -> Value) throws -> Value {
    for attempt in 1..<Self.tries {
      do { return try body() } catch let error as DatabaseError where error.isRetryable {
        let pause = Self.pause(after: attempt)
        guard pause < deadline.milliseconds else { throw error }
        // A signal is told by the next attempt, which looks for one first.
        signals.wait(milliseconds: pause)
      }
    }
    return try body()
  }

  /// Half a second, doubled with each attempt, and up to as much again, so that jobs do not come back all at once.
  private static func pause(after attempt: Int) -> Int {
    let base = 250 << attempt
    return base + Int.random(in: 0...base)
  }
}
