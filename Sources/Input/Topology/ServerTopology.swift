import Core
package import Database
import SQL

/// On how many servers the rows of the ten relations lie.
///
/// One server shows one snapshot. Several, be they nodes of a Citus cluster or foreign servers beneath views, show one
/// each, taken as each is first asked: then rows can change between them, and a proof is wanted that none did.
package struct ServerTopology: Hashable, Sendable {
  package let servers: Int
  /// Whether a Citus cluster holds them, or some of them.
  package let isSharded: Bool
  /// Whether they lie on foreign servers, and not all on one.
  package let isForeign: Bool

  package var isSeveral: Bool { isForeign || isSharded }

  /// Looks beneath the relations, in the transaction that is to read them and before it reads any.
  package static func found(
    beneath schema: String, nodes: Int, _ connection: borrowing Connection
  ) throws -> ServerTopology {
    let servers = try foreignServers(connection) ? servers(beneath: schema, connection) : 1
    return ServerTopology(
      servers: max(servers, nodes, 1), isSharded: nodes > 0, isForeign: servers > 1)
  }

  private static func foreignServers(_ connection: borrowing Connection) throws -> Bool {
    var any = false
    try connection.forEach(Statement.foreignServers.query(), columns: [.bool]) { row in
      any = try row.bool(0)
    }
    return any
  }

  private static func servers(
    beneath schema: String, _ connection: borrowing Connection
  ) throws -> Int {
    var servers = 0
    try connection.forEach(
      Statement.servers.query(.text(schema), .relationNames), columns: [.text]
    ) { _ in servers += 1 }
    return servers
  }

  /// How many nodes of a Citus cluster hold shards; asked only where Citus is.
  package static func nodes(_ connection: borrowing Connection) throws -> Int {
    var nodes = 0
    try connection.forEach(Statement.shardNodes.query(), columns: [.int8]) { row in
      nodes = Int(clamping: try row.int64(0))
    }
    return nodes
  }
}

/// How many rows each relation has and what their digests add up to: two that are equal were taken of the same rows.
package struct ControlTotals: Hashable, Sendable {
  private let byRelation: [String: [String]]

  /// Takes them in a transaction whose relations are locked.
  package static func taken(
    of schema: String, _ connection: borrowing Connection
  ) throws -> ControlTotals {
    var totals: [String: [String]] = [:]
    try connection.forEach(query(schema), columns: [.text, .text, .text]) { row in
      totals[try row.text(0)] = [try row.text(1), try row.text(2)]
    }
    return ControlTotals(byRelation: totals)
  }

  /// Every column of the contract, so that no change of a row goes unseen but one that was taken back.
  private static func query(_ schema: String) -> Query {
    let arms = Contract.relations.map { relation in
      let columns = relation.columns.map(\.name).joined(separator: ", ")
      return """
        select '\(relation.name)', count(*)::text,
          coalesce(sum(hash_record_extended(row(\(columns)), 0)), 0)::text
        from \(QualifiedName(schema, relation.name).quoted)
        """
    }
    return Query("control totals", arms.joined(separator: "\nunion all\n"))
  }

  /// - Throws: an error that is worth another try, when the rows changed between the two.
  package func check(against later: ControlTotals) throws(DatabaseError) {
    let changed = Contract.relations.map(\.name).filter { byRelation[$0] != later.byRelation[$0] }
    guard !changed.isEmpty else { return }
    throw DatabaseError(
      .conflict,
      "rows of \(changed.joined(separator: ", ")) changed between the servers they lie on, as "
        + "their control totals tell", query: "control totals")
  }
}
