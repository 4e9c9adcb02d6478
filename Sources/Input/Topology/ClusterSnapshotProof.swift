import Core
package import Database
import SQL

/// Proves that the snapshots the nodes of a Citus cluster read from are of one moment.
///
/// Each node has a snapshot of its own, which it takes when a reading transaction first reaches it and keeps to the end. So each
/// node is asked what transactions it has finished, before that transaction begins and again once it has reached every node:
/// where the two are the same, no transaction ended there between them, and so for a while all nodes stood still at what
/// each of them reads. A transaction over several nodes that some of them had finished by then and others not is prepared on
/// those others all that while, for every node prepares before any commits: so none may be prepared. Last, the
/// sessions that read must still be those that began then.
package struct ClusterSnapshotProof {
  private let before: NodeSnapshots

  /// Asks the nodes for the first time; before the transaction that reads is begun.
  ///
  /// - Parameter session: another one than reads. Each node is asked through it in a new session, so that its answer is fresh.
  package init(_ session: borrowing Connection) throws {
    before = try session.withSnapshot(locking: []) { try NodeSnapshots.taken($0) }
  }

  /// Opens every session that the transaction will read through, one a node, to the coordinator itself too.
  ///
  /// LOCK TABLE reaches the other nodes alone; but what Citus works out of one statement beforehand it sends wherever the lists lie
  /// that every node holds, the coordinator's own among them.
  package static func reachNodes(
    _ reading: borrowing Connection, _ schema: String
  ) throws {
    try reading.execute(
      script: "SET LOCAL citus.max_adaptive_executor_pool_size = 1", name: "sessions")
    let statement = Statement.reachNodes
    try reading.forEach(
      Query(statement.name, statement.sql(in: schema)), columns: [.int8]
    ) { _ in }
  }

  /// In the transaction that reads, which has reached every node, and before it reads a row.
  ///
  /// - Throws: a conflict, where a node did not stand still.
  package func begin(
    _ reading: borrowing Connection, _ session: borrowing Connection
  ) throws -> NodeSessions {
    let (sessions, preparing) = try sessions(of: reading, session)
    if let node = preparing.first {
      throw DatabaseError(
        .conflict,
        "a transaction is prepared on node \(node) of the cluster, so it may be committed on some nodes "
          + "and not yet on others", query: Statement.nodeSessions.name)
    }
    let after = try session.withSnapshot(locking: []) { try NodeSnapshots.taken($0) }
    try before.check(against: after)
    return sessions
  }

  /// In the same transaction, when all is read.
  package func end(
    _ reading: borrowing Connection, _ session: borrowing Connection, _ begun: NodeSessions
  ) throws {
    try begun.check(against: try sessions(of: reading, session).0)
  }

  private func sessions(
    of reading: borrowing Connection, _ session: borrowing Connection
  ) throws -> (NodeSessions, preparing: [Int64]) {
    var number: Int64 = 0
    var own: Int64 = 0
    let query = Query(
      "session number",
      """
      select n.number::bigint, pg_catalog.citus_nodeid_for_gpid(n.number)::bigint
      from pg_catalog.citus_backend_gpid() as n(number)
      """)
    try reading.forEach(query, columns: [.int8, .int8]) { row in
      (number, own) = (try row.int64(0), try row.int64(1))
    }
    let found = try session.withSnapshot(locking: []) { try NodeSessions.found(of: number, $0) }
    for (node, sessions) in found.0.byNode where sessions.isEmpty && node != own {
      throw DatabaseError(
        .wrongServer,
        "node \(node) of the cluster was not reached by LOCK TABLE, so nothing tells when its snapshot "
          + "begins: start_metadata_sync_to_all_nodes()", query: Statement.nodeSessions.name)
    }
    return found
  }
}

/// What transactions each node has finished: two that are equal saw the same.
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
          "node \(node) of the cluster is a standby: of which moment it and the other nodes are, "
            + "nothing tells; read from primaries", query: query.name)
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
      "a transaction ended on node \(changed.joined(separator: ", ")) of the cluster while the nodes' "
        + "snapshots were taken", query: Statement.nodeSnapshots.name)
  }
}

/// The sessions that read for us on each node, each with the start of its transaction.
package struct NodeSessions: Hashable {
  let byNode: [Int64: String]

  /// - Returns: also the nodes on which a transaction is prepared.
  static func found(
    of number: Int64, _ session: borrowing Connection
  ) throws -> (NodeSessions, preparing: [Int64]) {
    var byNode: [Int64: String] = [:]
    var preparing: [Int64] = []
    let query = Statement.nodeSessions.query(.int64(number))
    try session.forEach(query, columns: [.int8, .bool, .text, .text, .text]) { row in
      let node = try row.int64(0)
      guard try row.bool(1) else { throw unanswered(node) }
      if try row.text(2) != "0" { preparing.append(node) }
      guard try row.text(4) == "0" else {
        throw DatabaseError(
          .wrongServer,
          "node \(node) of the cluster keeps no snapshot for a transaction: Citus 12.1 or later does",
          query: query.name)
      }
      byNode[node] = try row.text(3)
    }
    return (NodeSessions(byNode: byNode), preparing)
  }

  func check(against later: NodeSessions) throws(DatabaseError) {
    guard self != later else { return }
    throw DatabaseError(
      .conflict, "a node of the cluster was read from in a second session, of a later snapshot",
      query: Statement.nodeSessions.name)
  }

  static func unanswered(_ node: Int64) -> DatabaseError {
    DatabaseError(
      .connection,
      "node \(node) of the cluster does not answer: the coordinator must reach every node, itself too, "
        + "as the role that reads", query: "nodes")
  }
}
