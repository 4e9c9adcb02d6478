import Core
package import Database
import SQL

/// The servers that hold the rows of the contract's relations.
///
/// One server has one snapshot. Several servers, nodes of a Citus cluster or foreign servers behind views, have one
/// snapshot each, taken at their first statement. Rows can change between the snapshots, so a proof is needed that none
/// did.
package struct ServerTopology: Hashable, Sendable {
  package let servers: Int
  /// Whether a Citus cluster holds some of the rows.
  package let isSharded: Bool
  /// Whether foreign servers hold the rows, and more than one.
  package let isForeign: Bool

  package var isSeveral: Bool { isForeign || isSharded }

  /// Finds the servers of the relations, in the transaction that reads them and before its first read.
  package static func found(beneath schema: String, nodes: Int, _ connection: borrowing Connection) throws
    -> ServerTopology
  {
    let servers = try foreignServers(connection) ? servers(beneath: schema, connection) : 1
    return ServerTopology(servers: max(servers, nodes, 1), isSharded: nodes > 0, isForeign: servers > 1)
  }

  private static func foreignServers(_ connection: borrowing Connection) throws -> Bool {
    var any = false
    try connection.forEach(Statement.foreignServers.query(), columns: [.bool]) { row in any = try row.bool(0) }
    return any
  }

  private static func servers(beneath schema: String, _ connection: borrowing Connection) throws -> Int {
    var servers = 0
    try connection.forEach(Statement.servers.query(.text(schema), .relationNames), columns: [.text]) { _ in servers += 1
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
}

/// The number of rows of each relation and the sum of their hashes. Two equal values were computed from the same rows.
package struct ControlTotals: Hashable, Sendable {
  private let byRelation: [String: [String]]

  /// Computes the totals in a transaction whose relations are locked.
  package static func taken(of contract: OfferedContract, _ connection: borrowing Connection) throws -> ControlTotals {
    var totals: [String: [String]] = [:]
    try connection.forEach(query(contract), columns: [.text, .text, .text]) { row in
      totals[try row.text(0)] = [try row.text(1), try row.text(2)]
    }
    return ControlTotals(byRelation: totals)
  }

  /// Covers every column that is offered, so that only a change that was reverted goes unnoticed.
  private static func query(_ contract: OfferedContract) -> Query {
    let arms = contract.offer.relations.map { relation in
      let columns = relation.columns.map(\.name).joined(separator: ", ")
      return """
        select '\(relation.name)', count(*)::text,
          coalesce(sum(hash_record_extended(row(\(columns)), 0)), 0)::text
        from \(QualifiedName(contract.schema, relation.name).quoted)
        """
    }
    return Query("control totals", arms.joined(separator: "\nunion all\n"))
  }

  /// - Throws: a retryable error when the rows changed between the two.
  package func check(against later: ControlTotals) throws(DatabaseError) {
    let changed = Contract.relations.map(\.name).filter { byRelation[$0] != later.byRelation[$0] }
    guard !changed.isEmpty else { return }
    throw DatabaseError(
      .conflict,
      "rows of \(changed.joined(separator: ", ")) changed on one server while another was read, as "
        + "their control totals show; try again", query: "control totals")
  }
}
