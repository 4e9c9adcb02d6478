/// What tells one database from another behind the same name: a standby has its primary's.
package struct ServerIdentity: Hashable, Sendable {
  /// Of the whole server, given when it was made; nil where the role may not ask.
  let system: String?
  /// The database's and the schema's own numbers.
  let objects: String
}

extension Connection {
  /// Needs no privilege. To be asked under pinned settings, but not in the transaction that reads: it takes a snapshot.
  ///
  /// - Returns: also whether the database belongs to a Citus cluster.
  package func identity(schema: String) throws -> (ServerIdentity, hasCitus: Bool) {
    var (objects, mayAsk, hasCitus) = ("", false, false)
    let query = Query(
      "identity",
      """
      select pg_catalog.concat_ws('/', d.oid, pg_catalog.to_regnamespace(
          pg_catalog.quote_ident($1))::pg_catalog.oid),
        pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'execute'),
        \(Self.holdsCitus)
      from pg_catalog.pg_database d
      where d.datname operator(pg_catalog.=) pg_catalog.current_database()
      """, [.text(schema)])
    try forEach(query, columns: [.text, .bool, .bool]) { row in
      (objects, mayAsk, hasCitus) = (try row.text(0), try row.bool(1), try row.bool(2))
    }
    let system = Query(
      "identity", "select system_identifier::pg_catalog.text from pg_catalog.pg_control_system()")
    let number =
      mayAsk ? try first(system, .text) { row throws(DatabaseError) in try row.text(0) } : nil
    return (ServerIdentity(system: number, objects: objects), hasCitus)
  }
}
