import Core
package import Database
import SQL

/// The servers that hold the rows of the contract's relations.
///
/// One server has one snapshot. The nodes of a Citus cluster have one snapshot each, taken at their first statement. Rows can
/// change between the snapshots, so `ClusterSnapshotProof` proves that none did. A foreign server proves nothing.
package struct ServerTopology: Hashable, Sendable {
  /// How many nodes of a Citus cluster hold rows; 0 where none does.
  package let nodes: Int
  /// The names of the foreign servers that hold rows, in order.
  package let foreignServers: [String]

  /// Whether one statement reads rows of several snapshots.
  package var isSeveral: Bool { nodes > 0 || !foreignServers.isEmpty }

  /// Finds the servers of the relations, in the transaction that reads them and before its first read.
  package static func found(beneath schema: String, nodes: Int, _ connection: borrowing Connection) throws
    -> ServerTopology
  {
    let servers = try hasForeignServers(connection) ? foreignServers(beneath: schema, connection) : []
    return ServerTopology(nodes: nodes, foreignServers: servers)
  }

  private static func hasForeignServers(_ connection: borrowing Connection) throws -> Bool {
    var any = false
    try connection.forEach(Statement.foreignServers.query(), columns: [.bool]) { row in any = try row.bool(0) }
    return any
  }

  private static func foreignServers(beneath schema: String, _ connection: borrowing Connection) throws -> [String] {
    var servers: [String] = []
    try connection.forEach(Statement.servers.query(.text(schema), .relationNames), columns: [.text]) { row in
      servers.append(try row.text(0))
    }
    return servers
  }

  /// Returns the number of Citus nodes that hold shards. Call this only where Citus is installed.
  package static func nodes(_ connection: borrowing Connection) throws -> Int {
    var nodes = 0
    try connection.forEach(Statement.shardNodes.query(), columns: [.int8]) { row in
      nodes = Int(clamping: try row.int64(0))
    }
    return nodes
  }

  /// Why the rows are refused; nil where they are accepted.
  ///
  /// - Parameter acceptsForeignTables: the job's `foreign_tables`.
  package func refusal(acceptsForeignTables: Bool) -> String? {
    guard !foreignServers.isEmpty, !acceptsForeignTables else { return nil }
    let (noun, verb) = foreignServers.count == 1 ? ("server", "shares") : ("servers", "share")
    let names = foreignServers.joined(separator: ", ")
    return "rows are on the foreign \(noun) \(names), which \(verb) no snapshot with this server; "
      + "copy the rows to this server, or set foreign_tables: true in the job file"
  }
}

/// A proof that the snapshots of a Citus cluster's nodes belong to one moment.
///
/// Each node takes its own snapshot when a reading transaction first reaches it, and keeps the snapshot to the end. So
/// this program reads each node's finished transactions before that transaction begins, and again once it has reached
/// every node. If both lists agree, no transaction ended on that node in between, so for some time all nodes were
/// unchanged together. A transaction over several nodes can be committed on some nodes and not yet on others. Such a
/// transaction is prepared on the others, because every node prepares before any commits. So no transaction may be
/// prepared. At the end, the reading sessions must be the sessions from the start.
package struct ClusterSnapshotProof {
  private let before: NodeSnapshots

  /// Reads the finished transactions for the first time, before the reading transaction begins.
  ///
  /// - Parameter session: a session other than the reading one. Each node answers it in a new session, so the answer is
  ///   fresh.
  package init(_ session: borrowing Connection) throws {
    before = try session.withSnapshot(locking: []) { try NodeSnapshots.taken($0) }
  }

  /// Opens every session through which the transaction will read, one a node, also to the coordinator itself.
  ///
  /// LOCK TABLE reaches the other nodes only. Citus sends the part of a statement that it evaluates beforehand to any
  /// node with a reference table, also to the coordinator.
  package static func reachNodes(_ reading: borrowing Connection, _ contract: OfferedContract) throws {
    try reading.execute(script: "SET LOCAL citus.max_adaptive_executor_pool_size = 1", name: "sessions")
    let statement = Statement.reachNodes
    // Rows of a relation whose key has no commission are on every node.
    let copied = Contract.relations.filter { !$0.key.contains("commission_id") }.map(\.name)
    let offered = contract.offer.relations
    let list = offered.first { copied.contains($0.name) } ?? offered[0]
    let text = statement.text.replacing("{list}", with: list.name).replacing("{column}", with: list.columns[0].name)
    try reading.forEach(Query(statement.name, contract.sql(text, absent: .null)), columns: [.int8]) { _ in }
  }

  /// Starts the proof in the reading transaction, which has reached every node and has read no row.
  ///
  /// - Throws: a conflict, when a node changed.
  package func begin(_ reading: borrowing Connection, _ session: borrowing Connection) throws -> NodeSessions {
    let (sessions, preparing) = try sessions(of: reading, session)
    if let node = preparing.first {
      throw DatabaseError(
        .conflict,
        "a transaction is prepared on node \(node) of the cluster, so some nodes may have committed it "
          + "and others not; try again later", query: Statement.nodeSessions.name)
    }
    let after = try session.withSnapshot(locking: []) { try NodeSnapshots.taken($0) }
    try before.check(against: after)
    return sessions
  }

  /// Ends the proof in the same transaction after all reads.
  package func end(_ reading: borrowing Connection, _ session: borrowing Connection, _ begun: NodeSessions) throws {
    try begun.check(against: try sessions(of: reading, session).0)
  }

  private func sessions(of reading: borrowing Connection, _ session: borrowing Connection) throws -> (
    NodeSessions, preparing: [Int64]
  ) {
    var number: Int64 = 0
    var own: Int64 = 0
    let query = Query(
      "session number",
      """
      select n.number::bigint, (n.number / 10000000000)::bigint
      from pg_catalog.citus_backend_gpid() as n(number)
      """)
    try reading.forEach(query, columns: [.int8, .int8]) { row in (number, own) = (try row.int64(0), try row.int64(1)) }
    // Citus gives this number to a coordinator that its own list of nodes lacks.
    guard own != 99_999_999 else {
      throw DatabaseError(
        .wrongServer,
        "the cluster's list of nodes lacks the coordinator; run citus_set_coordinator_host() on the coordinator",
        query: query.name)
    }
    let found = try session.withSnapshot(locking: []) { try NodeSessions.found(of: number, $0) }
    for (node, sessions) in found.0.byNode where sessions.isEmpty && node != own {
      throw DatabaseError(
        .wrongServer,
        "LOCK TABLE did not reach node \(node) of the cluster, so the start of its snapshot is unknown; "
          + "run start_metadata_sync_to_all_nodes()", query: Statement.nodeSessions.name)
    }
    return found
  }
}

/// The finished transactions of each node. Two equal values saw the same transactions.
struct NodeSnapshots: Hashable {
  let byNode: [Int64: String]

  static func taken(_ session: borrowing Connection) throws -> NodeSnapshots {
    var byNode: [Int64: String] = [:]
    let query = Statement.nodeSnapshots.query()
    try session.forEach(query, columns: [.int8, .bool, .text]) { row in
      let node = try row.int64(0)
      guard try row.bool(1) else { throw NodeSessions.unanswered(node) }
      byNode[node] = try row.text(2)
      guard byNode[node] != "standby" else {
        throw DatabaseError(
          .wrongServer,
          "node \(node) of the cluster is a standby, so its snapshot cannot be compared with the others; "
            + "read from primaries", query: query.name)
      }
    }
    return NodeSnapshots(byNode: byNode)
  }

  func check(against later: NodeSnapshots) throws(DatabaseError) {
    guard self != later else { return }
    let nodes = Set(byNode.keys).union(later.byNode.keys)
    let changed = nodes.filter { byNode[$0] != later.byNode[$0] }.sorted().map(String.init)
    throw DatabaseError(
      .conflict,
      "a transaction ended on node \(changed.joined(separator: ", ")) of the cluster while the nodes "
        + "took their snapshots; try again", query: Statement.nodeSnapshots.name)
  }
}

/// The reading sessions on each node, each with the start of its transaction.
package struct NodeSessions: Hashable {
  let byNode: [Int64: String]

  /// Finds the sessions.
  ///
  /// - Returns: the sessions, and the nodes with a prepared transaction.
  static func found(of number: Int64, _ session: borrowing Connection) throws -> (NodeSessions, preparing: [Int64]) {
    var byNode: [Int64: String] = [:]
    var preparing: [Int64] = []
    let query = Statement.nodeSessions.query(.int64(number))
    try session.forEach(query, columns: [.int8, .bool, .text, .text, .text]) { row in
      let node = try row.int64(0)
      guard try row.bool(1) else { throw unanswered(node) }
      if try row.text(2) != "0" { preparing.append(node) }
      guard try row.text(4) == "0" else {
        throw DatabaseError(
          .wrongServer, "node \(node) of the cluster keeps no snapshot for a transaction; use Citus 12.1 or later",
          query: query.name)
      }
      byNode[node] = try row.text(3)
    }
    return (NodeSessions(byNode: byNode), preparing)
  }

  func check(against later: NodeSessions) throws(DatabaseError) {
    guard self != later else { return }
    throw DatabaseError(
      .conflict, "a second session with a later snapshot read from a node of the cluster; try again",
      query: Statement.nodeSessions.name)
  }

  static func unanswered(_ node: Int64) -> DatabaseError {
    DatabaseError(
      .connection,
      "node \(node) of the cluster does not answer; let the coordinator reach every node, itself too, "
        + "as the role that reads", query: "nodes")
  }
}
