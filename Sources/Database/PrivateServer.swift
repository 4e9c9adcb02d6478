package import System

/// A PostgreSQL of our own, reached over a socket only we may open, alive while this value is.
///
/// A script keeps it and waits for the end of its input, so the server goes and its folder is removed even when this
/// process is killed.
package struct PrivateServer: ~Copyable {
  /// How to reach it, as its superuser `postgres`.
  package let conninfo: String
  private var keeper: ChildProcess

  /// - Parameter template: a cleanly stopped data folder to copy, which saves the time of making one.
  package static func start(
    template: String? = nil, deadline: Deadline, signals: Signals? = nil
  ) throws(DatabaseError) -> PrivateServer {
    let script = String(decoding: PackageResources.private_postgres_sh, as: UTF8.self)
    var keeper: ChildProcess
    var reason = ""
    do {
      keeper = try ChildProcess.spawn(
        "/bin/sh", ["-c", script, "private-postgres"] + (template.map { [$0] } ?? []))
    } catch { throw Self.failure(error, signals) }
    do {
      let line = try keeper.readLine(
        deadlineMilliseconds: deadline.milliseconds, interruptedBy: signals?.descriptor)
      if let line, !line.hasPrefix(complaint) {
        return PrivateServer(conninfo: line, keeper: keeper)
      }
      reason = line.map { ": " + $0.dropFirst(complaint.count) } ?? ""
    } catch {
      Self.end(keeper)
      throw Self.failure(error, signals)
    }
    Self.end(keeper)
    throw DatabaseError(
      .connection, "the private PostgreSQL did not start\(reason)", sqlstate: "58000",
      sessionUsable: false)
  }

  /// What the script's one line begins with when it is no connection string.
  private static var complaint: String { "error: " }

  private init(conninfo: String, keeper: consuming ChildProcess) {
    self.conninfo = conninfo
    self.keeper = keeper
  }

  /// Stops the server; when this returns its folder is gone.
  package consuming func close() {}

  deinit { Self.end(consume keeper) }

  /// The script gives the server a minute to start and ten seconds to stop, so it ends within the limit. A script that
  /// is killed instead leaves the server running and its folder behind.
  private static func end(_ keeper: consuming ChildProcess) {
    keeper.closeInput()
    _ = try? keeper.wait(limitMilliseconds: 80_000)
  }

  private static func stopped(by signal: Int32) -> DatabaseError {
    DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)", sessionUsable: false)
  }

  private static func failure(_ error: FileError, _ signals: Signals?) -> DatabaseError {
    let what = "the private PostgreSQL did not start: \(error.line)"
    return switch error.kind {
    case .interrupted:
      Self.stopped(by: signals?.received ?? 15)
    case .timedOut: DatabaseError(.deadline, what, sessionUsable: false)
    default: DatabaseError(.resources, what, sessionUsable: false)
    }
  }
}
