package import Database
import Facts
import SQL

/// On how many servers the rows of the ten relations lie.
///
/// One server shows one snapshot. Several, be they nodes of a Citus cluster or foreign servers beneath views, show one
/// each, taken as each is first asked: then rows can change between them, and control totals have to tell.
package struct Spread: Hashable, Sendable {
  package let servers: Int
  /// Whether Citus holds them, which is told to keep to one session a node, and so to one snapshot.
  let isSharded: Bool
  /// Whether the relations are tables of the cluster, whose rows tell which transaction wrote them.
  var tellsWriters = false

  package var isSeveral: Bool { servers > 1 || isSharded }

  /// Looks beneath the relations, in the transaction that is to read them and before it reads any.
  package static func found(
    beneath schema: String, _ connection: borrowing Connection
  ) throws -> Spread {
    var servers = 0
    try connection.forEach(
      Statement.servers.query(.text(schema), .relationNames), columns: [.text]
    ) { _ in servers += 1 }
    guard try connection.hasCitus() else {
      return Spread(servers: max(servers, 1), isSharded: false)
    }
    var nodes = 0
    try connection.forEach(Statement.shardNodes.query(), columns: [.int8]) { row in
      nodes = Int(clamping: try row.int64(0))
    }
    let isSharded = nodes > 0
    return Spread(
      servers: max(servers, nodes, 1), isSharded: isSharded,
      tellsWriters: isSharded ? try areTables(schema, connection) : false)
  }

  private static func areTables(
    _ schema: String, _ connection: borrowing Connection
  ) throws -> Bool {
    var found = false
    let query = Query(
      "tables",
      """
      select coalesce(bool_and(c.relkind in ('r', 'p')), false)
      from pg_catalog.pg_class c join pg_catalog.pg_namespace n on n.oid = c.relnamespace
      where n.nspname = $1 and c.relname = any($2::text::name[])
      """, [.text(schema), .relationNames])
    try connection.forEach(query, columns: [.bool]) { row in found = try row.bool(0) }
    return found
  }

  /// Citus may open several sessions to a node, each with a snapshot of its own.
  package func keepToOneSessionANode(_ connection: borrowing Connection) throws {
    guard isSharded else { return }
    try connection.execute(
      script: "SET LOCAL citus.max_adaptive_executor_pool_size = 1", name: "sessions")
  }
}
