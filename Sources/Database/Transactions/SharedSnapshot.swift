/// A snapshot that other sessions of the same database can read under, while the transaction that took it is open.
struct SharedSnapshot: Sendable {
  let name: String
  /// What no other snapshot of another server has: when that was started, and which transactions are seen. Behind one name there
  /// may be several servers, whose snapshots may have the same name.
  let mark: String
}

extension Connection {
  private static var mark: String {
    """
    pg_catalog.concat_ws(' ', pg_catalog.pg_postmaster_start_time(), pg_catalog.pg_current_snapshot())
    """
  }

  /// Of the transaction under way; nil where the role may not share one.
  func sharedSnapshot() throws -> SharedSnapshot? {
    let right = Query(
      "share snapshot",
      "select pg_catalog.has_function_privilege('pg_catalog.pg_export_snapshot()', 'execute')")
    let mayShare = try first(right, .bool) { row throws(DatabaseError) in try row.bool(0) }
    guard mayShare ?? false else { return nil }
    let query = Query("share snapshot", "select pg_catalog.pg_export_snapshot(), \(Self.mark)")
    var shared: SharedSnapshot?
    try forEach(query, columns: [.text, .text]) { row in
      shared = SharedSnapshot(name: try row.text(0), mark: try row.text(1))
    }
    return shared
  }

  func check(_ shared: SharedSnapshot) throws {
    let mark = try first(Query("shared snapshot", "select \(Self.mark)"), .text) {
      row throws(DatabaseError) in try row.text(0)
    }
    guard mark == shared.mark else {
      throw DatabaseError(
        .wrongServer, "another server answers at \(place)", query: "shared snapshot")
    }
  }
}
