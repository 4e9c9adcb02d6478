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
