import Database
import Synchronization
import System

/// PgBouncer before a private server; it goes when this does.
package final class Pooler: Sendable {
  package enum Mode: String, Sendable, CaseIterable { case session, transaction }

  /// How to reach the server through it; add `dbname=`.
  package let conninfo: String
  private let keeper: Mutex<Keeper>

  /// Held, never read: the pooler ends when this does.
  private struct Keeper: ~Copyable { var process: ChildProcess }

  /// - Parameter sessions: how many it keeps to the server for each database and user.
  package init(before server: String, _ mode: Mode, sessions: Int) throws {
    let script = String(decoding: PackageResources.pgbouncer_sh, as: UTF8.self)
    var keeper = try ChildProcess.spawn(
      "/bin/sh", ["-c", script, "pgbouncer", server, mode.rawValue, String(sessions)])
    let line = try keeper.readLine(deadlineMilliseconds: 60_000) ?? ""
    guard line.hasPrefix("host=") else { throw DatabaseError(.connection, "the test's pooler did not start: \(line)") }
    conninfo = line
    self.keeper = Mutex(Keeper(process: keeper))
  }
}
