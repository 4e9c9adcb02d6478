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
  /// - Parameter server: of the tries before, where one came so far as to ask.
  func read(
    _ source: borrowing DataSource, into issue: inout StagedIssue, _ limits: Limits,
    sameAs server: inout ServerIdentity?
  ) throws -> Reading {
    let connection = try session(source.conninfo, limits)
    let nodes = try Self.check(connection, source.schema, sameAs: &server)
    var streams: Streams?
    // Once a read: what is measured does not change after the last day and outcome are read.
    var measures: Measures?
    func begin() throws -> RowSink {
      try issue.empty()
      measures = nil
      let begun = try Streams(in: issue, byteOrderMark: order.job.bom)
      streams = begun
      return begun.sink
    }
    var reader = Reader(
      schema: source.schema, horizon: order.horizon,
      caseStudyDueDays: order.job.caseStudyDueDays)
    reader.progress = { voice.progress($0, $1) }
    func measured(_ programme: Programme) -> Measures {
      let found = measures ?? Measures(programme, order.horizon, Thresholds(order.job))
      measures = found
      return found
    }
    let (conninfo, schema) = (source.conninfo, source.schema)
    let controlled = ControlledReading(schema: schema, nodes: nodes) {
      try session(conninfo, limits)
    }
    let (programme, snapshot, spread) = try controlled(connection) { connection, spread in
      let snapshot = try connection.transactionTime()
      let programme = try reader.read(
        connection, into: begin,
        scope: { measured($0).projects.map(\.commission.id) },
        texts: { $0.projectsWithTexts(measured($0), listLimit: order.job.listLimit) })
      return (programme, snapshot, spread)
    }
    let totals = try streams?.finish(in: &issue) ?? StreamedTotals()
    return Reading(
      programme: programme, measures: measured(programme), snapshot: try Self.instant(snapshot),
      streamed: totals, spread: spread)
  }

  private func session(_ conninfo: String?, _ limits: Limits) throws -> Connection {
    try Connection.open(
      conninfo, applicationName: "board-report \(order.declaration.name) \(order.period.name)",
      deadline: limits.deadline, signals: limits.signals)
  }

  /// Behind one name there may be several servers: a retry must not be answered by another programme's.
  ///
  /// - Returns: how many nodes of a Citus cluster hold its rows; 0 where it is none.
  private static func check(
    _ connection: borrowing Connection, _ schema: String, sameAs server: inout ServerIdentity?
  ) throws -> Int {
    let (found, nodes) = try connection.withSnapshot(locking: []) {
      (try $0.identity(schema: schema), try Spread.nodes($0))
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
