import CLibpq
import Glibc
package import System

/// One PostgreSQL session, used by one thread.
///
/// Every wait ends at the deadline given when it was opened, or when a signal comes; then what runs on the server is
/// cancelled. Notices are swallowed: they can hold rows, and cron mails what is printed.
@safe package struct Connection: ~Copyable {
  let wire: Wire

  init(owning wire: Wire) { self.wire = wire }

  // SAFETY: the only owner of the handle, so this is the only finish; libpq wants it after a failed connect too.
  deinit { unsafe PQfinish(wire.handle) }

  /// 150018 for 15.18.
  package var serverVersion: Int { Int(unsafe PQserverVersion(wire.handle)) }

  /// The role that logged in.
  package var user: String { unsafe Endpoint(wire.handle).user }
  package var database: String { unsafe Endpoint(wire.handle).database }
  /// `host:port`, or the socket.
  package var place: String { unsafe Endpoint(wire.handle).shown }

  /// False once the session was lost, or a cancelled statement did not end.
  package var isUsable: Bool { wire.isConnected && !wire.isActive }

  /// Whether row security and grants do not hold for us, so that a test of them would prove nothing.
  package func isSuperuserOrBypassesRowSecurity() throws -> Bool {
    let query = Query(
      "privileges of the role",
      "select rolsuper or rolbypassrls from pg_catalog.pg_roles where rolname = current_user")
    return try first(query, .bool) { row throws(DatabaseError) in try row.bool(0) } ?? false
  }

  /// When the transaction began, in whole seconds since 1970 UTC.
  package func transactionTime() throws -> Int64 {
    let query = Query("time of the transaction", "select pg_catalog.transaction_timestamp()")
    let microseconds = try first(query, .timestamptz) { row throws(DatabaseError) in
      try row.timestamp(0)
    }
    // Those since 2000; before it the division would round up.
    let (seconds, rest) = (microseconds ?? 0).quotientAndRemainder(dividingBy: 1_000_000)
    return seconds + 946_684_800 - (rest < 0 ? 1 : 0)
  }

  /// The one row of a query of one column; nil when there is none.
  func first<Value>(
    _ query: Query, _ type: ColumnType,
    _ read: (borrowing Row) throws(DatabaseError) -> Value
  ) throws -> Value? {
    var value: Value?
    try forEach(query, columns: [type]) { row in value = try read(row) }
    return value
  }
}

extension Connection {
  /// - Parameters:
  ///   - conninfo: libpq's words or URI; nil for its environment, service and password files.
  ///   - deadline: holds for the whole session; connecting also ends after `connect_timeout` (10 s unless given).
  ///   - stop: ends every wait too, when another thread asks.
  ///   - meanwhile: done while the server makes the session, which takes it as long as some statements.
  package static func open(
    _ conninfo: String?, applicationName: String, deadline: Deadline, signals: Signals? = nil,
    stop: Stop? = nil, meanwhile: () -> Void = {}
  ) throws(DatabaseError) -> Connection {
    let words = try ConnectionWords(conninfo, applicationName: applicationName)
    guard let handle = unsafe words.start() else {
      throw DatabaseError(.other, "no memory for a connection", sessionUsable: false)
    }
    let connection = unsafe Connection(
      owning: Wire(handle: handle, deadline: deadline, signals: signals, stop: stop))
    // SAFETY: the handle is ours and not null. The receiver takes no state, so nothing has to outlive results.
    unsafe PQsetNoticeReceiver(handle, { _, _ in }, nil)
    // A failed connect tells its SQLSTATE in no other way.
    unsafe PQsetErrorVerbosity(handle, PQERRORS_SQLSTATE)
    try connection.connect(words, meanwhile)
    guard unsafe PQsetnonblocking(handle, 1) == 0 else { throw connection.wire.lost("connect") }
    return connection
  }

  private func connect(
    _ words: ConnectionWords, _ meanwhile: () -> Void
  ) throws(DatabaseError) {
    let seconds = timeout
    let limited = wire.ending(wire.deadline.orAfter(seconds: seconds))
    var state = PGRES_POLLING_WRITING
    var isAlone = true
    while state != PGRES_POLLING_OK {
      guard state != PGRES_POLLING_FAILED, wire.isNotRefused else {
        throw unsafe Refusal(wire.handle).error(words.passwordFileFault)
      }
      // The server has been asked, and is at it.
      if isAlone, state == PGRES_POLLING_READING {
        isAlone = false
        meanwhile()
      }
      switch limited.poll(state == PGRES_POLLING_READING ? POLLIN : POLLOUT) {
      case .ready: state = unsafe PQconnectPoll(wire.handle)
      case .signalled, .stopped: try wire.checkLimits("connect")
      case .expired:
        try wire.checkLimits("connect")
        throw DatabaseError(
          .connection, "no answer from \(place) within \(seconds) s", query: "connect",
          sessionUsable: false)
      }
    }
  }

  /// libpq's 0 means none.
  private var timeout: Int {
    let given = unsafe ConnectionWords.inUse("connect_timeout", by: wire.handle)
    guard let seconds = given.flatMap({ Int($0) }) else { return 10 }
    return seconds <= 0 ? 86_400 : max(2, min(seconds, 86_400))
  }
}

extension Wire {
  fileprivate var isNotRefused: Bool { unsafe PQstatus(handle) != CONNECTION_BAD }
}

/// Whom we talk to, as an administrator would name it.
@safe struct Endpoint {
  let host: String
  let port: String
  let database: String
  let user: String

  init(_ handle: OpaquePointer) {
    // SAFETY: libpq answers with a string it keeps as long as the handle, or with null.
    func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
      unsafe pointer.flatMap { unsafe String(validatingCString: $0) } ?? ""
    }
    host = unsafe text(PQhost(handle))
    port = unsafe text(PQport(handle))
    database = unsafe text(PQdb(handle))
    user = unsafe text(PQuser(handle))
  }

  var shown: String {
    host.hasPrefix("/") ? "socket \(host)/.s.PGSQL.\(port)" : "\(host):\(port)"
  }
}

/// What tells one database from another behind the same name: a standby has its primary's.
package struct ServerIdentity: Hashable, Sendable {
  /// Of the whole server, given when it was made; nil where the role may not ask.
  let system: String?
  /// The database's and the schema's own numbers.
  let objects: String
}

extension Connection {
  /// Needs no privilege. To be asked under pinned settings, but not in the transaction that reads: it takes a snapshot.
  ///
  /// - Returns: also whether the database belongs to a Citus cluster.
  package func identity(schema: String) throws -> (ServerIdentity, hasCitus: Bool) {
    var (objects, mayAsk, hasCitus) = ("", false, false)
    let query = Query(
      "identity",
      """
      select pg_catalog.concat_ws('/', d.oid, pg_catalog.to_regnamespace(
          pg_catalog.quote_ident($1))::pg_catalog.oid),
        pg_catalog.has_function_privilege('pg_catalog.pg_control_system()', 'execute'),
        \(Self.holdsCitus)
      from pg_catalog.pg_database d
      where d.datname operator(pg_catalog.=) pg_catalog.current_database()
      """, [.text(schema)])
    try forEach(query, columns: [.text, .bool, .bool]) { row in
      (objects, mayAsk, hasCitus) = (try row.text(0), try row.bool(1), try row.bool(2))
    }
    let system = Query(
      "identity", "select system_identifier::pg_catalog.text from pg_catalog.pg_control_system()")
    let number =
      mayAsk ? try first(system, .text) { row throws(DatabaseError) in try row.text(0) } : nil
    return (ServerIdentity(system: number, objects: objects), hasCitus)
  }
}

extension Connection {
  /// Whether the database belongs to a Citus cluster.
  package func hasCitus() throws -> Bool {
    let query = Query("citus", "select \(Self.holdsCitus)")
    return try first(query, .bool) { row throws(DatabaseError) in try row.bool(0) } ?? false
  }

  static let holdsCitus = "pg_catalog.to_regclass('pg_catalog.pg_dist_partition') is not null"
}
