/// The role of a server in replication when a transaction began.
package struct Replication: Hashable, Sendable {
  /// How far a standby follows its primary.
  package struct Standby: Hashable, Sendable {
    /// Whether an administrator paused the replay, or requested a pause.
    package let isPaused: Bool
    /// Whether a WAL receiver is connected. A receiver notices a lost link only after `wal_receiver_timeout`, so a
    /// receiver without that limit counts as none.
    package let isReceiving: Bool
    /// Whether everything received is replayed.
    package let hasReplayedAll: Bool
    /// The time of the last commit that was replayed, in seconds since 1970 UTC; nil when none was since the start.
    package let lastCommit: Int64?
  }

  /// The transaction's start in seconds since 1970 UTC.
  package let time: Int64
  /// nil for a primary.
  package let standby: Standby?
}

extension Connection {
  /// Reads the clock and the role of the server. No column needs a privilege.
  package func replication() throws -> Replication {
    // The position received is read before the position replayed, so that WAL which arrives in between does no harm.
    let query = Query(
      "replication",
      """
      select pg_catalog.transaction_timestamp(), r.is_standby,
        case when r.is_standby then pg_catalog.pg_is_wal_replay_paused() else false end,
        case when r.is_standby then exists (select from pg_catalog.pg_stat_wal_receiver)
          and pg_catalog.current_setting('wal_receiver_timeout')::pg_catalog.interval > interval '0' else false end,
        case when r.is_standby then coalesce(
          pg_catalog.pg_last_wal_receive_lsn() <= pg_catalog.pg_last_wal_replay_lsn(), false) else false end,
        case when r.is_standby then pg_catalog.pg_last_xact_replay_timestamp() end
      from (select pg_catalog.pg_is_in_recovery() as is_standby offset 0) r
      """)
    var found: Replication?
    try forEach(query, columns: [.timestamptz, .bool, .bool, .bool, .bool, .timestamptz]) { row in
      found = Replication(
        time: Self.secondsSince1970(try row.timestamp(0)),
        standby: try row.bool(1)
          ? Replication.Standby(
            isPaused: try row.bool(2), isReceiving: try row.bool(3), hasReplayedAll: try row.bool(4),
            lastCommit: try row.optionalTimestamp(5).map(Self.secondsSince1970)) : nil)
    }
    guard let found else { throw DatabaseError(.other, "the server did not report its role", query: query.name) }
    return found
  }

  /// Converts the server's microseconds since 2000. Before 2000 a division alone would round up.
  private static func secondsSince1970(_ microseconds: Int64) -> Int64 {
    let (seconds, rest) = microseconds.quotientAndRemainder(dividingBy: 1_000_000)
    return seconds + 946_684_800 - (rest < 0 ? 1 : 0)
  }

  /// Whether the connection string lets the session go to a primary. The values `standby` and `read-only` demand
  /// another server.
  package var mayReadPrimary: Bool {
    let wanted = unsafe ConnectionWords.inUse("target_session_attrs", by: wire.handle) ?? "any"
    return ["any", "prefer-standby"].contains(wanted)
  }
}
