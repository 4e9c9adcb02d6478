import System

/// Every setting of a role, a database or the environment that could change a figure or make a run wait for ever.
///
/// The settings belong to the transaction. PgBouncer refuses them in the start-up packet, and PGOPTIONS can override
/// them there.
struct PinnedSettings {
  private let values: [(name: String, value: String)]

  /// - Parameters:
  ///   - serverVersion: libpq's number. From 17 on the server also ends a transaction whose client no longer takes its
  ///     rows, which no other limit does.
  ///   - isReading: whether the session holds the lock of every relation that it needs. A wait for another lock, such as
  ///     an index's, is then so short that it cannot be part of an administrator's deadlock.
  init(_ deadline: Deadline, serverVersion: Int, isReading: Bool) {
    let left = max(1, deadline.milliseconds)
    values =
      [
        // The nodes of a Citus cluster receive what follows. To any other server this is a name without a meaning.
        ("citus.propagate_set_commands", "local"),
        // This comes early: another client of a pooler may have left a limit that each of the rest could exceed.
        ("statement_timeout", "\(left)ms"), ("lock_timeout", "\(min(left, isReading ? 100 : 30_000))ms"),
        ("idle_in_transaction_session_timeout", "\(left)ms"),
      ] + (serverVersion >= 170_000 ? [("transaction_timeout", "\(left)ms")] : []) + Self.lasting
  }

  private static let lasting = [
    // The server shows a list of names as it was quoted when it was set.
    ("quote_all_identifiers", "off"), ("search_path", "pg_catalog, pg_temp"), ("TimeZone", "UTC"),
    ("timezone_abbreviations", "Default"),
    ("DateStyle", "ISO, YMD"), ("IntervalStyle", "iso_8601"), ("extra_float_digits", "1"), ("bytea_output", "hex"),
    ("transform_null_equals", "off"), ("array_nulls", "on"), ("row_security", "off"), ("client_encoding", "UTF8"),
    ("client_min_messages", "error"), ("standard_conforming_strings", "on"), ("synchronize_seqscans", "off"),
    ("lc_numeric", "C"), ("lc_monetary", "C"), ("lc_time", "C"),
    // Compiling a statement costs more than running it. Summing in memory costs less than sorting on disk. Two sessions read at the same
    // time; workers beside them repeat the sums of each, which took a third of the server's processor time.
    ("jit", "off"), ("work_mem", "128MB"), ("max_parallel_workers_per_gather", "0"),
  ]

  /// Returns one message with BEGIN, so that nothing runs under other settings. None of it takes a snapshot.
  func begin(_ mode: String) -> String {
    let settings = values.map { "SET LOCAL \($0.name) = \(Self.literal($0))" }
    return (["BEGIN \(mode)"] + settings).joined(separator: "; ")
  }

  private static func literal(_ setting: (name: String, value: String)) -> String {
    setting.name == "search_path" ? setting.value : "'\(setting.value)'"
  }

  /// The query for the names of settings that do not hold. The server shows a time in the largest unit that gives a
  /// whole number. The view pg_settings shows plain numbers, but makes a row of every setting, which takes longer than
  /// any other statement of a small report.
  var check: Query {
    Query(
      "settings",
      """
      select w.name from unnest($1, $2) as w (name, value)
      cross join pg_catalog.current_setting(w.name, true) as s (shown)
      where case when pg_catalog.right(w.value, 2) = 'ms'
        then s.shown::pg_catalog.interval is distinct from w.value::pg_catalog.interval
        else s.shown is distinct from w.value end
      """, [.textArray(values.map(\.name)), .textArray(values.map(\.value))])
  }
}

extension Connection {
  /// Lets the session's own values of some settings hold for the rest of the transaction, which must not be the one that reads a
  /// report's rows.
  package func useOwnSettings(_ names: [String]) throws {
    for name in names { _ = try execute(Query("own settings", "SET LOCAL \(name) TO DEFAULT")) }
  }
}

/// A snapshot under which other sessions of the same database can read while its transaction is open.
package struct SharedSnapshot: Sendable {
  let name: String
  /// A text that no snapshot of another server has: the server's start and the visible transactions. Several servers
  /// can be behind one host name, and their snapshots may have the same name.
  let mark: String
}

extension Connection {
  private static var mark: String {
    """
    pg_catalog.concat_ws(' ', pg_catalog.pg_postmaster_start_time(), pg_catalog.pg_current_snapshot())
    """
  }

  /// Exports the snapshot of the transaction under way. Returns nil when the role may not export one, or not identify
  /// its server.
  package func sharedSnapshot() throws -> SharedSnapshot? {
    let right = Query(
      "share snapshot",
      """
      select pg_catalog.bool_and(pg_catalog.has_function_privilege(f.name, 'execute'))
      from (values ('pg_catalog.pg_export_snapshot()'), ('pg_catalog.pg_postmaster_start_time()'),
        ('pg_catalog.pg_current_snapshot()')) f (name)
      """)
    let mayShare = try first(right, .bool) { row throws(DatabaseError) in try row.bool(0) }
    guard mayShare ?? false else { return nil }
    let query = Query("share snapshot", "select pg_catalog.pg_export_snapshot(), \(Self.mark)")
    var shared: SharedSnapshot?
    try forEach(query, columns: [.text, .text]) { row in
      shared = SharedSnapshot(name: try row.text(0), mark: try row.text(1))
    }
    return shared
  }

  func check(_ shared: SharedSnapshot) throws {
    let mark = try first(Query("shared snapshot", "select \(Self.mark)"), .text) { row throws(DatabaseError) in
      try row.text(0)
    }
    guard mark == shared.mark else {
      throw DatabaseError(
        .wrongServer, "another server answers at \(place); connect to one server by its own name",
        query: "shared snapshot")
    }
  }
}
