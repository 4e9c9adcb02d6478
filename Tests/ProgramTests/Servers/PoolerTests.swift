import Database
import Support
import Testing

@Suite(.waits) struct `Through PgBouncer` {
  /// What another client may leave behind in a session that is handed on.
  private static let hostile = """
    set DateStyle = 'German'; set TimeZone = 'Pacific/Chatham'; set search_path = nowhere;
    set statement_timeout = '1ms'; set extra_float_digits = -15; set row_security = on;
    set default_transaction_read_only = on; set transform_null_equals = on
    """

  @Test(arguments: Pooler.Mode.allCases) func `the same bytes come`(_ mode: Pooler.Mode) throws {
    let direct = try sampleDatabase()
    let pooler = try Pooler(before: direct, mode, sessions: 2)
    let pooled = "\(pooler.conninfo) dbname=\(databaseName(direct))"
    let one = try World()
    let other = try World()
    try one.run(["--database", direct] + World.quarter).expectSuccess()
    // In transaction mode it does not clean a session before it hands it on.
    for _ in 0..<3 { try run(Self.hostile, pooled) }
    let outcome = try other.run(["--database", pooled] + World.quarter)
    outcome.expectSuccess()
    try expectSame(one, other)

    let check = try other.program(["check", "--database", pooled] + World.quarter)
    #expect(check.code == 0, "\(check.output + check.error)")
  }

  @Test(arguments: Pooler.Mode.allCases) func `tables are made, filled and changed`(_ mode: Pooler.Mode) throws {
    let empty = try TestServer.shared.database()
    let pooler = try Pooler(before: empty, mode, sessions: 1)
    let pooled = "\(pooler.conninfo) dbname=\(databaseName(empty))"
    let world = try World()
    for words in [["database", "create"], ["import", repository + "/sql/sample"]] {
      let done = try world.program(words + ["--database", pooled])
      done.expectSuccess()
    }
    let again = try world.program(["import", repository + "/sql/sample", "--replace", "--database", pooled])
    #expect(again.output.last == "nothing to change; the database already holds all of it")
    #expect(try answer("select count(*) from programme.days", empty) == "191")
  }
}
