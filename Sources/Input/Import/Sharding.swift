import Core
import Database

/// The storage of a table: on one server, in shards on the nodes of a Citus cluster, or as a copy on each node.
enum Sharding {
  case whole, sharded, copied

  static func found(of table: QualifiedName, _ connection: borrowing Connection) throws -> Sharding {
    guard try connection.hasCitus() else { return .whole }
    var found = Sharding.whole
    let query = Query(
      "sharding",
      """
      SELECT p.partmethod::text FROM pg_catalog.pg_dist_partition p
      WHERE p.logicalrelid = pg_catalog.to_regclass($1)
      """, [.text(table.quoted)])
    try connection.forEach(query, columns: [.text]) { row in found = try row.text(0) == "n" ? .copied : .sharded }
    return found
  }

  /// Settings for a transaction that changes sharded tables. Foreign keys to copied tables require that shards change
  /// one by one. The size of the rows sent to the nodes is unlimited, because the folder decides it.
  static let settings = """
    SET LOCAL citus.multi_shard_modify_mode = 'sequential';
    SET LOCAL citus.max_intermediate_result_size = -1
    """
}

/// The operations that a cluster cannot do like one server, because only one node holds the incoming rows.
extension MergeStep {
  /// The incoming rows in a FROM clause. The cluster has no plan for a join of sharded tables with the temporary table
  /// itself, so the rows are sent to every node.
  var incomingRows: String { sharding == .whole ? incomingName : "(SELECT * FROM \(incomingName) OFFSET 0)" }

  /// Inserts the rows whose key is free. Returns the difference of the row counts, because the command counts every row
  /// that it sent.
  func insertSharded(_ connection: borrowing Connection) throws -> Int {
    let before = try count("\(target) t", connection)
    let key = relation.key.joined(separator: ", ")
    try connection.execute(Query("insert \(name)", inserted(from: incomingRows) + " ON CONFLICT (\(key)) DO NOTHING"))
    return try count("\(target) t", connection) - before
  }

  /// Updates a copied table. The cluster accepts changes from another table only in this form.
  func updateCopied(_ connection: borrowing Connection) throws -> Int {
    let columns = updated.map(\.name)
    func row(_ table: String) -> String { "ROW(\(columns.map { table + "." + $0 }.joined(separator: ", ")))" }
    let differing = "\(row("t")) IS DISTINCT FROM \(row("i"))"
    let changed = try count("\(incomingRows) i JOIN \(target) t ON \(sameKey("i", "t")) WHERE \(differing)", connection)
    guard changed > 0 else { return 0 }
    let known = "\(incomingRows) i JOIN \(target) t ON \(sameKey("i", "t"))"
    let changes = columns.map { "\($0) = excluded.\($0)" }.joined(separator: ", ")
    let every = relation.columns.map { "i." + $0.name }.joined(separator: ", ")
    try connection.execute(
      Query(
        "change \(name)",
        """
        INSERT INTO \(target) AS t (\(relation.columns.map(\.name).joined(separator: ", ")))
        SELECT \(every) FROM \(known)
        ON CONFLICT (\(relation.key.joined(separator: ", "))) DO UPDATE SET \(changes)
        WHERE \(row("t")) IS DISTINCT FROM \(row("excluded"))
        """))
    return changed
  }

  /// Deletes rows of a copied table, whose keys are one column and few.
  func deleteCopied(_ connection: borrowing Connection) throws -> Int {
    guard let key = relation.key.first, let type = relation.column(key)?.type else { return 0 }
    let array =
      switch type {
      case .date: "date[]"
      case .integer: "bigint[]"
      default: "text[]"
      }
    var kept: [String] = []
    let keys = Query("keys \(name)", "SELECT \(key)::text FROM \(incomingName)")
    try connection.forEach(keys, columns: [.text]) { row in kept.append(try row.text(0)) }
    return try connection.execute(
      Query("delete \(name)", "DELETE FROM \(target) t WHERE t.\(key) <> ALL ($1::\(array))", [.textArray(kept)]))
  }

  /// Returns how many rows there are.
  ///
  /// - Parameter purpose: the first word of the query's name.
  func count(_ rows: String, _ connection: borrowing Connection, _ purpose: String = "count") throws -> Int {
    var count = 0
    let query = Query("\(purpose) \(name)", "SELECT count(*) FROM \(rows)")
    try connection.forEach(query, columns: [.int8]) { row in count = Int(try row.int64(0)) }
    return count
  }
}
