import Database
import Foundation
import Input
import Support
import System
import Testing

@Suite(.waits) struct `A run that loses its session` {
  /// A private server with the sample.
  private func server() throws -> PrivateServer {
    let server = try PrivateServer.start(deadline: .after(seconds: 60))
    try DataSet.read(.folder(repository + "/sql/sample")).load(into: open(server.conninfo))
    return server
  }

  /// The folder of its socket.
  private func socket(_ conninfo: String) throws -> String {
    let word = conninfo.split(separator: " ").first { $0.hasPrefix("host=") }
    return String(try #require(word).dropFirst(5))
  }

  private let waiting = "select 1 from pg_catalog.pg_stat_activity where \(waitsForLock)"

  private func count(_ sql: String, _ conninfo: String) throws -> Int {
    var count = 0
    try open(conninfo).forEach(Query("count", sql), columns: [.int4]) { _ in count += 1 }
    return count
  }

  @Test func `takes it up again where the same server answers`() throws {
    let world = try World()
    let database = try sampleDatabase()
    let words = ["run", "--output", world.archive, "--database", database] + World.quarter
    let here = waiting + " and datname = '\(databaseName(database))'"
    var child = try world.start(words, wrapper: "until [ -e go ]; do sleep 0.05; done;")
    let holder = try open(database)
    try holder.withTransaction { holder in
      try holder.execute(script: "lock table programme.outcomes in access exclusive mode", name: "hold")
      try write("", to: world.home["go"])
      try eventually("it waits") { try count(here, database) == 1 }
      try run(here.replacing("select 1", with: "select pg_catalog.pg_terminate_backend(pid)"), database)
    }
    child.closeInput()
    let ended = try child.wait().code
    #expect(ended == 0)
    #expect(try world.complaints() == [])
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
  }

  @Test func `does not take it up with another server`() throws {
    let world = try World()
    let first = try server()
    let second = try server()
    let other = try socket(second.conninfo)
    let here = try socket(first.conninfo)
    let both = first.conninfo.replacing("host=\(here)", with: "host=\(here),\(other)")
    var child = try hold(first.conninfo, world, both)
    first.close()
    child.closeInput()
    let ended = try child.wait().code
    #expect(ended == 76)
    #expect(
      try world.complaints() == [
        "board-report: after a lost session another server or schema answers at socket "
          + "\(other)/.s.PGSQL.5432 (query identity); nothing published"
      ])
    #expect(!exists(world.archive + "/2010-11-Q3"))
    second.close()
  }

  /// A run that waits for a table; the session that holds the table is left to end with its server.
  private func hold(_ conninfo: String, _ world: borrowing World, _ both: String) throws -> ChildProcess {
    let script = "lock table programme.outcomes in access exclusive mode; select pg_sleep(60)"
    let holder = try Support.start("exec psql -qX \"$1\" -c \"$2\" >/dev/null 2>&1", [conninfo, "begin; \(script)"])
    try eventually("it is held") {
      try count("select 1 from pg_catalog.pg_locks where mode = 'AccessExclusiveLock'", conninfo) > 0
    }
    let words = ["run", "--output", world.archive, "--database", both] + World.quarter
    let child = try world.start(words)
    try eventually("it waits") { try count(waiting, conninfo) == 1 }
    holder.kill(SIGKILL)
    return child
  }
}
