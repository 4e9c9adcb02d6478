import CLibpq
import System

extension Connection {
  /// Reads under one snapshot that is taken after all relations are locked. So a loader that empties and fills a table
  /// ends first, and no relation is replaced between two queries.
  ///
  /// Settings are pinned and checked first. What `body` gathered counts only when this function returns.
  package func withSnapshot<Value>(locking relations: [QualifiedName], _ body: (borrowing Connection) throws -> Value)
    throws -> Value
  { try transact(Mode(writes: false), locking: relations, body) }

  /// Writes all or nothing under the same pinned settings. Sets `inDoubt` when the answer to COMMIT was lost.
  /// - Parameter relations: relations to lock against other writers, not against readers.
  package func withTransaction<Value>(
    locking relations: [QualifiedName] = [], _ body: (borrowing Connection) throws -> Value
  ) throws -> Value { try transact(Mode(writes: true), locking: relations, body) }

  /// Reads under another session's snapshot while that session's transaction is open.
  ///
  /// Tries each lock once: a session that waited for a lock behind the other session would block both.
  /// - Throws: also when another server than the one that took the snapshot answers.
  package func withSnapshot<Value>(
    _ shared: SharedSnapshot, locking relations: [QualifiedName], _ body: (borrowing Connection) throws -> Value
  ) throws -> Value {
    var mode = Mode(writes: false)
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
      let settings = try begin(mode, locking: relations)
      try check(settings)
      value = try body(self)
    } catch {
      rollback()
      throw error
    }
    try commit(writes: mode.writes)
    return value
  }

  /// Begins a transaction that holds the locks of all relations.
  ///
  /// The session never waits for a lock while it holds another one. Such a session could be part of a deadlock, which
  /// the server resolves by ending any session of it, such as an administrator's migration. So a lock that is not free
  /// ends the transaction, which begins again a moment later.
  ///
  /// - Throws: after half a minute, the error of the lock that is not free.
  private func begin(_ mode: Mode, locking relations: [QualifiedName]) throws -> PinnedSettings {
    let end = wire.deadline.orAfter(seconds: 30)
    while true {
      let settings = PinnedSettings(wire.deadline, serverVersion: serverVersion, isReading: !mode.writes)
      try checkRole(begin(settings, mode))
      do {
        try lock(relations, mode)
        return settings
      } catch let error as DatabaseError {
        // A second session that waited would wait behind the first one.
        guard error.sqlstate == "55P03", mode.snapshot == nil, end.milliseconds > 0 else { throw error }
      }
      rollback()
      try wire.pause(milliseconds: 100, "lock")
    }
  }

  /// Begins the transaction. A pooler's session may still have another client's limit, so short that it sometimes stops
  /// BEGIN; then this function tries again.
  ///
  /// - Returns: the role as which the session runs.
  private func begin(_ settings: PinnedSettings, _ mode: Mode) throws(DatabaseError) -> String? {
    var left = 4
    while true {
      do { return try tryBegin(settings, mode) } catch {
        guard error.sqlstate == "57014", left > 0 else { throw error }
        left -= 1
        rollback()
      }
    }
  }

  private func tryBegin(_ settings: PinnedSettings, _ mode: Mode) throws(DatabaseError) -> String? {
    // SHOW takes no snapshot, and its result belongs to the same message.
    let script = settings.begin(mode.words) + mode.adoption + "; SHOW role"
    do { return try wire.script(script, "begin").last } catch {
      // Only a server in recovery refuses a transaction that may write.
      guard mode.writes, error.sqlstate == "0A000" else { throw error }
      throw DatabaseError(
        .wrongServer, "the server at \(place) is a standby, which can only be read; connect to the primary",
        sqlstate: error.sqlstate, query: error.query)
    }
  }

  /// Rolls back. A failure is ignored: the cause is already known, and a lost session rolls back by itself.
  func rollback() {
    guard isUsable else { return }
    _ = try? wire.with(deadline: Deadline(milliseconds: wire.closing)).script("ROLLBACK", "rollback")
  }

  private func commit(writes: Bool) throws(DatabaseError) {
    let tag: String
    do { tag = try wire.command(Query("commit", "COMMIT")).tag } catch {
      var error = error
      error.inDoubt = writes && !error.sessionUsable
      rollback()
      throw error
    }
    // When the transaction has failed, the server answers ROLLBACK without an error.
    guard tag == "COMMIT" else { throw DatabaseError(.other, "the transaction was rolled back", query: "commit") }
  }

  /// Checks that the session runs as the role that logged in. ALTER ROLE … SET role gives a session another role's
  /// rights. Where the role was not set, RESET changes nothing.
  private func checkRole(_ role: String?) throws(DatabaseError) {
    guard let role, role != "none", role != user else { return }
    let (login, place) = (QualifiedName.quote(user), QualifiedName.quote(database))
    throw DatabaseError(
      .permission,
      "the session of \(login) runs as role \"\(role)\"; run ALTER ROLE \(login) RESET role; "
        + "ALTER ROLE \(login) IN DATABASE \(place) RESET role; ALTER DATABASE \(place) RESET role",
      query: "role")
  }

  private func check(_ settings: PinnedSettings) throws {
    var loose: [String] = []
    try forEach(settings.check, columns: [.text]) { row in loose.append(try row.text(0)) }
    guard loose.isEmpty else {
      throw DatabaseError(
        .wrongServer, "the server does not keep the setting " + loose.joined(separator: ", "), query: "settings")
    }
  }
}

/// The kind of transaction to begin.
struct Mode {
  let writes: Bool
  /// The name of another session's snapshot to read under.
  var snapshot: String?

  /// The words after BEGIN.
  var words: String {
    writes ? "ISOLATION LEVEL READ COMMITTED READ WRITE" : "ISOLATION LEVEL REPEATABLE READ READ ONLY"
  }

  /// The statement after the settings, because it must precede everything that takes a snapshot. The server made the
  /// name of hexadecimal digits and dashes.
  var adoption: String { snapshot.map { "; SET TRANSACTION SNAPSHOT '\($0)'" } ?? "" }

  /// The mode of LOCK TABLE. The server refuses a lock that is not free instead of waiting for it.
  var lock: String { (writes ? "SHARE ROW EXCLUSIVE" : "ACCESS SHARE") + " MODE NOWAIT" }
}

extension Connection {
  /// Locks all relations in one statement before anything is read. LOCK takes no snapshot.
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

  /// Makes the error of a refused lock. The server stops at the first relation that it refuses, so this function tries
  /// each alone and names all of them.
  private func explain(_ first: DatabaseError, _ relations: [QualifiedName], _ mode: Mode) -> DatabaseError {
    var refused: [(relation: QualifiedName, error: DatabaseError)] = []
    for relation in relations {
      guard (try? wire.script("BEGIN", "lock")) != nil else { return first }
      do { try wire.command(Self.lock([relation], mode)) } catch { refused.append((relation, error)) }
      rollback()
    }
    guard let cause = refused.first?.error, cause.sqlstate != nil else { return first }
    let alike = refused.filter { $0.error.sqlstate == cause.sqlstate }.map(\.relation)
    return DatabaseError(
      SQLState(cause.sqlstate ?? "").kind, what(cause.sqlstate, alike, mode), sqlstate: cause.sqlstate, query: "lock")
  }

  private func what(_ sqlstate: String?, _ relations: [QualifiedName], _ mode: Mode) -> String {
    let names = relations.map(\.description).joined(separator: ", ")
    switch sqlstate {
    case "42501":
      let role = QualifiedName.quote(user)
      let schemas = Set(relations.map(\.schema)).sorted().map(QualifiedName.quote)
      let right = mode.writes ? "SELECT, INSERT, UPDATE, DELETE, TRUNCATE" : "SELECT"
      return "role \(role) may not use \(names); run GRANT USAGE ON SCHEMA "
        + "\(schemas.joined(separator: ", ")) TO \(role); GRANT \(right) ON "
        + relations.map(\.quoted).joined(separator: ", ") + " TO \(role)"
    case "42809":
      return "\(names) cannot be locked (a materialised view or foreign table); " + "offer an ordinary view over it"
    default: return "missing in database \"\(database)\": \(names)"
    }
  }
}

/// A relation with its schema, so that the search path never decides which relation is meant.
package struct QualifiedName: Hashable, Sendable {
  package let schema: String
  package let name: String

  package init(_ schema: String, _ name: String) {
    self.schema = schema
    self.name = name
  }

  /// The name for SQL: `"programme"."days"`.
  package var quoted: String { Self.quote(schema) + "." + Self.quote(name) }

  /// Returns any identifier quoted for SQL.
  package static func quote(_ identifier: String) -> String {
    let doubled = identifier.unicodeScalars.map { $0 == "\"" ? "\"\"" : String($0) }
    return "\"" + doubled.joined() + "\""
  }
}

extension QualifiedName: CustomStringConvertible { package var description: String { schema + "." + name } }
