package import Database
import Files
import SQL

/// What `database create` or `upgrade` did.
package struct MigrationResult: Sendable {
  package let before: SchemaState
  /// What was run; none when there was nothing to do.
  package let applied: [Migration]
  /// Roles that are still missing, for the role that logged in may not make any.
  package let missingRoles: [String]
}

/// Makes our tables and roles, and brings older ones up to date: in one transaction, one at a time.
package struct Migrating: Sendable {
  package enum Verb: Sendable { case create, upgrade }

  let schema: String

  package init(schema: String) { self.schema = schema }

  package func perform(
    _ verb: Verb, _ connection: borrowing Connection
  ) throws -> MigrationResult {
    try connection.withTransaction { connection in
      // Held to the end of the transaction; whoever comes second sees what the first one did.
      try connection.execute(
        Query("lock", "select pg_catalog.pg_advisory_xact_lock($1)", [.int64(Self.lock)]))
      let state = try SchemaState.read(connection, schema: schema)
      try refuse(verb, state, connection.database)
      for (migration, statement) in try Migration.all().dropFirst(state.applied.count) {
        try connection.execute(
          script: statement.definition(in: schema), name: "migration \(migration.name)")
        if migration.number == 1 {
          try connection.execute(
            script: Statement.migrationRecord.definition(in: schema), name: "migrations")
        }
        try record(migration, connection)
      }
      let missing = try makeRoles(state, connection)
      return MigrationResult(before: state, applied: state.pending, missingRoles: missing)
    }
  }

  /// "board-report" as eight bytes would be, were it that short: any number that is ours alone.
  private static let lock: Int64 = 0x626F_6172_645F_7270

  private func refuse(
    _ verb: Verb, _ state: SchemaState, _ database: String
  ) throws(MigrationError) {
    switch verb {
    case .create where state.hasSchema && !state.hasRecord:
      throw MigrationError(
        kind: .wrongSchema,
        line: "database \(database) has a schema \(schema) that this program did not make; "
          + "name another with --schema")
    case .create where state.hasRecord && !state.pending.isEmpty:
      throw MigrationError(
        kind: .usage,
        line: "database \(database) is at version \(state.version): use database upgrade")
    case .upgrade where !state.hasRecord:
      throw MigrationError(
        kind: .usage,
        line: "database \(database) has no schema \(schema) of this program's: use database create")
    default: return
    }
  }

  private func record(_ migration: Migration, _ connection: borrowing Connection) throws {
    let table = QualifiedName(schema, "schema_migrations").quoted
    try connection.execute(
      Query(
        "record",
        "insert into \(table) (number, name, sha256) values ($1::integer, $2, $3)",
        [.int64(Int64(migration.number)), .text(migration.name), .text(migration.sha256)]))
  }

  /// Grants are made anew each time, for tables that are new. Gives the roles that are missing and stay so.
  private func makeRoles(
    _ state: SchemaState, _ connection: borrowing Connection
  ) throws -> [String] {
    let mayCreate = try connection.holds(
      "select from pg_catalog.pg_roles where rolname = current_user and (rolsuper or rolcreaterole)"
    )
    guard state.missingRoles.isEmpty || mayCreate else { return state.missingRoles }
    try connection.execute(script: Statement.roles.definition(in: schema), name: "roles")
    return []
  }
}
