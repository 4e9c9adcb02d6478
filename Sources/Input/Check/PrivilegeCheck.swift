import Core
import Database
import SQL

extension DatabaseCheck {
  /// Returns the observations about privileges. A missing privilege is an error; a privilege beyond reading is a
  /// warning.
  func privileges(_ connection: borrowing Connection) throws -> [Observation] {
    var found: [Observation] = []
    if try connection.isSuperuserOrBypassesRowSecurity() {
      found.append(
        Observation(
          .privileges, .warning,
          "role \(connection.user) is a superuser or bypasses row security: grants and policies "
            + "do not hold for it; let a report run as a member of board_reader"))
    }
    var writable: [String] = []
    var owned: [String] = []
    let columns: [ColumnType] = [.text, .text, .bool, .bool, .bool, .bool, .bool]
    try connection.forEach(Statement.access.query(.text(schema), .relationNames), columns: columns) { row in
      let name = try row.text(0)
      if let error = lacking(
        name, usage: try row.bool(2), select: try row.bool(3), someColumns: try row.bool(4), connection.user)
      {
        found.append(error)
      }
      if try row.bool(6) { owned.append(name) } else if try row.bool(5) { writable.append(name) }
    }
    return found + excess("may alter", owned, connection.user) + excess("may write to", writable, connection.user)
  }

  private func lacking(_ name: String, usage: Bool, select: Bool, someColumns: Bool, _ user: String) -> Observation? {
    guard !usage || !select else { return nil }
    let role = QualifiedName.quote(user)
    var grants: [String] = []
    if !usage { grants.append("GRANT USAGE ON SCHEMA \(QualifiedName.quote(schema)) TO \(role);") }
    if !select { grants.append("GRANT SELECT ON \(QualifiedName(schema, name).quoted) TO \(role);") }
    let what =
      select
      ? "use schema \(schema)" : someColumns ? "read every column of \(schema).\(name)" : "read \(schema).\(name)"
    return Observation(
      .privileges, .error, "role \(user) may not \(what)", relation: name, fix: grants.joined(separator: "\n"))
  }

  private func excess(_ verb: String, _ relations: [String], _ user: String) -> [Observation] {
    guard !relations.isEmpty else { return [] }
    return [
      Observation(
        .privileges, .warning,
        "role \(user) \(verb) \(relations.joined(separator: ", ")): a report only reads; "
          + "let it run as a member of board_reader")
    ]
  }

  /// Reads a relation and locks it, as a report does. Only this shows missing rights of a view's owner, row security, values
  /// that a view's expressions refuse, and relations that cannot be locked.
  func reading(_ name: String, _ connection: borrowing Connection) throws -> Observation? {
    let relation = QualifiedName(schema, name)
    let probe = ReadingProbe(schema: schema, offer: .whole)
    do {
      // The first attempt has no lock, because a refused lock does not name the table beneath a view.
      try waiting(for: relation, connection) { connection in
        try connection.withSnapshot(locking: []) { connection in
          _ = try connection.execute(Query("read \(name)", "select from \(relation.quoted) limit 0"))
        }
      }
      try connection.withSnapshot(locking: [relation]) { _ in }
      if let (place, error) = try waiting(for: relation, connection, { try probe.failure(of: name, $0) }) {
        return observation(name, place, error, try probe.missingGrants([name], connection))
      }
      return nil
    } catch let error as DatabaseError where error.isFromRows {
      return observation(name, "\(relation)", error, try probe.missingGrants([name], connection))
    }
  }

  /// Returns what the body gives. Where another session holds a lock, this function waits for the lock as a report does,
  /// and calls the body again.
  private func waiting<Value>(
    for relation: QualifiedName, _ connection: borrowing Connection, _ body: (borrowing Connection) throws -> Value
  ) throws -> Value {
    do { return try body(connection) } catch let error as DatabaseError where error.sqlstate == "55P03" {
      try connection.withSnapshot(locking: [relation]) { _ in }
      return try body(connection)
    }
  }

  private func observation(_ name: String, _ place: String, _ error: DatabaseError, _ grants: [MissingGrant])
    -> Observation
  {
    switch error.kind {
    case .permission:
      if let first = grants.first {
        Observation(
          .privileges, .error, "\(place): \(first.line)", relation: name,
          fix: grants.map { "\($0.fix);" }.joined(separator: "\n"))
      } else {
        Observation(.privileges, .error, "\(place): \(error.what)", relation: name)
      }
    case .rowSecurity: Observation(.privileges, .error, "\(place): \(error.line)", relation: name)
    case .dataRefused: Observation(.quality, .error, "\(place): \(error.line)", relation: name)
    default:
      // A lock that was refused names the relation itself.
      Observation(
        .contract, .error, error.line.hasPrefix(place) ? error.line : "\(place): \(error.line)", relation: name)
    }
  }
}
