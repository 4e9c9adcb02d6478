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
    _ = try? wire.heedingOnly(.after(seconds: 5)).script("ROLLBACK", "rollback")
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
