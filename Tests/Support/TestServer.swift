package import Database
import Synchronization
import System

/// One private PostgreSQL for all tests of a process, started when the first one asks; it goes when the process goes.
///
/// A test gets a database of its own, a copy of a template made once for each script.
package final class TestServer: Sendable {
  package static let shared = TestServer()

  private struct State: ~Copyable {
    var server: PrivateServer?
    var templates: [String: String] = [:]
    var count = 0
  }

  private let state = Mutex(State())

  private init() {}

  /// A new database the script has been run in, as a connection string of its superuser. Add `user=…` to be another.
  package func database(loading sql: String = "") throws -> String {
    try state.withLock { state in
      let base = try Self.start(&state.server)
      state.count += 1
      let name = "test_\(state.count)"
      if let template = state.templates[sql] {
        try run("create database \(name) template \(template)", base)
      } else {
        let template = "template_\(state.count)"
        try run("create database \(template)", base)
        if !sql.isEmpty { try run(sql, base + " dbname=\(template)") }
        try run("create database \(name) template \(template)", base)
        state.templates[sql] = template
      }
      return base + " dbname=\(name)"
    }
  }

  /// A new database that is a copy of another one of this server, in which nobody is.
  package func database(copying template: String) throws -> String {
    try state.withLock { state in
      let base = try Self.start(&state.server)
      state.count += 1
      try run("create database test_\(state.count) template \(template)", base)
      return base + " dbname=test_\(state.count)"
    }
  }

  private static func start(_ server: inout PrivateServer?) throws -> String {
    if let conninfo = server?.conninfo { return conninfo }
    let started = try PrivateServer.start(deadline: .after(seconds: 60))
    let conninfo = started.conninfo
    server = consume started
    try run(passwords, conninfo)
    return conninfo
  }

  /// Roles in the group `with_password` log in by password, all others by their word.
  private static let passwords = """
    create role with_password;
    do $$ begin execute format(
      'copy (select unnest(array[''local all +with_password scram-sha-256'', ''local all all trust''])) to %L',
      current_setting('hba_file')); end $$;
    select pg_reload_conf()
    """
}

/// A session with a minute to live.
package func open(_ conninfo: String, seconds: Int = 60) throws(DatabaseError) -> Connection {
  try Connection.open(conninfo, applicationName: "tests", deadline: .after(seconds: seconds))
}

/// Runs a script in a session of its own.
package func run(_ script: String, _ conninfo: String) throws(DatabaseError) {
  try open(conninfo).execute(script: script, name: "test")
}

/// The error a piece of work ends with; nil when it succeeds or throws something else.
package func failure(_ work: () throws -> Void) -> DatabaseError? {
  do { try work() } catch { return error as? DatabaseError }
  return nil
}
