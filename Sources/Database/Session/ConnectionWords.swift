import CLibpq
import Glibc

/// A connection string that libpq has parsed, with the settings that this program adds.
@safe struct ConnectionWords {
  private(set) var values: [(word: String, value: String)] = []
  /// The reason why the password file is ignored: others can read it, this user cannot, or it is no plain file. libpq would print a
  /// warning. This program prints nothing and reports the reason only when no password is found.
  private(set) var passwordFileFault: String?

  /// - Parameter conninfo: nil for libpq's own environment, service and password files.
  init(_ conninfo: String?, applicationName: String) throws(DatabaseError) {
    if let conninfo { values = try Self.parse(conninfo) }
    values.append(("fallback_application_name", applicationName))
    set("client_encoding", "UTF8")
    try refuseServiceFIFO()
    passwordFileFault = findPasswordFileFault()
    if passwordFileFault != nil { set("passfile", "/dev/null/ignored") }
  }

  private func findPasswordFileFault() -> String? {
    let home = environment("HOME").map { $0 + "/.pgpass" }
    guard let path = passwordFile ?? home else { return nil }
    let ignored = "the password file \(path) is ignored, because"
    var information = stat()
    // SAFETY: stat(2) fills the value.
    guard unsafe stat(path, &information) == 0 else {
      return errno == EACCES ? "\(ignored) this user may not enter its folder" : nil
    }
    if information.st_mode & S_IFMT != S_IFREG { return "\(ignored) it is no plain file" }
    guard information.st_mode & 0o077 == 0 else { return "\(ignored) others can read it; run chmod 600 on it" }
    // SAFETY: the path lives through the call.
    guard unsafe access(path, R_OK) == 0 else {
      return "\(ignored) this user may not read it; make this user its owner"
    }
    return nil
  }

  /// The password file by connection string, service file or environment. libpq reports a service's settings only for a
  /// handle. So this property gives libpq a setting that it refuses before it searches a password or opens a socket:
  /// two ports for one host.
  private var passwordFile: String? {
    var words = self
    words.set("host", "none")
    words.set("port", "1,2")
    guard let handle = unsafe words.start() else { return nil }
    defer { unsafe PQfinish(handle) }
    return unsafe Self.inUse("passfile", by: handle)
  }

  /// Returns a setting that libpq took from the string, the service file, the environment or its defaults.
  static func inUse(_ word: String, by handle: OpaquePointer) -> String? {
    // SAFETY: this function owns the list, which ends in a null keyword and is freed once.
    guard let options = unsafe PQconninfo(handle) else { return nil }
    defer { unsafe PQconninfoFree(options) }
    return unsafe read(options).first { $0.word == word }?.value
  }

  /// Whether the string, its service or the environment names a database. Without a name libpq takes the user's.
  var namesDatabase: Bool {
    values.contains { $0.word == "dbname" || $0.word == "service" }
      || ["PGDATABASE", "PGSERVICE"].contains { environment($0) != nil }
  }

  mutating func set(_ word: String, _ value: String) {
    values.removeAll { $0.word == word }
    values.append((word, value))
  }

  func environment(_ name: String) -> String? {
    unsafe getenv(name).flatMap { unsafe String(validatingCString: $0) }
  }

  /// Begins to connect. Returns nil without memory.
  func start() -> OpaquePointer? {
    // SAFETY: libpq copies the strings before it returns; both lists end in null.
    let words = unsafe values.map { unsafe strdup($0.word) } + [nil]
    let texts = unsafe values.map { unsafe strdup($0.value) } + [nil]
    defer { unsafe (words + texts).forEach { unsafe free($0) } }
    let keywords = unsafe words.map { unsafe UnsafePointer($0) }
    let settings = unsafe texts.map { unsafe UnsafePointer($0) }
    return unsafe PQconnectStartParams(keywords, settings, 0)
  }

  private static func parse(_ conninfo: String) throws(DatabaseError) -> [(word: String, value: String)] {
    guard !conninfo.utf8.contains(0) else { throw refusal("it holds a NUL character", conninfo) }
    var message: UnsafeMutablePointer<CChar>?
    // SAFETY: libpq gives the list and the message to this function, which frees each once. The list ends in a null
    // keyword.
    guard let options = unsafe PQconninfoParse(conninfo, &message) else {
      defer { unsafe PQfreemem(message) }
      throw refusal(unsafe message.map { unsafe String(cString: $0) } ?? "", conninfo)
    }
    defer { unsafe PQconninfoFree(options) }
    return unsafe Self.read(options)
  }

  /// Returns the settings of a list that ends in a null keyword, without those that have no value.
  static func read(_ options: UnsafeMutablePointer<PQconninfoOption>) -> [(word: String, value: String)] {
    var found: [(word: String, value: String)] = []
    var option = unsafe options
    while let word = unsafe option.pointee.keyword {
      if let value = unsafe option.pointee.val, unsafe value.pointee != 0 {
        unsafe found.append((String(cString: word), String(cString: value)))
      }
      unsafe option += 1
    }
    return found
  }

  /// Makes the error of a wrong connection string. libpq quotes what it does not understand, which may be half of a
  /// password.
  private static func refusal(_ message: String, _ conninfo: String) -> DatabaseError {
    let secret = conninfo.contains("pass") || conninfo.contains("@")
    let cause = secret ? "libpq does not understand it, and it is not shown because it holds a password" : message
    return DatabaseError(
      .usage, "the connection string is wrong: \(ConnectionRefusal.oneLine(cause))", sessionUsable: false)
  }
}

extension Connection {
  /// Returns whether a connection string, or libpq's environment in its place, names a database.
  package static func namesDatabase(_ conninfo: String?) throws(DatabaseError) -> Bool {
    try ConnectionWords(conninfo, applicationName: "").namesDatabase
  }
}
