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
  /// The reviews whose consent to print the comment has ended.
  let endedConsents: ReviewKeys
  let server: ServerKind
  /// The age of the server's last commit in seconds; 0 for a server that lacks no commit.
  let lag: Int64
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
  let server: ServerKind
  let lag: Int64
}

extension Run {
  /// Gives the body one snapshot of the programme that is as fresh as the job demands.
  ///
  /// A stale standby is read again for a second if its replay may be done by then. Otherwise the primary is read, if the
  /// connection string offers it.
  ///
  /// - Parameters: those of `snapshot`.
  func withFreshSnapshot<Value>(
    of source: borrowing DataSource, _ limits: Limits, sameAs server: inout ServerIdentity?, mayShare: Bool,
    _ body: (borrowing Connection, Snapshot) throws -> Value
  ) throws -> Value {
    var patience = 5
    while true {
      do { return try withSnapshot(of: source, limits, sameAs: &server, mayShare: mayShare, body) } catch let stale
        as StaleStandby
      {
        if stale.mayPass, patience > 0 {
          patience -= 1
          limits.signals.wait(milliseconds: 200)
          continue
        }
        guard stale.mayReadPrimary else { throw stale }
        reporter.progress("the standby is stale, so connecting to the primary")
        do {
          return try withSnapshot(of: source, limits, onlyPrimary: true, sameAs: &server, mayShare: mayShare, body)
        } catch let error as DatabaseError where error.query == "connect" && !limits.hasEnded { throw stale }
      }
    }
  }

  /// Opens a session and gives the body one snapshot of the programme.
  ///
  /// The body runs a second time, from nothing, where a label must be withheld: only all such labels together give each its number.
  ///
  /// - Parameters:
  ///   - onlyPrimary: whether standbys of the connection string are skipped.
  ///   - server: the server that answered the attempts before; nil in the first attempt.
  ///   - mayShare: whether a second session may share the work.
  private func withSnapshot<Value>(
    of source: borrowing DataSource, _ limits: Limits, onlyPrimary: Bool = false, sameAs server: inout ServerIdentity?,
    mayShare: Bool,
    _ body: (borrowing Connection, Snapshot) throws -> Value
  ) throws -> Value {
    let another = session(source.conninfo, limits, onlyPrimary)
    let connection = try another(nil)
    let (contract, nodes) = try Self.check(connection, source.schema, sameAs: &server)
    let reader = Reader(
      contract, context: order.context, caseStudyDueDays: order.job.caseStudyDueDays,
      trendMonths: order.job.trend.months, caseNumbers: order.job.caseNumbers)
    let begun = CivilClock.seconds
    let controlled = ControlledReading(
      contract: contract, nodes: nodes, acceptsForeignTables: order.job.acceptsForeignTables
    ) { try another(nil) }
    let isFolder = source.isFolder
    return try locatingFaults(contract, another) {
      try controlled(connection) { connection, spread in
        let replication = try connection.replication()
        try order.refuse(ClockDifference(server: replication.time, since: begun))
        let instant = try Self.instant(replication.time)
        let kind =
          isFolder ? .folder : try replication.kind(connection, maxLagSeconds: order.job.maxLagSeconds)
        return try reader.withSecondSession(connection, mayShare && !spread.isSeveral ? another : nil) {
          connection, second, commissions in
          func snapshot(_ filter: PersonalDataFilter) -> Snapshot {
            Snapshot(
              reader: reader, second: second, commissions: commissions, filter: filter, time: instant, spread: spread,
              server: kind, lag: replication.lagSeconds)
          }
          do { return try body(connection, snapshot(reader.filter)) } catch is PersonalDataFilter.NeedsNumbers {
            return try body(connection, snapshot(try reader.filterWithNumbers(connection)))
          }
        }
      }
    }
  }

  /// Names the relation and column of the view whose rows or definition raised an error, or whose rows came to different sums, in
  /// a session of its own.
  private func locatingFaults<Value>(
    _ contract: OfferedContract, _ another: (Stop?) throws -> Connection, _ body: () throws -> Value
  ) throws -> Value {
    let probe = ReadingProbe(schema: contract.schema, offer: contract.offer)
    do { return try body() } catch let error as DatabaseError where error.isFromRows {
      throw (try? probe.located(error, another(nil))) ?? error
    } catch let error as ExtractError where error.kind == .miscounted {
      let changing = try? probe.changingColumns(another(nil)) { try another(nil) }
      guard let first = changing?.first(where: \.changesReport) else { throw error }
      let place = [contract.schema, first.relation, first.column].compactMap(\.self).joined(separator: ".")
      throw ExtractError(.miscounted, "\(place): \(first.line)")
    }
  }

  /// How another session is opened.
  private func session(_ conninfo: String?, _ limits: Limits, _ onlyPrimary: Bool)
    -> @Sendable (Stop?) throws -> Connection
  {
    let name = applicationName
    return { stop in
      try Connection.open(
        conninfo, applicationName: name, deadline: limits.deadline, signals: limits.signals, stop: stop,
        onlyPrimary: onlyPrimary)
    }
  }

  private var applicationName: String { "board-report \(order.declaration.name) \(order.period.name)" }

  /// Behind one name there may be several servers: a retry must not be answered by another programme's.
  ///
  /// - Returns: what the schema offers of the contract, and how many nodes of a Citus cluster hold its rows; 0 where it is none.
  private static func check(_ connection: borrowing Connection, _ schema: String, sameAs server: inout ServerIdentity?)
    throws -> (OfferedContract, nodes: Int)
  {
    let (found, contract, nodes) = try connection.withSnapshot(locking: []) { connection in
      let (identity, hasCitus) = try connection.identity(schema: schema)
      return (identity, try OfferedContract(connection, schema), hasCitus ? try ServerTopology.nodes(connection) : 0)
    }
    guard let before = server, before != found else {
      server = found
      return (contract, nodes)
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
    if !foreignServers.isEmpty { return .foreignServers(foreignServers.count) }
    return nodes > 0 ? .nodes(nodes) : .oneServer
  }
}

/// Reads rows that may lie on several servers so that all of them are of one moment.
///
/// On a Citus cluster the nodes report whether a transaction ended while the snapshots were taken: see `ClusterSnapshotProof`.
///
/// A foreign server reports nothing like that, so its rows are refused unless the job accepts them.
struct ControlledReading {
  let contract: OfferedContract
  /// Of a Citus cluster, on which rows lie; 0 where there is none.
  let nodes: Int
  /// The job's `foreign_tables`.
  let acceptsForeignTables: Bool
  /// Opens another session.
  let another: () throws -> Connection

  /// How often a transaction is begun before the nodes count as restless. An attempt costs little, because it reads nothing.
  private static let attempts = 10

  private struct Restless: Error { let cause: DatabaseError }

  /// Calls the body with a snapshot and with the number of servers that hold the rows.
  func callAsFunction<Value>(
    _ connection: borrowing Connection, _ body: (borrowing Connection, ServerTopology) throws -> Value
  ) throws -> Value {
    let relations = contract.relations
    guard nodes > 0 else { return try connection.withSnapshot(locking: relations) { try read($0, body) } }
    let session = try another()
    // Once the nodes know this session, it reaches them in less time, in which less can end.
    try connection.withSnapshot(locking: relations) { connection in
      try ClusterSnapshotProof.reachNodes(connection, contract)
    }
    for _ in 1..<Self.attempts { do { return try readCluster(connection, session, body) } catch is Restless {} }
    do { return try readCluster(connection, session, body) } catch let restless as Restless { throw restless.cause }
  }

  private func readCluster<Value>(
    _ connection: borrowing Connection, _ session: borrowing Connection,
    _ body: (borrowing Connection, ServerTopology) throws -> Value
  ) throws -> Value {
    let watch = try ClusterSnapshotProof(session)
    return try connection.withSnapshot(locking: contract.relations) { connection in
      try ClusterSnapshotProof.reachNodes(connection, contract)
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
    let spread = try ServerTopology.found(beneath: contract.schema, nodes: nodes, connection)
    if let line = spread.refusal(acceptsForeignTables: acceptsForeignTables) { throw ExtractError(.contract, line) }
    return try body(connection, spread)
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
    var before: DatabaseError?
    var attempt = 1
    while true {
      do { return try body(attempt) } catch let error as DatabaseError {
        let pause = Self.pause(after: attempt)
        guard error.isRetryable, attempt < Self.tries, pause < deadline.milliseconds else {
          throw Self.cause(error, after: before)
        }
        before = error
        // The next attempt reports a signal, because it checks for one first.
        signals.wait(milliseconds: pause)
        attempt += 1
      }
    }
  }

  /// Returns the error to report. Where the time limit passed while the run connected again, that is the server's answer to the
  /// attempt before, because it names the reason.
  private static func cause(_ error: DatabaseError, after before: DatabaseError?) -> DatabaseError {
    guard error.kind == .deadline, error.query == "connect" else { return error }
    return before ?? error
  }

  /// Half a second, doubled with each attempt, and up to as much again, so that jobs do not come back all at once.
  private static func pause(after attempt: Int) -> Int {
    let base = 250 << attempt
    return base + Int.random(in: 0...base)
  }
}
