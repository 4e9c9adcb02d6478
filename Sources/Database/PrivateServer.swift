package import System

/// A PostgreSQL server of this program, reached over a socket that only its user may open. The server lives as long as
/// this value.
///
/// A script starts the server and waits for the end of its input. So the script stops the server and removes its folder
/// even when this process is killed.
package struct PrivateServer: ~Copyable {
  /// The connection string of the superuser `postgres`.
  package let conninfo: String
  private var process: ChildProcess

  /// Starts a server.
  package static func start(deadline: Deadline, signals: Signals? = nil) throws(DatabaseError) -> PrivateServer {
    let script = String(decoding: PackageResources.private_postgres_sh, as: UTF8.self)
    var process: ChildProcess
    var reason = ""
    do {
      process = try ChildProcess.spawn("/bin/sh", ["-c", script, "private-postgres"])
    } catch { throw Self.failure(error, signals) }
    do {
      let line = try process.readLine(deadlineMilliseconds: deadline.milliseconds, interruptedBy: signals?.descriptor)
      if let line, !line.hasPrefix(errorPrefix) { return PrivateServer(conninfo: line, process: process) }
      reason = line.map { ": " + $0.dropFirst(errorPrefix.count) } ?? ""
    } catch {
      Self.end(process)
      throw Self.failure(error, signals)
    }
    Self.end(process)
    throw DatabaseError(
      .connection, "the private PostgreSQL did not start\(reason)", sqlstate: "58000", sessionUsable: false)
  }

  /// The start of the script's one line when the line is an error.
  private static var errorPrefix: String { "error: " }

  /// Stops the server. The server's folder is gone when this function returns.
  package consuming func close() {}

  deinit { Self.end(consume process) }

  /// Closes the script's input and waits for its end. The script allows the server a minute to start and ten seconds to
  /// stop, so it ends within the limit. A killed script would leave the server running and its folder behind.
  private static func end(_ process: consuming ChildProcess) {
    process.closeInput()
    _ = try? process.wait(limitMilliseconds: 80_000)
  }

  private static func stopped(by signal: Int32) -> DatabaseError {
    DatabaseError(.cancelled(signal: signal), "stopped by signal \(signal)", sessionUsable: false)
  }

  private static func failure(_ error: FileError, _ signals: Signals?) -> DatabaseError {
    let what = "the private PostgreSQL did not start: \(error.line)"
    return switch error.kind {
    case .interrupted: Self.stopped(by: signals?.received ?? 15)
    case .timedOut: DatabaseError(.deadline, what, sessionUsable: false)
    default: DatabaseError(.resources, what, sessionUsable: false)
    }
  }
}
