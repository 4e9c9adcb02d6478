import Database
import Foundation
import System

/// A private PostgreSQL of a test's own, to be stopped, broken and started again.
package struct OwnServer: ~Copyable {
  private let server: PrivateServer
  /// As its superuser.
  package var conninfo: String { server.conninfo }
  /// Its data folder, which holds its socket too.
  package let folder: String

  package init() throws {
    let started = try PrivateServer.start(deadline: .after(seconds: 60))
    let place = try started.conninfo.firstWord("host")
    try loadSample(into: started.conninfo)
    folder = place
    server = started
  }

  /// A new database with the sample; it is the server's only test's.
  package func database() throws -> String {
    let name = "test_" + String(UInt32.random(in: .min ... .max), radix: 36)
    try run("create database \(name) template postgres", conninfo + " dbname=template1")
    return conninfo + " dbname=\(name)"
  }

  /// pg_ctl's words for it, such as `stop -m fast`.
  package func control(_ words: String) throws {
    try administer("exec \"$bin/pg_ctl\" -D \"$folder\" -s -w -t 60 -l \"$folder/log\" \(words)")
  }

  /// Starts it, stopped, as it was started before.
  package func start() throws {
    try control("start -o \"$(sed 's/^[^ ]* //; s/\\\"//g' \"$folder/postmaster.opts\")\"")
  }

  /// Runs shell words as who owns the server; `$bin` are its programs, `$folder` its data.
  package func administer(_ line: String) throws {
    let script = """
      for bin in /usr/lib/postgresql/*/bin /usr/pgsql-*/bin /usr/local/pgsql/bin; do
        [ -x "$bin/pg_ctl" ] && found=$bin
      done
      export bin="${PGBIN-$found}" folder="$1"
      cd /
      if [ "$(id -u)" = 0 ]; then
        exec setpriv --reuid=postgres --regid="$(id -g postgres)" --init-groups -- sh -c "$2"
      fi
      exec sh -c "$2"
      """
    let done = try shell("(\(script)) </dev/null >/dev/null 2>\"$1/said\"", folder, line)
    guard done.status.succeeded else {
      throw DatabaseError(.other, "\(line): \((try? text(of: folder + "/said")) ?? "")")
    }
  }
}

extension String {
  fileprivate func firstWord(_ word: String) throws -> String {
    guard let found = split(separator: " ").first(where: { $0.hasPrefix(word + "=") }) else {
      throw DatabaseError(.usage, "no \(word) in \(self)")
    }
    return String(found.dropFirst(word.count + 1))
  }
}
