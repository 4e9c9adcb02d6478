extension Connection {
  /// Whether the database belongs to a Citus cluster.
  package func hasCitus() throws -> Bool {
    let query = Query("citus", "select \(Self.holdsCitus)")
    return try first(query, .bool) { row throws(DatabaseError) in try row.bool(0) } ?? false
  }

  static let holdsCitus = "pg_catalog.to_regclass('pg_catalog.pg_dist_partition') is not null"
}
