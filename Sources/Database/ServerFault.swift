/// The parts of a failed result that may be repeated: codes and names.
struct ServerFault {
  let sqlstate: String
  let isFatal: Bool
  let object: DatabaseError.DatabaseObject
  private let message: String
  private let source: String
  /// The function beneath a view in which the error arose; nil where there is none.
  private let function: String?
  /// Whether the error arose in a statement that postgres_fdw sent to its server.
  private let isForeign: Bool

  /// Returns nil when the error is libpq's own, because a lost connection has no SQLSTATE.
  init?(_ result: borrowing QueryResult) {
    guard let sqlstate = result.field(.sqlstate) else { return nil }
    self.sqlstate = sqlstate
    isFatal = ["FATAL", "PANIC"].contains(result.field(.severity) ?? "")
    object = DatabaseError.DatabaseObject(
      schema: result.field(.schema), table: result.field(.table) ?? result.field(.datatype),
      column: result.field(.column), constraint: result.field(.constraint))
    message = result.field(.message) ?? ""
    source = result.field(.sourceFunction) ?? ""
    let context = result.field(.context)
    function = context.flatMap(Self.function)
    isForeign = context?.split(separator: "\n").contains { $0.hasPrefix("remote SQL command:") } ?? false
  }

  /// Whether a function raised the error by a statement of its own, with a code that means nothing else.
  private var isRaised: Bool {
    guard source == "exec_stmt_raise" || source == "exec_stmt_assert" else { return false }
    return sqlstate.hasPrefix("P0") || SQLState(sqlstate).kind == .other
  }

  func error(query: String) -> DatabaseError {
    // The function check_enable_rls refuses to filter rows under `row_security = off`. The function's name is the same
    // in every language; the message is not.
    let hidden = sqlstate == "42501" && source == "check_enable_rls"
    let kind = isRaised ? .dataRefused : hidden ? .rowSecurity : kindOfCode
    return DatabaseError(kind, what(hidden), sqlstate: sqlstate, query: query, object: object, sessionUsable: !isFatal)
  }

  /// The category of the code. The program's own statements raise no code that `SQLState` does not know: a view does, or a function
  /// beneath it. Only 25P02 would be a statement in a transaction that already failed.
  private var kindOfCode: DatabaseError.Category {
    let kind = SQLState(sqlstate).kind
    guard kind == .other, !isFatal, sqlstate != "25P02" else { return kind }
    return function == nil ? .contract : .dataRefused
  }

  private func what(_ hidden: Bool) -> String {
    let state = SQLState(sqlstate)
    if isRaised {
      return "\(function.map { "function \($0)" } ?? "a function") raised an error of its own; correct the row that it "
        + "refuses, or the function"
    }
    if hidden {
      return "row security would hide rows" + (name.map { " of \($0)" } ?? "")
        + "; let the report read all rows through a view without security_invoker, owned by a role that no policy "
        + "binds, such as the table's owner"
    }
    if let meaning = meaningBySource { return meaning }
    guard let name = name ?? objectName else { return completed(state.meaning, place) + searchPathAdvice }
    switch sqlstate {
    case "42501" where isForeign:
      return "no permission for \(name)\(place); grant it there to the role that the user mapping names"
    case "42501":
      let right = name.hasPrefix("function ") ? "EXECUTE on it" : "it"
      return "no permission for \(name)\(place); grant \(right) to the role that reads"
        + (function == nil ? "" : ", or to the function's owner where the function is SECURITY DEFINER")
    case "42704" where name.hasPrefix("configuration parameter "):
      return "\(name) is not set in a new session; set it by ALTER DATABASE … SET, or let the view do without it"
    case "42P01", "42703", "42883", "42704", "3F000":
      return "\(name) does not exist\(place)" + (name.contains(".") ? "" : searchPathAdvice)
    case "55P03": return "another session holds a lock on \(name); try again later"
    default:
      return completed(state.meaning, ": \(name)\(place)")
    }
  }

  /// The meaning that the server's own function gives to a code of several meanings. Its name is the same in every language.
  private var meaningBySource: String? {
    switch (sqlstate, source) {
    case ("55000", "ExecOpenScanRelation"):
      return "\(name ?? "a materialized view beneath a view") was never filled; run REFRESH MATERIALIZED VIEW"
    case ("55000", "currval_oid"), ("55000", "lastval"):
      return
        "a view reads the last value that the session took from a sequence, and a new session took none; let it read "
        + "a stored value"
    case ("42704", "GetUserMapping"):
      return "no user mapping exists for \(name ?? "the role that reads a foreign table"); run CREATE USER MAPPING for "
        + "that role on the foreign server"
    case ("58P01", "BeginCopyFrom"), ("42501", "BeginCopyFrom"), ("42809", "BeginCopyFrom"):
      return
        "the server cannot open the file that a foreign table reads; correct the table's option filename, or put a file "
        + "there that the server's user may read"
    case ("38000", "ClosePipeFromProgram"):
      return "the program that a foreign table reads failed; correct the program, or the table's option program"
    case ("0A000", "get_relation_info"):
      return "an unlogged table has no rows on a standby; run ALTER TABLE … SET LOGGED, or connect to the primary"
    // A report only reads, so no other session's write can be in its way: only recovery cancels its statements so.
    case ("40001", _) where source.hasPrefix("Process"):
      return "the standby cancelled the read, because it had to replay a change of rows that the read needs; raise "
        + "max_standby_streaming_delay or set hot_standby_feedback = on"
    // An error that does not end the session and speaks of a connection is about another one.
    case (_, _) where SQLState(sqlstate).isOfConnection && !isFatal:
      return "a server from which a view reads cannot be reached; check that server and how the view names it"
    default: return nil
    }
  }

  /// Returns a meaning with something more before the remedy.
  private func completed(_ meaning: String, _ detail: String) -> String {
    let parts = meaning.split(separator: ";", maxSplits: 1)
    return parts[0] + detail + parts.dropFirst().map { ";\($0)" }.joined()
  }

  private var place: String { isForeign ? " on a foreign server" : function.map { " in function \($0)" } ?? "" }

  /// What to do where a function beneath a view uses a name that the session's own search path would find.
  private var searchPathAdvice: String {
    guard ["42P01", "42883", "42704"].contains(sqlstate) else { return "" }
    return
      "; where a function beneath a view names it without a schema, set search_path on that function, because a report "
      + "reads with search_path = pg_catalog"
  }

  private var objectName: String? {
    let names = [object.schema, object.table, object.column ?? object.constraint].compactMap(\.self)
    return names.isEmpty ? nil : names.joined(separator: ".")
  }

  /// The identifier that the server's message ends in or quotes. Only codes whose message consists of identifiers have
  /// one. A message that a procedure raised has none, because it may hold anything.
  private var name: String? {
    let codes = ["42501", "42P01", "42703", "42704", "42883", "3F000", "55P03", "55000"]
    guard codes.contains(sqlstate), !source.hasPrefix("exec_stmt"), message.utf8.count <= 300,
      message.unicodeScalars.allSatisfy({ $0.value >= 0x20 })
    else { return nil }
    let openings = [
      "permission denied for ", "row-level security policy for ", "could not obtain lock on ",
      "user mapping not found for ",
    ]
    for opening in openings {
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
    for (opening, ends) in [("SQL function \"", "\""), ("PL/pgSQL function ", "( ")] where line.hasPrefix(opening) {
      let name = line.dropFirst(opening.count).prefix { !ends.contains($0) }
      return name.isEmpty || name.utf8.count > 130 ? nil : String(name)
    }
    return nil
  }
}
