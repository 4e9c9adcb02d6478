import CLibpq

/// The reason why a connection could not be opened.
@safe struct ConnectionRefusal {
  private let endpoint: Endpoint
  /// libpq's own message on one line. The verbosity reduces the server's message to its SQLSTATE.
  private let message: String
  private let sqlstate: String?
  /// The file with the root certificates that check the server's, when one is named.
  private let root: String?

  init(_ handle: OpaquePointer) {
    endpoint = unsafe Endpoint(handle)
    // SAFETY: both strings live as long as the handle.
    let text = unsafe String(cString: PQerrorMessage(handle))
    let password = unsafe PQpass(handle).flatMap { unsafe String(validatingCString: $0) } ?? ""
    sqlstate = Self.state(text)
    root = unsafe ConnectionWords.inUse("sslrootcert", by: handle)
    let holdsPassword = !password.isEmpty && text.contains(password)
    message =
      holdsPassword ? "the reason is not shown because it holds the password" : Self.oneLine(text)
  }

  /// Returns the last code, because libpq tries each host in turn.
  private static func state(_ text: String) -> String? {
    let lines = text.split(separator: "\n")
    let last = lines.last { $0.firstMatch(of: /:  [0-9A-Z]{5}$/) != nil }
    return last.map { String($0.suffix(5)) }
  }

  static func oneLine(_ text: String) -> String {
    // When a root certificate is missing, libpq advises to do without one. That line is removed.
    let lines = text.split(separator: "\n").filter { !$0.hasPrefix("Either provide the file") }
    let words = lines.map { line in
      let plain = line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }
      return plain.joined().split(separator: " ").joined(separator: " ")
    }
    return String(words.filter { !$0.isEmpty }.joined(separator: "; ").prefix(300))
  }

  /// - Parameter passwordFileFault: a reason to add where it can be the cause.
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

  private func kind(of state: String) -> DatabaseError.Category {
    // The start-up packet carried a wrong setting (PGOPTIONS, options).
    ["42704", "22023"].contains(state) ? .usage : SQLState(state).kind
  }

  private func what(of state: String) -> String {
    let (user, database) = ("\"\(endpoint.user)\"", "\"\(endpoint.database)\"")
    let at = "at \(endpoint.shown)"
    return switch state {
    case "28P01": "wrong password for role \(user) \(at)"
    case "3D000": "the database \(database) does not exist \(at)"
    case "42501":
      "role \(user) may not connect \(at); run GRANT CONNECT ON DATABASE \(database) TO \(user)"
    case "53300": "the server has no free connection for role \(user) \(at)"
    case "57P03": "the server \(at) is starting or stopping"
    case "42704", "22023":
      "the server \(at) refuses a start-up option; check options and PGOPTIONS"
    default:
      switch SQLState(state).kind {
      case .authentication:
        "role \(user) may not log in to \(database) \(at); check that it exists, has LOGIN, and that pg_hba.conf allows it"
      default: "cannot connect \(at)"
      }
    }
  }

  /// The category of libpq's own refusals, which have no code. Their text is fixed, because this program opens no
  /// message catalogue.
  private var kindOfMessage: DatabaseError.Category {
    func says(_ words: String...) -> Bool { words.contains { message.contains($0) } }
    // The session was lost during the TLS handshake.
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
