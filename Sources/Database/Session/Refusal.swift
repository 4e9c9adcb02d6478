import CLibpq

/// Why a connection could not be opened.
@safe struct Refusal {
  private let endpoint: Endpoint
  /// libpq's own words, on one line; the server's are cut to their SQLSTATE by the verbosity we ask for.
  private let message: String
  private let sqlstate: String?
  /// The file a server's certificate is checked against, where one is named.
  private let root: String?

  init(_ handle: OpaquePointer) {
    endpoint = unsafe Endpoint(handle)
    // SAFETY: libpq keeps both strings as long as the handle.
    let text = unsafe String(cString: PQerrorMessage(handle))
    let password = unsafe PQpass(handle).flatMap { unsafe String(validatingCString: $0) } ?? ""
    sqlstate = Self.state(text)
    root = unsafe ConnectionWords.inUse("sslrootcert", by: handle)
    let telling = !password.isEmpty && text.contains(password)
    message = telling ? "the reason holds the password and is not repeated" : Self.oneLine(text)
  }

  /// The last one: libpq tries each host in turn.
  private static func state(_ text: String) -> String? {
    let lines = text.split(separator: "\n")
    let last = lines.last { $0.firstMatch(of: /:  [0-9A-Z]{5}$/) != nil }
    return last.map { String($0.suffix(5)) }
  }

  static func oneLine(_ text: String) -> String {
    // libpq's advice on a missing root certificate is to do without one.
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("Either provide the file") }
    let words = lines.map { line in
      let plain = line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }
      return plain.joined().split(separator: " ").joined(separator: " ")
    }
    return String(words.filter { !$0.isEmpty }.joined(separator: "; ").prefix(300))
  }

  /// - Parameter passwordFileFault: said where it can be the cause.
  func error(_ passwordFileFault: String?) -> DatabaseError {
    let kind = sqlstate.map(kind(of:)) ?? kindOfMessage
    var what = sqlstate.map(what(of:)) ?? message
    if sqlstate == nil, message.contains("certificate verify failed") {
      what +=
        "; has it expired, or did none of \(root ?? "the roots in ~/.postgresql/root.crt") sign it?"
    }
    if let passwordFileFault, sqlstate == nil, message.contains("no password supplied") {
      what += "; \(passwordFileFault)"
    }
    return DatabaseError(
      kind, what, sqlstate: sqlstate, query: "connect", sessionUsable: false)
  }

  private func kind(of state: String) -> DatabaseError.Kind {
    // A setting that the start-up packet carried (PGOPTIONS, options).
    ["42704", "22023"].contains(state) ? .usage : SQLState(state).kind
  }

  private func what(of state: String) -> String {
    let (user, database) = ("\"\(endpoint.user)\"", "\"\(endpoint.database)\"")
    let at = "at \(endpoint.shown)"
    return switch state {
    case "28P01": "wrong password for role \(user) \(at)"
    case "3D000": "no database \(database) \(at)"
    case "42501":
      "role \(user) may not connect \(at): GRANT CONNECT ON DATABASE \(database) TO \(user)"
    case "53300": "no free connection for role \(user) \(at)"
    case "57P03": "the server \(at) is starting or stopping"
    case "42704", "22023": "the server \(at) refuses a start-up option: see options and PGOPTIONS"
    default:
      switch SQLState(state).kind {
      case .authentication:
        "role \(user) may not log in to \(database) \(at): does it exist, may it log in, does pg_hba.conf let it"
      default: "cannot connect \(at)"
      }
    }
  }

  /// libpq's own refusals have no code. Their text is fixed: no message catalogue is opened by this program.
  private var kindOfMessage: DatabaseError.Kind {
    func says(_ words: String...) -> Bool { words.contains { message.contains($0) } }
    // The session was lost while TLS was being agreed.
    if says("SSL SYSCALL error", "SSL connection has been closed", "unexpected eof") {
      return .connection
    }
    if says("no password supplied", "SSL", "certificate", "channel binding", "GSSAPI", "SCRAM") {
      return .authentication
    }
    if says("authentication method", "requirepeer") { return .authentication }
    if message.hasPrefix("invalid ")
      || says("definition of service", "service file", "could not match")
    {
      return .usage
    }
    if says("session is read-only", "session is not read-only", "hot standby mode") {
      return .wrongServer
    }
    return .connection
  }
}
