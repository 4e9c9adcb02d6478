package import Database
import Files
import SQL

extension SchemaState {
  /// Reads what was done to a schema.
  /// - Throws: `MigrationError` where the database is newer than the program, or a change was altered afterwards.
  package static func read(
    _ connection: borrowing Connection, schema: String
  ) throws -> SchemaState {
    let record = QualifiedName(schema, "schema_migrations")
    let hasSchema = try connection.holds(
      "select from pg_catalog.pg_namespace where nspname = $1", [.text(schema)])
    let hasRecord = try connection.holds(
      "select from pg_catalog.pg_tables where schemaname = $1 and tablename = 'schema_migrations'",
      [.text(schema)])
    var applied: [Migration] = []
    if hasRecord {
      let query = Query(
        "migrations", "select number, name, sha256 from \(record.quoted) order by number")
      try connection.forEach(query, columns: [.int4, .text, .text]) { row in
        applied.append(
          Migration(
            number: Int(try row.int64(0)), name: try row.text(1), sha256: try row.text(2)))
      }
    }
    let known = try Migration.all().map(\.migration)
    try compare(applied, known, connection.database)
    return SchemaState(
      hasSchema: hasSchema, hasRecord: hasRecord, applied: applied,
      pending: Array(known.dropFirst(applied.count)),
      missingRoles: try missingRoles(connection))
  }

  private static func compare(
    _ applied: [Migration], _ known: [Migration], _ database: String
  ) throws(MigrationError) {
    for (index, migration) in applied.enumerated() {
      guard index < known.count else {
        throw MigrationError(
          kind: .wrongSchema,
          line: "database \(database) is at version \(applied.last?.number ?? 0), and this program "
            + "knows \(known.count): use the program that made it")
      }
      guard migration != known[index] else { continue }
      throw MigrationError(
        kind: .wrongSchema,
        line:
          "migration \(migration.number) of database \(database) was run from another file than "
          + "this program's \(known[index].name): its recorded checksum differs")
    }
  }

  private static func missingRoles(_ connection: borrowing Connection) throws -> [String] {
    var missing: [String] = []
    let query = Query(
      "roles",
      """
      select w.name from unnest($1) as w (name)
      where not exists (select from pg_catalog.pg_roles where rolname = w.name)
      """, [.textArray(["board_reader", "board_clerk"])])
    try connection.forEach(query, columns: [.text]) { row in missing.append(try row.text(0)) }
    return missing
  }
}

extension Connection {
  /// Whether a query has a row.
  func holds(_ sql: String, _ parameters: [Parameter] = []) throws -> Bool {
    var holds = false
    let query = Query("schema", "select exists (\(sql))", parameters)
    try forEach(query, columns: [.bool]) { row in holds = try row.bool(0) }
    return holds
  }
}
