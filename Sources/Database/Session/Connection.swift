// Database holds the program's use of PostgreSQL through libpq: sessions (Session), statements and their rows (Queries),
// transactions with pinned settings (Transactions), and a private server for data folders. It knows nothing of reports.

import CLibpq
import Glibc
package import System

/// A PostgreSQL session that one thread uses.
///
/// Every wait ends at the deadline that `open` received, or when a signal comes; then the statement on the server is
/// cancelled. Notices are discarded, because they can hold rows and cron mails whatever a program prints.
@safe package struct Connection: ~Copyable {
  let wire: Wire

  init(owning wire: Wire) { self.wire = wire }

  // SAFETY: this value is the only owner of the handle, so the handle is finished once. libpq requires it after a
  // failed connect too.
  deinit { unsafe PQfinish(wire.handle) }

  /// The server's version, 150018 for 15.18.
  package var serverVersion: Int { Int(unsafe PQserverVersion(wire.handle)) }

  /// The role that logged in.
  package var user: String { unsafe Endpoint(wire.handle).user }
  package var database: String { unsafe Endpoint(wire.handle).database }
  /// The server's address: `host:port`, or the socket.
  package var place: String { unsafe Endpoint(wire.handle).shown }

  /// Whether the session crosses a network without encryption by TLS or Kerberos. A Unix socket crosses none.
  package var isExposed: Bool {
    let isEncrypted = unsafe PQsslInUse(wire.handle) != 0 || PQgssEncInUse(wire.handle) != 0
    let isSocket = unsafe Endpoint(wire.handle).isSocket
    return !isSocket && !isEncrypted
  }

  /// False once the session was lost, or when a cancelled statement did not end.
  package var isUsable: Bool { wire.isConnected && !wire.isActive }

  /// Returns whether row security and grants do not apply to the role, so that a test of them would prove nothing.
  package func isSuperuserOrBypassesRowSecurity() throws -> Bool {
    let query = Query(
      "privileges of the role", "select rolsuper or rolbypassrls from pg_catalog.pg_roles where rolname = current_user")
    return try first(query, .bool) { row throws(DatabaseError) in try row.bool(0) } ?? false
  }

  /// Returns the one row of a query of one column, or nil when there is none.
  func first<Value>(_ query: Query, _ type: ColumnType, _ read: (borrowing Row) throws(DatabaseError) -> Value) throws
    -> Value?
  {
    var value: Value?
    try forEach(query, columns: [type]) { row in value = try read(row) }
    return value
  }

  /// Opens a session.
  ///
  /// - Parameters:
  ///   - conninfo: a libpq connection string or URI; nil for libpq's environment, service and password files.
  ///   - deadline: the limit of the whole session. Connecting also ends after `connect_timeout` (10 s unless given).
  ///   - stop: a request of another thread that ends every wait too.
  ///   - onlyPrimary: whether a standby among the servers of the string is skipped.
  package static func open(
    _ conninfo: String?, applicationName: String, deadline: Deadline, signals: Signals? = nil, stop: Stop? = nil,
    onlyPrimary: Bool = false
  ) throws(DatabaseError) -> Connection {
    var words = try ConnectionWords(conninfo, applicationName: applicationName)
    if onlyPrimary { words.set("target_session_attrs", "primary") }
    let connecting = Connecting(words: words, deadline: deadline, signals: signals, stop: stop)
    // SAFETY: the handle is not null, and this value becomes its only owner.
    return unsafe Connection(
      owning: Wire(handle: try connecting.connect(), deadline: deadline, signals: signals, stop: stop))
  }
}

/// The server and role of a session, as an administrator names them.
@safe struct Endpoint {
  let host: String
  let port: String
  let database: String
  let user: String

  init(_ handle: OpaquePointer) {
    // SAFETY: libpq returns a string that lives as long as the handle, or null.
    func text(_ pointer: UnsafeMutablePointer<CChar>?) -> String {
      unsafe pointer.flatMap { unsafe String(validatingCString: $0) } ?? ""
    }
    host = unsafe text(PQhost(handle))
    port = unsafe text(PQport(handle))
    database = unsafe text(PQdb(handle))
    user = unsafe text(PQuser(handle))
  }

  /// Whether the host is the folder of a Unix socket, or the name of an abstract one.
  var isSocket: Bool { host.hasPrefix("/") || host.hasPrefix("@") }

  var shown: String { isSocket ? "socket \(host)/.s.PGSQL.\(port)" : "\(host):\(port)" }
}

/// An identity that distinguishes databases behind the same name. A standby has its primary's identity.
package struct ServerIdentity: Hashable, Sendable {
  /// The identifier that initdb gave the whole server; nil when the role may not read it.
  let system: String?
  /// The object identifiers of the database and the schema.
  let objects: String
}

extension Connection {
  /// Reads the identity, which needs no privilege. Call this under pinned settings but not in the transaction that
  /// reads, because it takes a snapshot.
  ///
  /// - Returns: the identity, and whether the database belongs to a Citus cluster.
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
    let system = Query("identity", "select system_identifier::pg_catalog.text from pg_catalog.pg_control_system()")
    let number = mayAsk ? try first(system, .text) { row throws(DatabaseError) in try row.text(0) } : nil
    return (ServerIdentity(system: number, objects: objects), hasCitus)
  }

  /// Returns whether the database belongs to a Citus cluster.
  package func hasCitus() throws -> Bool {
    let query = Query("citus", "select \(Self.holdsCitus)")
    return try first(query, .bool) { row throws(DatabaseError) in try row.bool(0) } ?? false
  }

  static let holdsCitus = "pg_catalog.to_regclass('pg_catalog.pg_dist_partition') is not null"
}
