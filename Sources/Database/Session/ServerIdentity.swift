/// What tells one database from another behind the same name: a standby has its primary's.
package struct ServerIdentity: Hashable, Sendable {
  /// Of the whole server, given when it was made; nil where the role may not ask.
  let system: String?
  /// The database's and the schema's own numbers.
  let objects: String
}

extension Connection {
  /// Needs no privilege. To be asked under pinned settings, but not in the transaction that reads: it takes a snapshot.
  package func identity(schema: String) throws -> ServerIdentity {
    let objects = Query(
      "identity",
      """
      select pg_catalog.concat_ws('/', d.oid, pg_catalog.to_regnamespace(
        pg_catalog.quote_ident($1))::pg_catalog.oid)
      from pg_catalog.pg_database d
      where d.datname operator(pg_catalog.=) pg_catalog.current_database()
      """, [.text(schema)])
    let right = Query(
      "identity",
      """
      select pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'execute')
      """)
    let system = Query(
      "identity", "select system_identifier::pg_catalog.text from pg_catalog.pg_control_system()")
    let found = try first(objects, .text) { row throws(DatabaseError) in try row.text(0) } ?? ""
    let mayAsk = try first(right, .bool) { row throws(DatabaseError) in try row.bool(0) } ?? false
    let number =
      mayAsk ? try first(system, .text) { row throws(DatabaseError) in try row.text(0) } : nil
    return ServerIdentity(system: number, objects: found)
  }
}
