/// An error between this program and PostgreSQL: what went wrong, where, its code, and what still works.
///
/// An error never holds a password or a row.
package struct DatabaseError: Error, Sendable {
  /// The category by which a caller decides what to do. The program maps each to an exit code.
  package enum Category: Sendable, Equatable {
    /// The server cannot be reached or has no free connection, or the session was lost.
    case connection
    /// The server refused the role, the password or TLS.
    case authentication
    case noSuchDatabase
    /// A grant is missing, or the session runs under another role than the one that logged in.
    case permission
    /// Row security would hide rows, so nothing is read.
    case rowSecurity
    /// Relations, columns or types differ from the contract.
    case contract
    /// A column or a decoder does not accept the value.
    case dataRefused
    /// Another session interfered: a lock, a deadlock, a standby's conflict with recovery.
    case conflict
    /// The server lacks disk, memory or time, or an administrator stopped the statement.
    case resources
    /// A signal requested the program's end.
    case cancelled(signal: Int32)
    /// The program's own time limit passed.
    case deadline
    /// The connection string is wrong.
    case usage
    /// The server cannot do what is needed: a standby, a setting that does not hold, a missing feature.
    case wrongServer
    /// The server found corrupt pages or indexes. An administrator must act; a retry is never right.
    case corrupted
    case other
  }

  /// Names of an object in the database; never its contents.
  package struct DatabaseObject: Sendable, Equatable {
    package var schema: String?
    /// The table, or the domain.
    package var table: String?
    package var column: String?
    package var constraint: String?
  }

  package let kind: Category
  /// The first code that the server sent. A session that ends sends a useful code first and then none.
  package let sqlstate: String?
  /// The query's name.
  package internal(set) var query: String?
  package let object: DatabaseObject
  /// What is wrong and what to do, for people.
  package private(set) var what: String
  /// False when the session cannot be used again.
  package let sessionUsable: Bool
  /// True when the answer to COMMIT was lost: the server may have committed, so check before a retry.
  package internal(set) var inDoubt = false

  package init(
    _ kind: Category, _ what: String, sqlstate: String? = nil, query: String? = nil,
    object: DatabaseObject = DatabaseObject(), sessionUsable: Bool = true
  ) {
    self.kind = kind
    self.what = what
    self.sqlstate = sqlstate
    self.query = query
    self.object = object
    self.sessionUsable = sessionUsable
  }

  /// Whether a new session may repeat the whole read with some chance of success.
  package var isRetryable: Bool {
    guard !inDoubt else { return false }
    guard let sqlstate else { return kind == .connection || kind == .conflict }
    return SQLState(sqlstate).isTransient
  }

  /// Whether reading the rows of a relation, or the definition of a view, may have raised this error.
  package var isFromRows: Bool {
    switch kind {
    case .dataRefused, .contract, .permission, .rowSecurity, .wrongServer: sqlstate != nil
    default: isOfSource
    }
  }

  /// Whether a file or another server, from which a relation's rows come, cannot be reached. The session itself lasts.
  package var isOfSource: Bool { sessionUsable && sqlstate.map { SQLState($0).isOfSource } ?? false }

  /// Returns the same error with the place in front: a relation, or a column of one.
  package func located(at place: String) -> DatabaseError {
    var error = self
    error.what = "\(place): \(what)"
    return error
  }

  /// One line for people, without a full stop.
  package var line: String {
    let state = sqlstate.map { "SQLSTATE \($0)" }
    let notes = [state, query.map { "query \($0)" }].compactMap(\.self).joined(separator: ", ")
    let doubt = inDoubt ? "; it is not known whether the server committed" : ""
    return what + (notes.isEmpty ? "" : " (\(notes))") + doubt
  }
}

extension DatabaseError: CustomStringConvertible { package var description: String { line } }
