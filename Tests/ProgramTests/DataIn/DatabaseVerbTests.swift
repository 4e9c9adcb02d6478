import Database
import Support
import System
import Testing

@Suite(.waits) struct DatabaseVerbTests {
  @Test func `tables are made once, and their version is told`() throws {
    let world = try World()
    let database = try TestServer.shared.database()
    let place = ["--database", database]
    let before = try world.program(["database", "status"] + place)
    #expect(before.code == 1)
    #expect(before.error.first?.contains("use database create") == true)
    #expect(try world.program(["database", "upgrade"] + place).code == 64)
    let made = try world.program(["database", "create"] + place)
    made.expectSuccess()
    #expect(made.output.prefix(3) == ["ran 001_programme", "ran 002_indexes", "ran 003_wider_contract"])
    let again = try world.program(["database", "create"] + place)
    again.expectSuccess()
    #expect(again.output.first?.hasSuffix("version 3, nothing to do") == true)
    try world.program(["database", "upgrade"] + place).expectSuccess()
    let after = try world.program(["database", "status"] + place)
    after.expectSuccess()
    #expect(after.output.first?.hasSuffix("schema programme: version 3") == true)
  }

  @Test func `no tables are made in a database that nobody named`() throws {
    let world = try World()
    let database = try TestServer.shared.database()
    let unnamed = database.split(separator: " ").filter { !$0.hasPrefix("dbname=") }.joined(separator: " ")
    for words in [["--database", unnamed], ["--database", unnamed + " user=postgres"]] {
      let outcome = try world.program(["database", "create"] + words)
      #expect(outcome.code == 64)
      #expect(outcome.error.first?.contains("createdb programme") == true, "\(outcome.error)")
    }
  }

  @Test func `tables of an earlier version are brought up to this one, and keep their rows`() throws {
    let world = try World()
    let (database, fresh) = (try TestServer.shared.database(), try TestServer.shared.database())
    let place = ["--database", database]
    let files = try ["001_programme", "002_indexes"].map { ($0, try text(of: repository + "/sql/schema/\($0).sql")) }
    let records = try files.enumerated().map { index, file in
      "insert into programme.schema_migrations values (\(index + 1), '\(file.0)', '\(try Digest.sha256(of: Array(file.1.utf8)))')"
    }
    let record = try text(of: repository + "/sql/migrations.sql")
    try run((files.map(\.1) + [record] + records + [Self.oldRows]).joined(separator: ";\n"), database)
    let rows = """
      select string_agg(r::text, ' ') from (
        select to_jsonb(c) - 'on_hold_reason' - 'follows_commission_id' from programme.commissions c
        union all select to_jsonb(d) from programme.days d
        union all select to_jsonb(r) - 'review_no' - 'may_contact' - 'consent_ended_on' from programme.reviews r
      ) r
      """
    let before = try answer(rows, database)
    #expect(try world.program(["database", "status"] + place).code == 1)
    let upgraded = try world.program(["database", "upgrade"] + place)
    upgraded.expectSuccess()
    #expect(upgraded.output.first == "ran 003_wider_contract")
    #expect(try answer(rows, database) == before)
    #expect(try answer("select string_agg(review_no::text, ' ') from programme.reviews", database) == "1")
    _ = try world.program(["database", "create", "--database", fresh])
    let made = """
      select string_agg(relname, ' ' order by relname) from pg_class where relnamespace = 'programme'::regnamespace
      """
    #expect(try answer(made, database) == (try answer(made, fresh)))
    try world.run(World.quarter + place).expectSuccess()
  }

  private static let oldRows = """
    insert into programme.boroughs values ('E09000015', 'Harrow');
    insert into programme.advisers values (1, 'Adviser 1', '2010-04-01', null, 5);
    insert into programme.commissions (commission_id, reference, borough_code, title, theme, arrangement, requested_on,
      starts_on) values (1, 'LRSA-001', 'E09000015', 'Plans', 'quality', 'host', '2010-09-01', '2010-10-01');
    insert into programme.days values (1, '2010-11-02', 1, 'visit', 0.5, '2010-11-03 12:00Z');
    insert into programme.reviews values (1, '2010-12-01', '2010-12-20', 'useful', 'Good.', 'Head', true)
    """

  @Test func `two programs make the tables of one schema, one after the other`() throws {
    let world = try World()
    let other = try World()
    let database = try TestServer.shared.database()
    let words = ["database", "create", "--schema", "a \"quoted\" one", "--database", database]
    var first = try world.start(words)
    let second = try other.program(words)
    var output: [String] = []
    while let line = try first.readLine(deadlineMilliseconds: 60_000) { output.append(line) }
    #expect(try first.wait().code == 0)
    second.expectSuccess()
    #expect((output + second.output).count { $0 == "ran 001_programme" } == 1)
    let filling = ["import", repository + "/sql/sample", "--schema", "a \"quoted\" one"]
    try world.program(filling + ["--database", database]).expectSuccess()
    let check = ["check", "--schema", "a \"quoted\" one", "--database", database]
    try world.program(check).expectSuccess()
  }

  @Test(arguments: ["schema programme", "a \"schema programme\" programme.days", "programme"])
  func `a schema's name is one name, whatever words it holds`(_ schema: String) throws {
    let world = try World()
    let database = try TestServer.shared.database()
    let place = ["--schema", schema, "--database", database]
    let made = try world.program(["database", "create"] + place)
    made.expectSuccess()
    let name = try answer(
      "select nspname from pg_namespace where nspname !~ '^(pg_|information_schema|public)'", database)
    #expect(name == schema)
    let filled = try world.program(["import", repository + "/sql/sample"] + place)
    filled.expectSuccess()
    try world.program(["check"] + place).expectSuccess()
  }

  @Test(arguments: [
    ("insert into programme.schema_migrations values (4, '004_later', 'x')", "knows 3"),
    ("update programme.schema_migrations set sha256 = 'x'", "has another checksum than"),
  ]) func `a database that is newer, or was made from another file, is left alone`(_ change: String, _ expected: String)
    throws
  {
    let world = try World()
    let place = ["--database", try TestServer.shared.database()]
    _ = try world.program(["database", "create"] + place)
    try run(change, place[1])
    for verb in ["create", "upgrade", "status"] {
      let outcome = try world.program(["database", verb] + place)
      #expect(outcome.code == 76, "\(verb)")
      #expect(outcome.error.count == 1)
      #expect(outcome.error.first?.contains(expected) == true)
    }
  }

  @Test func `a schema of somebody else's is not taken over`() throws {
    let world = try World()
    let database = try TestServer.shared.database()
    try run("create schema programme; create table programme.days (day date)", database)
    let outcome = try world.program(["database", "create", "--database", database])
    #expect(outcome.code == 76)
    #expect(outcome.error.first?.contains("did not make") == true)
  }

  @Test func `who may not make roles gets the tables, and is told what somebody else has to run`() throws {
    let world = try World()
    let server = try PrivateServer.start(deadline: .after(seconds: 60))
    try run("create role owner login", server.conninfo)
    try run("create database programme owner owner", server.conninfo)
    let place = ["--database", server.conninfo + " user=owner dbname=programme"]
    let made = try world.program(["database", "create"] + place)
    made.expectSuccess()
    #expect(made.output.contains("  create role board_reader nologin;"))
    try run("create role board_reader nologin; create role board_clerk nologin", server.conninfo)
    let upgraded = try world.program(["database", "upgrade"] + place)
    upgraded.expectSuccess()
    #expect(upgraded.output.count == 1)
    try run("create role reporter login in role board_reader", server.conninfo)
    let reporter = server.conninfo + " user=reporter dbname=programme"
    let check = try world.program(["check", "--database", reporter])
    #expect(check.output.contains { $0.contains("reads every relation offered, and cannot write") })
  }

  @Test func `who may not make a schema is told so`() throws {
    let world = try World()
    let database = try TestServer.shared.database()
    let guest = try role(in: database)
    let outcome = try world.program(["database", "create", "--database", database + " user=\(guest)"])
    #expect(outcome.code == 77)
    #expect(outcome.error.count == 1)
  }

  @Test func `neither role may do more than its work`() throws {
    let database = try sampleDatabase()
    let reader = try open(database + " user=\(role("in role board_reader", in: database))")
    let clerk = try open(database + " user=\(role("in role board_clerk", in: database))")
    for table in relations {
      for verb in ["insert into programme.\(table) default values", "delete from programme.\(table)"] {
        let refused = failure { try reader.execute(Query("test", verb)) }
        #expect(refused?.sqlstate == "42501", "\(verb)")
      }
      for verb in ["truncate", "drop table"] {
        let refused = failure { try clerk.execute(Query("test", "\(verb) programme.\(table)")) }
        #expect(refused?.sqlstate == "42501", "\(verb) \(table)")
      }
    }
  }
}
