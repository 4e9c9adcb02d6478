package import Database
import SQL
import System

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

/// One numbered change of the schema. Once it was run anywhere it is never altered: what is wrong with it, the next
/// one mends.
package struct Migration: Hashable, Sendable {
  package let number: Int
  /// `001_programme`
  package let name: String
  /// Of the file as the program was built with it: 64 hexadecimal digits.
  package let sha256: String

  /// All that this program knows, from 1 on, each one more than the last.
  static func all() throws(FileError) -> [(migration: Migration, statement: Statement)] {
    var all: [(Migration, Statement)] = []
    for (index, statement) in Statement.migrations.enumerated() {
      let digest = try Digest.sha256(of: Array(statement.text.utf8))
      all.append((Migration(number: index + 1, name: statement.name, sha256: digest), statement))
    }
    return all
  }
}

/// What stands in a database, and what this program would do to it.
package struct SchemaState: Sendable {
  /// Whether the schema is there, and whether our record of changes is.
  package let hasSchema: Bool
  package let hasRecord: Bool
  package let applied: [Migration]
  package let pending: [Migration]
  /// Of the two roles of `roles.sql`, those that are missing.
  package let missingRoles: [String]

  /// 0 before the first change.
  package var version: Int { applied.last?.number ?? 0 }
}

/// Why the schema is left as it is.
package struct MigrationError: Error, Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// The database is not what this program may change: newer than it, altered, or somebody else's.
    case wrongSchema
    /// The other verb is meant.
    case usage
  }

  package let kind: Kind
  package let line: String
}

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
