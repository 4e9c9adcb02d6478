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
