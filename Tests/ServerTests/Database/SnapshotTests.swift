import Foundation
import Support
import Synchronization
import System
import Testing

@testable import Database

@Suite(.waits) struct `A snapshot` {
  static let things = QualifiedName("programme", "things")
  static let script = """
    create schema programme; create table programme.things (id int);
    insert into programme.things select generate_series(1, 5000);
    create materialized view programme.copied as select 1 as id
    """
  static let count = Query("count", "select count(*) from programme.things")

  private static func count(_ conninfo: String) throws -> Int64 {
    var counted: Int64 = -1
    try open(conninfo).withSnapshot(locking: [things]) { connection throws in
      try connection.forEach(count, columns: [.int8]) { row in counted = try row.int64(0) }
    }
    return counted
  }

  @Test func `a table that is emptied and filled is waited for and read whole`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    let loader = try open(conninfo)
    try loader.execute(script: "begin; truncate programme.things", name: "load")
    // A thread of its own: the pool that tasks share may be busy with other tests that wait.
    let reading = Elsewhere { try Self.count(conninfo) }
    try wait(
      for: "1",
      to: """
        select count(*) from pg_stat_activity where \(waitsForLock) and datname = current_database()
        """, conninfo)
    let refill = "insert into programme.things select generate_series(1, 5000); commit"
    try loader.execute(script: refill, name: "load")
    #expect(try reading.value == 5_000)
  }

  @Test func `settings of the role do not hold`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    let hostile = [
      "datestyle = 'German'", "timezone = 'America/New_York'", "extra_float_digits = -15", "transform_null_equals = on",
      "search_path = shadow, pg_catalog", "statement_timeout = '1ms'", "bytea_output = 'escape'",
      "default_transaction_isolation = 'serializable'",
    ].map { "alter role hostile set \($0)" }.joined(separator: ";")
    try run(
      """
      create role hostile login; grant usage on schema programme to hostile;
      grant select on programme.things to hostile; create schema shadow;
      grant usage on schema shadow to hostile; \(hostile);
      create function shadow.lower(text) returns text language sql as $$ select 'shadow' $$
      """, conninfo)
    let query = Query(
      "shown",
      """
      select lower('A') || '2025-03-31'::date::text || ('2025-03-31 23:30+00'::timestamptz)::text
        || (0.1::float8 + 0.2::float8)::text || (null = null)::text is null,
        lower('A') || '2025-03-31'::date::text || ('2025-03-31 23:30+00'::timestamptz)::text
      """)
    try open(conninfo + " user=hostile").withSnapshot(locking: [Self.things]) { connection throws in
      try connection.forEach(query, columns: [.bool, .text]) { row throws in
        #expect(try row.bool(0))
        #expect(try row.text(1) == "a2025-03-312025-03-31 23:30:00+00")
      }
      #expect(try connection.replication().time > 1_700_000_000)
    }
  }

  @Test func `the nodes of a cluster are told every setting, so that comes first`() {
    let begin = PinnedSettings(.after(seconds: 60), serverVersion: 150_000, isReading: true).begin("READ ONLY")
    #expect(begin.hasPrefix("BEGIN READ ONLY; SET LOCAL citus.propagate_set_commands = 'local'; "))
  }

  @Test func `a role that becomes another is refused`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    try run("create role mask; create role masked login in role mask; alter role masked set role = mask", conninfo)
    let error = failure { _ = try Self.count(conninfo + " user=masked") }
    #expect(error?.kind == .permission)
    #expect(error?.line.contains("\"mask\"") == true)
  }

  @Test func `the remedy for a role that becomes another cures, wherever the role was set`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    // Where a database sets the role, nobody can change the setting from a session of that database.
    let other = try TestServer.shared.database()
    let name = databaseName(conninfo)
    let login = try role("", in: conninfo)
    let mask = try role("", in: conninfo)
    try run(
      """
      grant \(mask) to \(login); grant usage on schema programme to \(login);
      grant select on programme.things to \(login)
      """, conninfo)
    for place in ["role \(login)", "role \(login) in database \(name)", "database \(name)"] {
      try run("alter \(place) set role = \(mask)", other)
      let line = failure { _ = try Self.count(conninfo + " user=\(login)") }?.line ?? ""
      let remedy = try #require(line.firstMatch(of: /; run (.*) \(query role\)/), "\(line)")
      try run(String(remedy.1), other)
      #expect(try Self.count(conninfo + " user=\(login)") == 5_000)
    }
  }

  @Test func `rows hidden by row security are an error`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    try run(
      """
      create role partial login; grant usage on schema programme to partial;
      grant select on programme.things to partial;
      alter table programme.things enable row level security;
      create policy few on programme.things using (id < 10)
      """, conninfo)
    let error = failure { _ = try Self.count(conninfo + " user=partial") }
    #expect(error?.kind == .rowSecurity)
    #expect(error?.line.contains("\"things\"") == true, "\(error?.line ?? "")")
  }

  @Test func `a missing grant is named with its remedy`() throws {
    let conninfo = try TestServer.shared.database(loading: Self.script)
    try run("create role bare login", conninfo)
    let error = failure { _ = try Self.count(conninfo + " user=bare") }
    #expect(error?.kind == .permission)
    #expect(error?.sqlstate == "42501")
    let remedy = """
      GRANT USAGE ON SCHEMA "programme" TO "bare"; GRANT SELECT ON "programme"."things" TO "bare"
      """
    #expect(error?.line.contains(remedy) == true)
    try run(remedy, conninfo)
    #expect(try Self.count(conninfo + " user=bare") == 5_000)
  }

  @Test(arguments: [
    (["absent", "things", "lost"], "42P01", "programme.absent, programme.lost"),
    (["things", "copied"], "42809", "programme.copied"),
  ]) func `relations that cannot be locked are all named`(_ names: [String], _ sqlstate: String, _ said: String) throws
  {
    let connection = try open(TestServer.shared.database(loading: Self.script))
    let relations = names.map { QualifiedName("programme", $0) }
    let error = failure { try connection.withSnapshot(locking: relations) { _ in } }
    #expect(error?.kind == .contract)
    #expect(error?.sqlstate == sqlstate)
    #expect(error?.line.contains(said) == true)
  }

  @Test func `writing is refused, and the session is fit for the next transaction`() throws {
    let connection = try open(TestServer.shared.database(loading: Self.script))
    let insert = Query("insert", "insert into programme.things values (1)")
    let error = failure { _ = try connection.withSnapshot(locking: []) { try $0.execute(insert) } }
    #expect(error?.kind == .contract)
    #expect(error?.sqlstate == "25006")
    #expect(try connection.withTransaction(locking: [Self.things]) { try $0.execute(insert) } == 1)
  }

  @Test func `a transaction that failed behind our back is not called committed`() throws {
    let connection = try open(TestServer.shared.database(loading: Self.script))
    let error = failure {
      _ = try connection.withTransaction { connection throws in try? connection.execute(Query("bad", "select 1/0")) }
    }
    #expect(error?.query == "commit")
    #expect(error?.kind == .other)
  }
}
