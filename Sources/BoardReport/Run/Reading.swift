import Archive
import Database
import Extract
import Facts
import Files
import Jobs
import Metrics
import Reports

/// What one snapshot of the database gave; days and outcomes are in the staged issue.
struct Reading {
  var programme: Programme
  let measures: Measures
  let snapshot: Instant
  let streamed: StreamedTotals
  let spread: Spread
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
      return begun.sink { [voice] in voice.progress($0, $1) }
    }
    let reader = Reader(
      schema: source.schema, horizon: order.horizon,
      caseStudyDueDays: order.job.caseStudyDueDays)
    func measured(_ programme: Programme) -> Measures {
      let found = measures ?? Measures(programme, order.horizon, Thresholds(order.job))
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
      return (identity, hasCitus ? try Spread.nodes(connection) : 0)
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

extension Spread {
  var origin: Origin {
    if isForeign { return .servers(servers) }
    return isSharded ? .nodes(servers) : .oneServer
  }
}
