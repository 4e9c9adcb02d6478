package import Core
package import Database

/// A standby whose data is older than the job allows.
package struct StaleStandby: Error, Hashable, Sendable {
  /// Why the standby may lack commits of its primary.
  enum StaleCause: Hashable, Sendable { case isPaused, receivesNothing, hasNotReplayedAll }

  let cause: StaleCause
  let place: String
  /// Seconds since 1970 UTC by the standby's clock.
  let time: Int64
  let lastCommit: Int64?
  let limit: Int
  /// Whether the connection string lets a run go to the primary instead.
  package let mayReadPrimary: Bool

  /// Whether the standby may be fresh a moment later: what it received a moment ago is replayed by then.
  package var mayPass: Bool { cause == .hasNotReplayedAll }

  /// The age of the last commit that was replayed; nil when there is none.
  package var lagSeconds: Int64? { lastCommit.map { time - $0 } }

  /// One line: both times, the reason, and what to do.
  package var line: String {
    let held = lastCommit.map { "holds the primary's commits only up to \(Self.shown($0))" } ?? "has replayed no commit"
    return "the standby at \(place) \(held), and it is \(Self.shown(time)) there, because \(reason); "
      + "more than max_lag_seconds (\(limit)) is refused; \(advice), or name the primary in the connection string"
  }

  private var reason: String {
    switch cause {
    case .isPaused: "its replay is paused"
    case .receivesNothing: "it receives nothing from its primary"
    case .hasNotReplayedAll: "it has not replayed all that it received"
    }
  }

  private var advice: String {
    switch cause {
    case .isPaused: "let its administrator run pg_wal_replay_resume()"
    case .receivesNothing: "restore its link to the primary"
    case .hasNotReplayedAll: "wait until it has"
    }
  }

  private static func shown(_ secondsSince1970: Int64) -> String {
    Instant(secondsSince2000: secondsSince1970 - 946_684_800)?.description ?? "an unknown time"
  }
}

extension Replication {
  /// The age of the last commit that the server holds; 0 for a server that lacks no commit.
  package var lagSeconds: Int64 {
    guard let standby, standby.staleness != nil, let last = standby.lastCommit else { return 0 }
    return max(0, time - last)
  }

  /// Returns the kind of server, if its data is fresh.
  ///
  /// A standby is fresh when its replay is not paused, it receives from its primary, and all it received is replayed,
  /// however old its last commit is: at night a primary may write nothing. Otherwise the last commit must be at most
  /// `maxLagSeconds` old.
  ///
  /// - Throws: `StaleStandby`.
  package func kind(_ connection: borrowing Connection, maxLagSeconds: Int) throws -> ServerKind {
    guard let standby else { return .primary }
    if let cause = standby.staleness, standby.lastCommit.map({ time - $0 > Int64(maxLagSeconds) }) ?? true {
      throw StaleStandby(
        cause: cause, place: connection.place, time: time, lastCommit: standby.lastCommit, limit: maxLagSeconds,
        mayReadPrimary: connection.mayReadPrimary)
    }
    return .standby(lastCommit: standby.lastCommit.flatMap { Instant(secondsSince2000: $0 - 946_684_800) })
  }
}

extension Replication.Standby {
  /// Why the standby may lack commits of its primary; nil when it lacks none.
  fileprivate var staleness: StaleStandby.StaleCause? {
    if isPaused { return .isPaused }
    if !isReceiving { return .receivesNothing }
    return hasReplayedAll ? nil : .hasNotReplayedAll
  }
}
