/// What went wrong between us and PostgreSQL: the place, the code, and what still works. Never a password, never a row.
package struct DatabaseError: Error, Sendable {
  /// What a caller can do about it; the program maps these to exit codes.
  package enum Kind: Sendable, Equatable {
    /// The server cannot be reached, has no room for us, or the session was lost.
    case connection
    /// Role, password or TLS refused.
    case authentication
    case noSuchDatabase
    /// A grant is missing, or the session runs under another role than it logged in with.
    case permission
    /// Row security would hide rows, so nothing is read.
    case rowSecurity
    /// Relations, columns or types are not what was agreed.
    case contract
    /// A value no column or decoder takes.
    case dataRefused
    /// Others were in the way: a lock, a deadlock, a standby's clean-up.
    case conflict
    /// The server lacks disk, memory or time, or an administrator stopped the statement.
    case resources
    /// A signal asked us to stop.
    case cancelled(signal: Int32)
    /// Our own time limit passed.
    case deadline
    /// The connection string is wrong.
    case usage
    /// A server that cannot do what is asked of it: a standby, a setting that will not hold, a missing feature.
    case wrongServer
    /// Broken pages or indexes: for an administrator, never to be tried again.
    case corrupted
    case other
  }

  /// Names of things in the database; never their contents.
  package struct Place: Sendable, Equatable {
    package var schema: String?
    package var table: String?
    package var column: String?
    package var constraint: String?
  }

  package let kind: Kind
  /// The first one the server sent: a session that dies sends a useful one, then none.
  package let sqlstate: String?
  /// The query's name.
  package internal(set) var query: String?
  package let place: Place
  /// What to mend, for people.
  package let what: String
  /// False when the session must be let go of.
  package let sessionUsable: Bool
  /// The answer to a COMMIT was lost: it may have been done, so look before doing it again.
  package internal(set) var inDoubt = false

  package init(
    _ kind: Kind, _ what: String, sqlstate: String? = nil, query: String? = nil,
    place: Place = Place(), sessionUsable: Bool = true
  ) {
    self.kind = kind
    self.what = what
    self.sqlstate = sqlstate
    self.query = query
    self.place = place
    self.sessionUsable = sessionUsable
  }

  /// Whether the whole read may be done again, in a new session, with hope.
  package var isRetryable: Bool {
    guard !inDoubt else { return false }
    guard let sqlstate else { return kind == .connection || kind == .conflict }
    return SQLState(sqlstate).isTransient
  }

  /// One line for people, without a full stop.
  package var line: String {
    let state = sqlstate.map { "SQLSTATE \($0)" }
    let notes = [state, query.map { "query \($0)" }].compactMap(\.self).joined(separator: ", ")
    let doubt = inDoubt ? "; whether it was committed is not known" : ""
    return what + (notes.isEmpty ? "" : " (\(notes))") + doubt
  }
}

extension DatabaseError: CustomStringConvertible {
  package var description: String { line }
}
