package import Database
import SQL
import System

/// The result of `database create` or `upgrade`.
package struct MigrationResult: Sendable {
  package let before: SchemaState
  /// The migrations that were run; empty when there was nothing to do.
  package let applied: [Migration]
  /// The roles that are still missing because the role that logged in may not create roles.
  package let missingRoles: [String]
}

/// The migrations of the program's own tables and roles, applied in one transaction by one session at a time.
package struct Migrator: Sendable {
  package enum Verb: Sendable { case create, upgrade }

  let schema: String

  package init(schema: String) { self.schema = schema }

  package func perform(_ verb: Verb, _ connection: borrowing Connection) throws -> MigrationResult {
    try connection.withTransaction { connection in
      // The lock lasts to the end of the transaction. A second session waits and then sees what the first one did.
      try connection.execute(Query("lock", "select pg_catalog.pg_advisory_xact_lock($1)", [.int64(Self.lock)]))
      let state = try SchemaState.read(connection, schema: schema)
      try refuse(verb, state, connection.database)
      for (migration, statement) in try Migration.all().dropFirst(state.applied.count) {
        try connection.execute(statementsOf: statement.definition(in: schema), name: "migration \(migration.name)")
        if migration.number == 1 {
          try connection.execute(script: Statement.migrationRecord.definition(in: schema), name: "migrations")
        }
        try record(migration, connection)
      }
      let missing = try makeRoles(state, connection)
      return MigrationResult(before: state, applied: state.pending, missingRoles: missing)
    }
  }

  /// A number for the advisory lock that only this program uses: "board_rp" in ASCII.
  private static let lock: Int64 = 0x626F_6172_645F_7270

  private func refuse(_ verb: Verb, _ state: SchemaState, _ database: String) throws(MigrationError) {
    switch verb {
    case .create where state.hasSchema && !state.hasRecord:
      throw MigrationError(
        kind: .wrongSchema,
        line: "database \(database) has a schema \(schema) that this program did not make; "
          + "name another with --schema")
    case .create where state.hasRecord && !state.pending.isEmpty:
      throw MigrationError(
        kind: .usage, line: "database \(database) is at version \(state.version); use database upgrade")
    case .upgrade where !state.hasRecord:
      throw MigrationError(
        kind: .usage, line: "database \(database) has no schema \(schema) made by this program; use database create")
    default: return
    }
  }

  private func record(_ migration: Migration, _ connection: borrowing Connection) throws {
    let table = QualifiedName(schema, "schema_migrations").quoted
    try connection.execute(
      Query(
        "record", "insert into \(table) (number, name, sha256) values ($1::integer, $2, $3)",
        [.int64(Int64(migration.number)), .text(migration.name), .text(migration.sha256)]))
  }

  /// Makes the roles and repeats the grants for new tables. Returns the roles that remain missing.
  private func makeRoles(_ state: SchemaState, _ connection: borrowing Connection) throws -> [String] {
    let mayCreate = try connection.holds(
      "select from pg_catalog.pg_roles where rolname = current_user and (rolsuper or rolcreaterole)")
    guard state.missingRoles.isEmpty || mayCreate else { return state.missingRoles }
    try connection.execute(script: Statement.roles.definition(in: schema), name: "roles")
    return []
  }
}

/// A numbered change of the schema. A migration that was ever run is never altered. A later migration corrects its
/// errors.
package struct Migration: Hashable, Sendable {
  package let number: Int
  /// `001_programme`
  package let name: String
  /// The hash of the file that was built into the program: 64 hexadecimal digits.
  package let sha256: String

  /// Returns every migration of this program, numbered from 1 without gaps.
  static func all() throws(FileError) -> [(migration: Migration, statement: Statement)] {
    var all: [(Migration, Statement)] = []
    for (index, statement) in Statement.migrations.enumerated() {
      let digest = try Digest.sha256(of: Array(statement.text.utf8))
      all.append((Migration(number: index + 1, name: statement.name, sha256: digest), statement))
    }
    return all
  }
}

/// The migrations of a database and those still to run.
package struct SchemaState: Sendable {
  /// Whether the schema exists, and whether its record of migrations exists.
  let hasSchema: Bool
  package let hasRecord: Bool
  package let applied: [Migration]
  package let pending: [Migration]
  /// The missing ones of the two roles of `roles.sql`.
  package let missingRoles: [String]

  /// The number of the last migration; 0 before the first.
  package var version: Int { applied.last?.number ?? 0 }
}

/// The reason why the schema is not changed.
package struct MigrationError: Error, Hashable, Sendable {
  package enum MigrationFault: Hashable, Sendable {
    /// This program may not change the database: the database is newer, was altered, or belongs to somebody else.
    case wrongSchema
    /// The other verb is needed.
    case usage
  }

  package let kind: MigrationFault
  package let line: String
}

extension SchemaState {
  /// Reads the migrations of a schema.
  /// - Throws: `MigrationError` when the database is newer than the program or a migration was altered.
  package static func read(_ connection: borrowing Connection, schema: String) throws -> SchemaState {
    let record = QualifiedName(schema, "schema_migrations")
    let hasSchema = try connection.holds("select from pg_catalog.pg_namespace where nspname = $1", [.text(schema)])
    let hasRecord = try connection.holds(
      "select from pg_catalog.pg_tables where schemaname = $1 and tablename = 'schema_migrations'", [.text(schema)])
    var applied: [Migration] = []
    if hasRecord {
      let query = Query("migrations", "select number, name, sha256 from \(record.quoted) order by number")
      try connection.forEach(query, columns: [.int4, .text, .text]) { row in
        applied.append(Migration(number: Int(try row.int64(0)), name: try row.text(1), sha256: try row.text(2)))
      }
    }
    let known = try Migration.all().map(\.migration)
    try compare(applied, known, connection.database)
    return SchemaState(
      hasSchema: hasSchema, hasRecord: hasRecord, applied: applied, pending: Array(known.dropFirst(applied.count)),
      missingRoles: try missingRoles(connection))
  }

  private static func compare(_ applied: [Migration], _ known: [Migration], _ database: String) throws(MigrationError) {
    for (index, migration) in applied.enumerated() {
      guard index < known.count else {
        throw MigrationError(
          kind: .wrongSchema,
          line: "database \(database) is at version \(applied.last?.number ?? 0), and this program "
            + "knows \(known.count); use the newer program")
      }
      guard migration != known[index] else { continue }
      throw MigrationError(
        kind: .wrongSchema,
        line: "migration \(migration.number) of database \(database) has another checksum than "
          + "this program's \(known[index].name); use the program that ran it")
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
  /// Returns whether a query has a row.
  func holds(_ sql: String, _ parameters: [Parameter] = []) throws -> Bool {
    var holds = false
    let query = Query("schema", "select exists (\(sql))", parameters)
    try forEach(query, columns: [.bool]) { row in holds = try row.bool(0) }
    return holds
  }
}
