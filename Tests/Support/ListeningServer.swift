import Database
import Synchronization
import System

/// A PostgreSQL that listens on a port of 127.0.0.1, as an administrator's does; it goes when the process goes.
package final class ListeningServer: Sendable {
  /// How its superuser reaches it, by its socket.
  package let conninfo: String
  /// The folder of its socket and of its log.
  package let folder: String
  package let port: String
  private let keeper: Mutex<Keeper>

  /// Held, never read: the server ends when this does.
  private struct Keeper: ~Copyable { var process: ChildProcess }

  /// - Parameters:
  ///   - files: a folder whose files go into the data folder.
  ///   - primary: whose hot standby it is to be; nil for a server of its own.
  package init(files: String, standbyOf primary: ListeningServer? = nil) throws {
    let script = String(decoding: PackageResources.listening_postgres_sh, as: UTF8.self)
    var keeper = try ChildProcess.spawn(
      "/bin/sh", ["-c", script, "listening-postgres", files] + (primary.map { [$0.conninfo] } ?? []))
    let line = try keeper.readLine(deadlineMilliseconds: 60_000) ?? ""
    guard let found = line.wholeMatch(of: /host=(\S+) port=(\d+) .*/) else {
      throw DatabaseError(.connection, "the test's server did not start: \(line)")
    }
    conninfo = line
    folder = String(found.1)
    port = String(found.2)
    self.keeper = Mutex(Keeper(process: keeper))
  }

  /// What it has logged so far, line by line.
  package func log() throws -> [String] { try text(of: folder + "/log").split(separator: "\n").map(String.init) }
}

/// Makes roots, a key and certificates for a server of that name; `certificates.sh` says which.
package func makeCertificates(for name: String, in folder: String) throws {
  let script = String(decoding: PackageResources.certificates_sh, as: UTF8.self)
  var maker = try ChildProcess.spawn("/bin/sh", ["-c", script, "certificates", folder, name])
  guard try maker.wait().succeeded else {
    throw DatabaseError(.other, "openssl made no certificates: \(try text(of: folder + "/log"))")
  }
}
