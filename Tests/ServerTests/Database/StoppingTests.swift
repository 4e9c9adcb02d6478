import Database
import Glibc
import Support
import System
import Testing

private struct Stop: Error {}

@Suite(.waits) struct `What ends a query early` {
  @Test func `an error after rows is no success, and the session lives`() throws {
    let connection = try open(TestServer.shared.database())
    let query = Query("late", "select 1 / (5000 - i) from generate_series(1, 9999) i")
    var rows = 0
    let error = failure { try connection.forEach(query, columns: [.int4]) { _ in rows += 1 } }
    #expect(error?.sqlstate == "22012")
    // A libpq that hands rows over in chunks keeps the last, unfinished one back.
    #expect((4_999 - 256...4_999).contains(rows))
    let usable = connection.isUsable
    #expect(usable)
  }

  @Test func `a session killed while rows come keeps its first code`() throws {
    let connection = try open(TestServer.shared.database())
    let sql = """
      select case i when 3000 then pg_terminate_backend(pg_backend_pid())::int else i end
      from generate_series(1, 9999) i
      """
    let error = failure { try connection.forEach(Query("killed", sql), columns: [.int4]) { _ in } }
    #expect(error?.sqlstate == "57P01")
    #expect(error?.kind == .connection)
    #expect(error?.isRetryable == true)
    #expect(error?.sessionUsable == false)
    let usable = connection.isUsable
    #expect(!usable)
  }

  @Test func `a body that throws ends the query, and its own error comes out`() throws {
    let connection = try open(TestServer.shared.database())
    let query = Query("long", "select i, pg_sleep(0.001) is null from generate_series(1, 100000) i")
    let start = ContinuousClock.now
    #expect(throws: Stop.self) { try connection.forEach(query, columns: [.int4, .bool]) { _ in throw Stop() } }
    #expect(ContinuousClock.now - start < .seconds(4))
    try connection.execute(Query("after", "select 1"))
  }

  @Test func `the deadline ends a query and cancels it`() throws {
    let conninfo = try TestServer.shared.database()
    let connection = try open(conninfo, seconds: 1)
    let error = failure { try connection.execute(Query("sleep", "select pg_sleep(30)")) }
    #expect(error?.kind == .deadline)
    #expect(error?.isRetryable == false)
    let query = Query(
      "left",
      "select count(*) from pg_stat_activity where query like '%(30)%' and state = 'active'"
        + " and datname = current_database() and pid <> pg_backend_pid()")
    var left: Int64 = -1
    try open(conninfo).forEach(query, columns: [.int8]) { row in left = try row.int64(0) }
    #expect(left == 0)
  }

  @Test func `a signal ends a query at once`() async throws {
    let conninfo = try TestServer.shared.database()
    await #expect(processExitsWith: .success) { [conninfo = conninfo as String] in
      let connection = try Connection.open(
        conninfo, applicationName: "tests", deadline: .after(seconds: 60), signals: try Signals.install())
      Task.detached {
        try? wait(
          for: "1",
          to: """
            select count(*) from pg_stat_activity
            where wait_event = 'PgSleep' and datname = current_database()
            """, conninfo)
        kill(getpid(), SIGTERM)
      }
      let start = ContinuousClock.now
      let error = failure { try connection.execute(Query("sleep", "select pg_sleep(30)")) }
      let quick = ContinuousClock.now - start < atOnce
      exit(error?.kind == .cancelled(signal: SIGTERM) && quick && connection.isUsable ? 0 : 1)
    }
  }
}
