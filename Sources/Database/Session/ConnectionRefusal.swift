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
    message = holdsPassword ? "the reason is not shown because it holds the password" : Self.oneLine(text)
  }

  /// Returns the last code, because libpq tries each host in turn.
  private static func state(_ text: String) -> String? {
    let lines = text.split(separator: "\n")
    let last = lines.last { $0.firstMatch(of: /:  [0-9A-Z]{5}$/) != nil }
    return last.map { String($0.suffix(5)) }
  }

  static func oneLine(_ text: String) -> String {
    let words = text.split(separator: "\n").map { line in
      let plain = line.unicodeScalars.map { $0.value < 0x20 || $0.value == 0x7F ? " " : String($0) }
      return plain.joined().split(separator: " ").joined(separator: " ")
    }
    // libpq adds a question to each refused connection. When a root certificate is missing, libpq advises to do without
    // one. Both lines are removed.
    let hints = ["Is the server running", "Either provide the file"]
    let causes = words.filter { line in !line.isEmpty && !hints.contains { line.hasPrefix($0) } }
    return cut(merged(causes).joined(separator: "; "))
  }

  /// Joins the addresses that failed for the same reason. libpq repeats the reason for each address of a host.
  private static func merged(_ causes: [String]) -> [String] {
    var merged: [(attempt: String, reason: String?)] = []
    for cause in causes {
      guard cause.hasPrefix("connection to server "), let end = cause.firstRange(of: " failed: ") else {
        if !merged.contains(where: { $0.attempt == cause }) { merged.append((cause, nil)) }
        continue
      }
      let attempt = String(cause[..<end.lowerBound])
      let reason = String(cause[end.upperBound...])
      if let same = merged.firstIndex(where: { $0.reason == reason }) {
        merged[same].attempt += " and " + attempt.dropFirst("connection to server ".count)
      } else {
        merged.append((attempt, reason))
      }
    }
    return merged.map { cause in cause.reason.map { "\(cause.attempt) failed: \($0)" } ?? cause.attempt }
  }

  /// Cuts a long text between two words.
  private static func cut(_ text: String) -> String {
    guard text.count > 300 else { return text }
    let words = text.prefix(300)
    return words[..<(words.lastIndex(of: " ") ?? words.endIndex)] + " …"
  }

  /// - Parameter passwordFileFault: a reason to add where it can be the cause.
  func error(_ passwordFileFault: String?) -> DatabaseError {
    let kind = sqlstate.map(kind(of:)) ?? kindOfMessage
    var what = sqlstate.map(what(of:)) ?? message
    if sqlstate == nil, message.contains("certificate verify failed") {
      what += "; has it expired, or did none of \(root ?? "the roots in ~/.postgresql/root.crt") sign it?"
    }
    if let passwordFileFault, sqlstate == nil, message.contains("no password supplied") {
      what += "; \(passwordFileFault)"
    }
    if sqlstate == nil, isUserUnknown { what += "; give user= in the connection string, or PGUSER" }
    return DatabaseError(kind, what, sqlstate: sqlstate, query: "connect", sessionUsable: false)
  }

  private func kind(of state: String) -> DatabaseError.Category {
    switch state {
    // The start-up packet carried a wrong setting (PGOPTIONS, options).
    case "42704", "22023", "55P02": .usage
    // The database accepts no connections. In a read the code means a view that does not fit.
    case "55000": .connection
    default: SQLState(state).kind
    }
  }

  private func what(of state: String) -> String {
    let (user, database) = ("\"\(endpoint.user)\"", "\"\(endpoint.database)\"")
    let at = "at \(endpoint.shown)"
    return switch state {
    case "28P01": "wrong password for role \(user) \(at)"
    case "3D000": "the database \(database) does not exist \(at)"
    case "42501": "role \(user) may not connect \(at); run GRANT CONNECT ON DATABASE \(database) TO \(user)"
    case "53300": "the server has no free connection for role \(user) \(at)"
    case "0A000":
      "PostgreSQL converts no text of the database \(database) \(at) to UTF-8; copy it to a database of encoding UTF8"
    case "55000":
      "the database \(database) \(at) accepts no connections; run ALTER DATABASE \(database) ALLOW_CONNECTIONS true"
    case "57P03": "the server \(at) is starting or stopping"
    case "58P01":
      "the server \(at) lacks a file that a session needs, such as a library of session_preload_libraries; inform its "
        + "administrator"
    case "42704", "22023", "55P02": "the server \(at) refuses a start-up option; check options and PGOPTIONS"
    default:
      switch SQLState(state).kind {
      case .authentication:
        "role \(user) may not log in to \(database) \(at); check that it exists, has LOGIN, and that pg_hba.conf allows it"
      default: "cannot connect \(at): \(SQLState(state).meaning)"
      }
    }
  }

  /// Whether this process's user has no name that libpq could log in with. A retry would not help.
  private var isUserUnknown: Bool {
    message.hasPrefix("local user with ID ") || message.hasPrefix("could not look up local user ID")
  }

  /// The category of libpq's own refusals, which have no code. Their text is fixed, because this program opens no
  /// message catalogue.
  private var kindOfMessage: DatabaseError.Category {
    func says(_ words: String...) -> Bool { words.contains { message.contains($0) } }
    // The session was lost during the TLS handshake.
    if says("SSL SYSCALL error", "SSL connection has been closed", "unexpected eof") { return .connection }
    if says("no password supplied", "SSL", "certificate", "channel binding", "GSSAPI", "SCRAM") {
      return .authentication
    }
    if says("authentication method", "requirepeer") { return .authentication }
    if message.hasPrefix("invalid ") || isUserUnknown
      || says("definition of service", "service file", "could not match")
    {
      return .usage
    }
    if says("session is read-only", "session is not read-only", "hot standby mode") { return .wrongServer }
    return .connection
  }
}
