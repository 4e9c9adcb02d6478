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
    case .dataRefused, .contract, .permission, .wrongServer: sqlstate != nil
    default: false
    }
  }

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

/// The five characters by which PostgreSQL identifies an error.
struct SQLState {
  /// An object is not in the state that the statement needs. Of what a report reads, only a materialised view that was never
  /// filled is such an object.
  static let notFilled = "55000"

  let code: String

  init(_ code: String) { self.code = code }

  /// Whether a retry in a new session may succeed. A cancelled statement (57014) is not transient: a time limit would
  /// end the retry too, and a person who cancelled the statement meant it.
  var isTransient: Bool {
    let codes = ["40001", "40P01", "57P01", "57P02", "57P03", "57P05", "25P03", "53300", "55P03", "72000"]
    return codes.contains(code) || code.hasPrefix("08")
  }

  var kind: DatabaseError.Category {
    switch code {
    case "3D000": .noSuchDatabase
    case "42501": .permission
    case "53300", "57P01", "57P02", "57P03", "57P05", "25P03", "25P04": .connection
    case "25006": .wrongServer
    case "55P03", "72000": .conflict
    case "XX001", "XX002": .corrupted
    case "3F000", Self.notFilled: .contract
    default: kindOfClass
    }
  }

  private var kindOfClass: DatabaseError.Category {
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

  /// The meaning of an error of this category when nothing better is known. The server's own message is left out,
  /// because it can hold a row.
  var meaning: String {
    switch kind {
    case .connection: "the server ended the session"
    case .dataRefused: refusal
    case .conflict:
      code == "55P03"
        ? "another session holds a lock that this program needs; try again later"
        : "another session interfered; try again later"
    case .resources:
      code == "57014"
        ? "the statement was cancelled"
        : "the server lacks disk, memory or time, or an administrator stopped the statement"
    case .wrongServer:
      code == "25006"
        ? "the server only allows reading; is it a standby?" : "the server cannot do what the statement needs"
    case .corrupted: "the server found its own files corrupted; inform its administrator"
    case .permission: "a privilege is missing"
    case .contract: "a relation, column or type differs from the contract"
    default: "the server reported an error"
    }
  }
}

extension SQLState {
  /// What is wrong with a value that the server refused, and what to do.
  private var refusal: String {
    switch code {
    case "22P02", "22007":
      "a text that is no value of its type was converted; correct the row, or the view that converts it"
    case "22003", "22008": "a value is out of range for its type; correct the row, or the view that converts it"
    case "22012": "a number was divided by zero; correct the row, or the view that divides"
    case "22021", "22P05": "a text is not UTF-8; write the text again"
    default: "the server refused a value"
    }
  }
}

/// The parts of a failed result that may be repeated: codes and names.
struct ServerFault {
  let sqlstate: String
  let isFatal: Bool
  let object: DatabaseError.DatabaseObject
  private let message: String
  private let source: String
  /// The function beneath a view in which the error arose; nil where there is none.
  private let function: String?

  /// Returns nil when the error is libpq's own, because a lost connection has no SQLSTATE.
  init?(_ result: borrowing QueryResult) {
    guard let sqlstate = result.field(.sqlstate) else { return nil }
    self.sqlstate = sqlstate
    isFatal = ["FATAL", "PANIC"].contains(result.field(.severity) ?? "")
    object = DatabaseError.DatabaseObject(
      schema: result.field(.schema), table: result.field(.table), column: result.field(.column),
      constraint: result.field(.constraint))
    message = result.field(.message) ?? ""
    source = result.field(.sourceFunction) ?? ""
    function = result.field(.context).flatMap(Self.function)
  }

  func error(query: String) -> DatabaseError {
    // The function check_enable_rls refuses to filter rows under `row_security = off`. The function's name is the same
    // in every language; the message is not.
    let hidden = sqlstate == "42501" && source == "check_enable_rls"
    let kind = hidden ? .rowSecurity : SQLState(sqlstate).kind
    let lasting = !isFatal && kind != .connection
    return DatabaseError(kind, what(hidden), sqlstate: sqlstate, query: query, object: object, sessionUsable: lasting)
  }

  private func what(_ hidden: Bool) -> String {
    let state = SQLState(sqlstate)
    if sqlstate == SQLState.notFilled {
      return "\(name ?? "a materialized view beneath a view") was never filled; run REFRESH MATERIALIZED VIEW"
    }
    // A report only reads, so no other session's write can be in its way: only recovery cancels its statements so.
    if sqlstate == "40001", source.hasPrefix("Process") {
      return "the standby cancelled the read, because it had to replay a change of rows that the read needs; raise "
        + "max_standby_streaming_delay or set hot_standby_feedback = on"
    }
    if hidden {
      return "row security would hide rows" + (name.map { " of \($0)" } ?? "")
        + "; let the table's owner give the role a view of all rows, or give the role BYPASSRLS"
    }
    guard let name = name ?? objectName else { return state.meaning }
    return switch sqlstate {
    case "42501":
      name.hasPrefix("function ")
        ? "no permission for \(name); grant EXECUTE on it to the role that reads"
        : "no permission for \(name); grant it to the role that reads"
    case "42P01", "42703", "42883", "3F000": "\(name) does not exist" + (name.contains(".") ? "" : searchPathAdvice)
    case "42704": "\(name) is not known to the server"
    case "55P03": "another session holds a lock on \(name); try again later"
    default: "\(state.meaning): \(name)"
    }
  }

  /// What to do where a function beneath a view uses a name that the session's own search path would find.
  private var searchPathAdvice: String {
    guard sqlstate == "42P01" || sqlstate == "42883" else { return "" }
    return (function.map { " in function \($0)" } ?? "")
      + "; where a function beneath a view names it without a schema, set search_path on that function, because a report "
      + "reads with search_path = pg_catalog"
  }

  private var objectName: String? {
    let names = [object.schema, object.table, object.column ?? object.constraint].compactMap(\.self)
    return names.isEmpty ? nil : names.joined(separator: ".")
  }

  /// The identifier that the server's message ends in or quotes. Only codes whose message consists of identifiers have
  /// one. A message that a procedure raised has none, because it may hold anything.
  private var name: String? {
    let codes = ["42501", "42P01", "42703", "42704", "42883", "3F000", "55P03", SQLState.notFilled]
    guard codes.contains(sqlstate), !source.hasPrefix("exec_stmt"), message.utf8.count <= 300,
      message.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
    else { return nil }
    for opening in ["permission denied for ", "row-level security policy for ", "could not obtain lock on "] {
      if let start = message.firstRange(of: opening) { return String(message[start.upperBound...]) }
    }
    let ends = [" does not exist", " of relation", " has not been populated"]
    guard let end = ends.lazy.compactMap({ message.firstRange(of: $0) }).first else {
      return message.hasPrefix("unrecognized") ? String(message.dropFirst(13)) : nil
    }
    return String(message[..<end.lowerBound])
  }

  /// Returns the name of the function that a context line names. The line may also hold a statement, which is left out.
  private static func function(_ context: String) -> String? {
    let line = context.split(separator: "\n").last.map(String.init) ?? context
    for opening in ["SQL function \"", "PL/pgSQL function "] where line.hasPrefix(opening) {
      let name = line.dropFirst(opening.count).prefix { !"\"( ".contains($0) }
      return name.isEmpty || name.utf8.count > 130 ? nil : String(name)
    }
    return nil
  }
}
