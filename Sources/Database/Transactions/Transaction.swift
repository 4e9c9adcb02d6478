import CLibpq

extension Connection {
  /// Reads under one snapshot, taken after all relations are locked: a loader that empties and fills a table is waited
  /// for, and a relation cannot be swapped between two queries.
  ///
  /// Settings are pinned and checked first. What the body gathered counts only when this returns.
  package func withSnapshot<Value>(
    locking relations: [QualifiedName], _ body: (borrowing Connection) throws -> Value
  ) throws -> Value {
    try transact(Mode(.reading), locking: relations, body)
  }

  /// Writes all or nothing, under the same pinned settings; `inDoubt` is set when the answer to COMMIT was lost.
  /// - Parameter relations: locked against other writers, not against readers.
  package func withTransaction<Value>(
    locking relations: [QualifiedName] = [], _ body: (borrowing Connection) throws -> Value
  ) throws -> Value {
    try transact(Mode(.writing), locking: relations, body)
  }

  /// Reads under another session's snapshot, which that one must still be in.
  ///
  /// Locks are taken only where nobody is in the way: whoever waits for the other session's would keep both waiting.
  /// - Throws: also when the server is not the one that took the snapshot.
  func withSnapshot<Value>(
    _ shared: SharedSnapshot, locking relations: [QualifiedName],
    _ body: (borrowing Connection) throws -> Value
  ) throws -> Value {
    var mode = Mode(.reading)
    mode.snapshot = shared.name
    return try transact(mode, locking: relations) { connection in
      try connection.check(shared)
      return try body(connection)
    }
  }

  private func transact<Value>(
    _ mode: Mode, locking relations: [QualifiedName], _ body: (borrowing Connection) throws -> Value
  ) throws -> Value {
    let value: Value
    do {
      let settings = PinnedSettings(wire.deadline, serverVersion: serverVersion)
      try checkRole(begin(settings, mode))
      try lock(relations, mode)
      try check(settings)
      value = try body(self)
    } catch {
      rollback()
      throw error
    }
    try commit(writes: mode.writes)
    return value
  }

  /// A pooler's session may still have the limit of another client, so short that BEGIN itself is stopped by it now and then.
  ///
  /// - Returns: the role that the session runs as.
  private func begin(
    _ settings: PinnedSettings, _ mode: Mode
  ) throws(DatabaseError) -> String? {
    var left = 4
    while true {
      do { return try tryBegin(settings, mode) } catch {
        guard error.sqlstate == "57014", left > 0 else { throw error }
        left -= 1
        rollback()
      }
    }
  }

  private func tryBegin(
    _ settings: PinnedSettings, _ mode: Mode
  ) throws(DatabaseError) -> String? {
    // SHOW takes no snapshot, and is an answer of the same message.
    let script = settings.begin(mode.words) + mode.adoption + "; SHOW role"
    do { return try wire.script(script, "begin").last } catch {
      // Only a server in recovery refuses a transaction that may write.
      guard mode.writes, error.sqlstate == "0A000" else { throw error }
      throw DatabaseError(
        .wrongServer, "the server at \(place) is a standby: it can only be read",
        sqlstate: error.sqlstate, query: error.query)
    }
  }

  /// The outcome of ROLLBACK is nobody's concern: the cause is already known, and a lost session rolls back by itself.
  func rollback() {
    guard isUsable else { return }
    _ = try? wire.with(deadline: .after(seconds: 5)).script("ROLLBACK", "rollback")
  }

  private func commit(writes: Bool) throws(DatabaseError) {
    let tag: String
    do { tag = try wire.command(Query("commit", "COMMIT")).tag } catch {
      var error = error
      error.inDoubt = writes && !error.sessionUsable
      rollback()
      throw error
    }
    // The server answers ROLLBACK, without an error, when the transaction had failed.
    guard tag == "COMMIT" else {
      throw DatabaseError(.other, "the transaction was rolled back", query: "commit")
    }
  }

  /// ALTER ROLE … SET role makes a session run with another role's rights.
  private func checkRole(_ role: String?) throws(DatabaseError) {
    guard let role, role != "none", role != user else { return }
    throw DatabaseError(
      .permission,
      "the session of \"\(user)\" runs as role \"\(role)\": ALTER ROLE \"\(user)\" RESET role",
      query: "role")
  }

  private func check(_ settings: PinnedSettings) throws {
    var loose: [String] = []
    try forEach(settings.check, columns: [.text]) { row in loose.append(try row.text(0)) }
    guard loose.isEmpty else {
      throw DatabaseError(
        .wrongServer, "the server does not hold the setting " + loose.joined(separator: ", "),
        query: "settings")
    }
  }
}

/// What kind of transaction is begun.
struct Mode {
  enum Purpose { case reading, writing }

  let purpose: Purpose
  /// The name of another session's snapshot that is read under.
  var snapshot: String?

  init(_ purpose: Purpose) { self.purpose = purpose }

  var writes: Bool { purpose == .writing }

  /// For BEGIN.
  var words: String {
    writes
      ? "ISOLATION LEVEL READ COMMITTED READ WRITE" : "ISOLATION LEVEL REPEATABLE READ READ ONLY"
  }

  /// What follows the settings, for it has to come before whatever takes a snapshot. A name is the server's: hexadecimal
  /// numbers and dashes.
  var adoption: String { snapshot.map { "; SET TRANSACTION SNAPSHOT '\($0)'" } ?? "" }

  /// For LOCK TABLE.
  var lock: String {
    switch purpose {
    case .writing: "SHARE ROW EXCLUSIVE MODE"
    case .reading: snapshot == nil ? "ACCESS SHARE MODE" : "ACCESS SHARE MODE NOWAIT"
    }
  }
}

extension Connection {
  /// One statement for all, before anything is read. LOCK takes no snapshot.
  func lock(_ relations: [QualifiedName], _ mode: Mode) throws {
    guard !relations.isEmpty else { return }
    do { try wire.command(Self.lock(relations, mode)) } catch {
      guard ["42501", "42P01", "3F000", "42809"].contains(error.sqlstate) else { throw error }
      rollback()
      throw explain(error, relations, mode)
    }
  }

  private static func lock(_ relations: [QualifiedName], _ mode: Mode) -> Query {
    let names = relations.map(\.quoted).joined(separator: ", ")
    return Query("lock", "LOCK TABLE \(names) IN \(mode.lock)")
  }

  /// The server stops at the first relation it refuses; trying each alone names all there is to mend.
  private func explain(
    _ first: DatabaseError, _ relations: [QualifiedName], _ mode: Mode
  ) -> DatabaseError {
    var refused: [(relation: QualifiedName, error: DatabaseError)] = []
    for relation in relations {
      guard (try? wire.script("BEGIN", "lock")) != nil else { return first }
      do { try wire.command(Self.lock([relation], mode)) } catch {
        refused.append((relation, error))
      }
      rollback()
    }
    guard let cause = refused.first?.error, cause.sqlstate != nil else { return first }
    let alike = refused.filter { $0.error.sqlstate == cause.sqlstate }.map(\.relation)
    return DatabaseError(
      SQLState(cause.sqlstate ?? "").kind, what(cause.sqlstate, alike, mode),
      sqlstate: cause.sqlstate, query: "lock")
  }

  private func what(_ sqlstate: String?, _ relations: [QualifiedName], _ mode: Mode) -> String {
    let names = relations.map(\.description).joined(separator: ", ")
    switch sqlstate {
    case "42501":
      let role = QualifiedName.quote(user)
      let schemas = Set(relations.map(\.schema)).sorted().map(QualifiedName.quote)
      let right = mode.writes ? "SELECT, INSERT, UPDATE, DELETE, TRUNCATE" : "SELECT"
      return "role \(role) may not use \(names): GRANT USAGE ON SCHEMA "
        + "\(schemas.joined(separator: ", ")) TO \(role); GRANT \(right) ON "
        + relations.map(\.quoted).joined(separator: ", ") + " TO \(role)"
    case "42809":
      return "\(names) cannot be locked (a materialised view or foreign table): "
        + "offer an ordinary view over it"
    default: return "missing in database \"\(database)\": \(names)"
    }
  }
}

/// A relation and the schema it stands in: the search path never decides which one is meant.
package struct QualifiedName: Hashable, Sendable {
  package let schema: String
  package let name: String

  package init(_ schema: String, _ name: String) {
    self.schema = schema
    self.name = name
  }

  /// For SQL: `"programme"."days"`.
  package var quoted: String { Self.quote(schema) + "." + Self.quote(name) }

  /// An identifier, whatever it holds, for SQL.
  package static func quote(_ identifier: String) -> String {
    let doubled = identifier.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
    return "\"" + doubled.joined() + "\""
  }
}

extension QualifiedName: CustomStringConvertible {
  package var description: String { schema + "." + name }
}
