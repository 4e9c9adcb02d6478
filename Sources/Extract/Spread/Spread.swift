package import Database
import Facts
import SQL

/// On how many servers the rows of the ten relations lie.
///
/// One server shows one snapshot. Several, be they nodes of a Citus cluster or foreign servers beneath views, show one
/// each, taken as each is first asked: then rows can change between them, and a proof is wanted that none did.
package struct Spread: Hashable, Sendable {
  package let servers: Int
  /// Whether a Citus cluster holds them, or some of them.
  package let isSharded: Bool
  /// Whether they lie on foreign servers, and not all on one.
  package let isForeign: Bool

  package var isSeveral: Bool { isForeign || isSharded }

  /// Looks beneath the relations, in the transaction that is to read them and before it reads any.
  package static func found(
    beneath schema: String, nodes: Int, _ connection: borrowing Connection
  ) throws -> Spread {
    let servers = try foreignServers(connection) ? servers(beneath: schema, connection) : 1
    return Spread(servers: max(servers, nodes, 1), isSharded: nodes > 0, isForeign: servers > 1)
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
