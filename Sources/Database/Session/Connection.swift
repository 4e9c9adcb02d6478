import CLibpq
import Files

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
