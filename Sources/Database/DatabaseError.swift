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

/// The five characters by which PostgreSQL names an error.
struct SQLState {
  let code: String

  init(_ code: String) { self.code = code }

  /// Errors that another try, on a new session, may not meet. A cancelled statement (57014) is not among them: a time
  /// limit would be met again, and a person who stopped it meant it.
  var isTransient: Bool {
    let codes = [
      "40001", "40P01", "57P01", "57P02", "57P03", "57P05", "25P03", "53300", "55P03", "72000",
    ]
    return codes.contains(code) || code.hasPrefix("08")
  }

  var kind: DatabaseError.Kind {
    switch code {
    case "3D000": .noSuchDatabase
    case "42501": .permission
    case "53300", "57P01", "57P02", "57P03", "57P05", "25P03", "25P04": .connection
    case "25006": .wrongServer
    case "55P03", "72000": .conflict
    case "XX001", "XX002": .corrupted
    case "3F000": .contract
    default: kindOfClass
    }
  }

  private var kindOfClass: DatabaseError.Kind {
    switch code.prefix(2) {
    case "08": .connection
    case "28": .authentication
    case "42": .contract
    case "22", "23": .dataRefused
    case "40": .conflict
    case "53", "54", "57", "58": .resources
    case "0A": .wrongServer
    default: .other
    }
  }

  /// What an error of this kind means, where nothing better is known. The server's own words stay out: they can hold
  /// a row.
  var meaning: String {
    switch kind {
    case .connection: "the server ended the session"
    case .dataRefused: "the server refused a value"
    case .conflict: "another session was in the way"
    case .resources:
      code == "57014"
        ? "the statement was stopped" : "the server lacks room or an administrator stopped it"
    case .wrongServer:
      code == "25006"
        ? "the server allows reading only: is it a standby?" : "the server cannot do what was asked"
    case .corrupted: "the server found its own files corrupted: tell its administrator"
    case .permission: "a privilege is missing"
    case .contract: "a relation, column or type is not what was agreed"
    default: "the server reported an error"
    }
  }
}

/// What a failed result says, reduced to what may be repeated: codes and names.
struct ServerFault {
  let sqlstate: String
  let isFatal: Bool
  let place: DatabaseError.Place
  private let message: String
  private let source: String

  /// nil when the error is libpq's own (a lost connection has no SQLSTATE).
  init?(_ result: borrowing QueryResult) {
    guard let sqlstate = result.field(.sqlstate) else { return nil }
    self.sqlstate = sqlstate
    isFatal = ["FATAL", "PANIC"].contains(result.field(.severity) ?? "")
    place = DatabaseError.Place(
      schema: result.field(.schema), table: result.field(.table), column: result.field(.column),
      constraint: result.field(.constraint))
    message = result.field(.message) ?? ""
    source = result.field(.sourceFunction) ?? ""
  }

  func error(query: String) -> DatabaseError {
    // check_enable_rls is where the server refuses to filter rows under `row_security = off`; unlike the message, the
    // function's name is the same in every language.
    let hidden = sqlstate == "42501" && source == "check_enable_rls"
    let kind = hidden ? .rowSecurity : SQLState(sqlstate).kind
    let lasting = !isFatal && kind != .connection
    return DatabaseError(
      kind, what(hidden), sqlstate: sqlstate, query: query, place: place, sessionUsable: lasting)
  }

  private func what(_ hidden: Bool) -> String {
    let state = SQLState(sqlstate)
    if hidden {
      return "row security would hide rows" + (name.map { " of \($0)" } ?? "")
        + ": let the role read all of them by a policy on a view it owns, or BYPASSRLS"
    }
    guard let name = name ?? placeName else { return state.meaning }
    return switch sqlstate {
    case "42501": "no permission for \(name): grant it to the role that reads"
    case "42P01", "42703", "3F000": "\(name) does not exist"
    case "42704": "\(name) is not known to the server"
    default: "\(state.meaning): \(name)"
    }
  }

  private var placeName: String? {
    let names = [place.schema, place.table, place.column ?? place.constraint].compactMap(\.self)
    return names.isEmpty ? nil : names.joined(separator: ".")
  }

  /// The identifier the server's own message ends in or quotes. Only for codes whose message is made of identifiers,
  /// and never for one a procedure raised: that may say anything.
  private var name: String? {
    let codes = ["42501", "42P01", "42703", "42704", "3F000"]
    guard codes.contains(sqlstate), !source.hasPrefix("exec_stmt"), message.utf8.count <= 300,
      message.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
    else { return nil }
    for opening in ["permission denied for ", "row-level security policy for "] {
      if let start = message.firstRange(of: opening) { return String(message[start.upperBound...]) }
    }
    guard
      let end = message.firstRange(of: " does not exist") ?? message.firstRange(of: " of relation")
    else { return message.hasPrefix("unrecognized") ? String(message.dropFirst(13)) : nil }
    return String(message[..<end.lowerBound])
  }
}
