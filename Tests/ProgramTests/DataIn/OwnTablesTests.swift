import Core
import Support
import Testing

/// The views of `sql/examples/own-tables.sql`, over tables that hold a little work.
@Suite(.waits) struct OwnTablesTests {
  private static let rows = """
    insert into timesheets.client values ('N01', 'Northside'), ('S01', 'Southside');
    insert into timesheets.staff values (11, 'Adviser A', '2010-10-01', '2010-12-31', 37.5);
    insert into timesheets.job values (501, 'N01', 'Plans read with managers', 'quality assurance', 'C',
      '2010-09-01', '2010-10-04', '2011-02-28', null, 75, 'An outside view of plans.', '');
    insert into timesheets.entry values (1, 501, 11, '2010-10-05', 'audit', 200, '2010-10-05 17:00'),
      (2, 501, 11, '2010-10-05', 'audit', 250, '2010-10-05 17:01'),
      (3, 501, 11, '2010-11-09', 'training', 225, '2010-11-10 09:00'),
      (4, 501, 11, '2010-12-07', 'training', 113, '2010-12-07 17:00');
    insert into timesheets.result values
      (501, 1, '2010-11-30', 'practice', true, 'Plans name who does what.', '2010-12-01 10:00');
    insert into timesheets.closure values ('2010-12-27', 'Christmas Day (substitute)');
    """

  /// A database with the example, its role's own name, and then what a script does to it.
  private func database(_ script: String = "") throws -> (owner: String, reporter: String) {
    let conninfo = try TestServer.shared.database()
    let name = try role(in: conninfo)
    let example = try text(of: repository + "/sql/examples/own-tables.sql").replacing(
      "create role timesheet_reporter login;", with: ""
    ).replacing("timesheet_reporter", with: name)
    try run(example + Self.rows + script.replacing("ROLE", with: name), conninfo)
    return (conninfo, conninfo + " user=\(name)")
  }

  @Test func `check finds the personal data that a run would withhold`() throws {
    let world = try World()
    let reporter = try database("update timesheets.result set note = 'Write to jo@example.org.'").reporter
    let check = try world.program(["check", "--database", reporter, "--format", "csv"] + World.quarter)
    let line = check.output.first { $0.contains("withheld-text") }
    #expect(check.code == 65 && line?.contains("outcomes") == true, "\(check)")
    let run = try world.run(World.quarter + ["--database", reporter, "--strict"])
    #expect(run.code == 65 && run.error[0].contains("first withheld-text in outcomes"), "\(run)")
  }

  @Test func `check passes on the example, and a run gives a report`() throws {
    let world = try World()
    let reporter = try database().reporter
    let check = try world.program(["check", "--today", "2011-01-10", "--database", reporter])
    check.expectSuccess()
    #expect(check.output.last == "0 errors, 0 warnings", "\(check.output)")
    let run = try world.run(World.quarter + ["--database", reporter])
    run.expectSuccess()
    let days = try world.rows("days.csv")
    #expect(days.map { $0["days"] } == ["1.00", "0.50", "0.25"])
    #expect(days.first?["recorded_at"] == "2010-10-05T16:00:00Z")
    #expect(try world.rows("projects.csv").first?["reference"] == "JOB-501")
  }

  @Test(arguments: [
    (
      "drop view programme.outcomes", 76, "contract,error,outcomes,,",
      "CREATE VIEW \"\"programme\"\".\"\"outcomes\"\" AS SELECT"
    ),
    (
      "alter view programme.commissions rename column title to label", 76, "contract,error,commissions,title,",
      "t.title::text AS title"
    ),
    (
      "drop view programme.outcomes; create view programme.outcomes as select job_id as commission_id, no::integer as outcome_no, seen as observed_on, area as kind, 'achieved' as stage, note as summary, entered as recorded_at, null::date as expected_by, null::integer as follows, null::text as confirmed_by from timesheets.result; grant select on programme.outcomes to ROLE",
      76, "contract,error,outcomes,recorded_at,", "t.recorded_at AT TIME ZONE"
    ),
    (
      "drop view programme.variations; create materialized view programme.variations as select 1 as commission_id, 1 as variation_no, null::date as agreed_on, 1.0 as days_change, 'x' as reason; grant select on programme.variations to ROLE",
      76, "contract,error,variations,,", "cannot be locked"
    ),
    (
      "revoke select on programme.days from ROLE", 77, "privileges,error,days,,",
      "GRANT SELECT ON \"\"programme\"\".\"\"days\"\" TO"
    ),
    (
      "revoke select on programme.days from ROLE; grant select (days) on programme.days to ROLE", 77,
      "privileges,error,days,,", "may not read every column of programme.days"
    ),
    (
      "revoke usage on schema programme from ROLE", 77, "privileges,error,days,,",
      "GRANT USAGE ON SCHEMA \"\"programme\"\" TO"
    ),
    (
      "drop view programme.bank_holidays; create table programme.bank_holidays (holiday_on date, name text); alter table programme.bank_holidays enable row level security; grant select on programme.bank_holidays to ROLE",
      77, "privileges,error,bank_holidays,,", "row security would hide rows"
    ),
    (
      "create role beneath_ROLE; grant usage, create on schema programme to beneath_ROLE; alter view programme.reviews owner to beneath_ROLE; drop view programme.advisers; create view programme.advisers as select id as adviser_id, post as name, started as appointed_on, ended as left_on, 5.0 as days_per_week from timesheets.staff; alter view programme.advisers owner to beneath_ROLE; grant select on programme.advisers to ROLE",
      77, "privileges,error,advisers,,", "staff"
    ), ("update timesheets.entry set minutes = -5 where id = 3", 65, "day-not-above-zero,error,days,", ""),
  ]) func `what keeps a report from being made is told by its place, with what mends it`(
    _ script: String, _ code: Int32, _ place: String, _ said: String
  ) throws {
    let world = try World()
    let check = try world.program([
      "check", "--format", "csv", "--today", "2011-01-10", "--database", try database(script).reporter,
    ])
    #expect(check.code == code, "\(check.error)")
    let answer = check.output.joined(separator: "\n")
    let plain = answer.replacing("\"", with: "")
    #expect(plain.contains(place), "\(answer)")
    #expect(answer.contains(said), "\(answer)")
    #expect(check.error.count == 1)
    // One fault, and no other: except that without the schema every relation is out of reach.
    let faults = answer.ranges(of: "\",\"error\",").count
    #expect(faults == (script.contains("usage on schema programme from") ? Contract.relations.count : 1), "\(answer)")
  }

  /// A cast would take the texts' day for the month, or their time for that of another zone, and say nothing.
  @Test func `a column of another type is told with SQL that keeps its values`() throws {
    let world = try World()
    let reporter = try database(
      """
      drop view programme.outcomes;
      create view programme.outcomes as select job_id::text as commission_id, no as outcome_no,
        to_char(seen, 'DD/MM/YYYY') as observed_on, area as kind, 'achieved' as stage, to_jsonb(note) as summary,
        entered::varchar as recorded_at
      from timesheets.result;
      grant select on programme.outcomes to ROLE
      """
    ).reporter
    let check = try world.program(["check", "--today", "2011-01-10", "--database", reporter])
    #expect(check.code == 76)
    for fix in [
      "t.commission_id::bigint AS commission_id",
      "to_date(t.observed_on, 'DD/MM/YYYY' /* the form of the texts */) AS observed_on",
      "t.summary #>> '{}' AS summary",
      "t.recorded_at::timestamp /* the text must have no offset */ AT TIME ZONE 'Europe/London' AS recorded_at",
    ] { #expect(check.output.contains(fix), "\(check.output)") }
  }

  private static let otherTypes = [
    ("days", "worked_on", "20101103", "= date '2010-11-03'"),
    ("days", "worked_on", "'03/11/2010'::name", "= date '2010-11-03'"),
    ("days", "worked_on", "timestamp '2010-11-03 09:00'", "= date '2010-11-03'"),
    ("days", "recorded_at", "1288774800::bigint", "= timestamptz '2010-11-03 09:00Z'"),
    ("days", "recorded_at", "'2010-11-03 09:00'::name", "= timestamptz '2010-11-03 09:00Z'"),
    ("days", "days", "time '03:45'", "= 0.5"), ("days", "days", "interval '3:45'", "= 0.5"),
    ("days", "days", "0.5::real", "= 0.5"), ("days", "activity", "7", "= '7'"),
    ("days", "adviser_id", "true", "= 1"), ("days", "adviser_id", "'7'::\"char\"", "= 7"),
    ("outputs", "quantity", "2::numeric", "= 2"), ("outputs", "quantity", "1.5::numeric", "is null"),
    ("outputs", "quantity", "1.5::float8", "is null"), ("outputs", "quantity", "to_jsonb(1.5)", "is null"),
    ("reviews", "may_publish", "1.0::float8", "= true"), ("reviews", "may_publish", "'yes'::text", "= true"),
  ]

  /// A database whose relation gives another value in a column.
  private func view(_ relation: String, _ column: String, _ value: String) throws -> String {
    let columns = try #require(Contract.relation(relation)).columns.map {
      $0.name == column ? "\(value) as \(column)" : $0.name
    }
    return try sampleDatabase(
      """
      alter table programme.\(relation) rename to kept;
      create view programme.\(relation) as select \(columns.joined(separator: ", ")) from programme.kept
      """)
  }

  @Test(arguments: otherTypes) func `the SQL for a column of another type runs, and rounds nothing`(
    _ relation: String, _ column: String, _ value: String, _ expected: String
  ) throws {
    let database = try view(relation, column, value)
    let check = try World().program(["check", "--today", "2011-05-01", "--database", database])
    #expect(check.code == 76)
    let fix = try #require(check.output.first { $0.hasSuffix(" AS \(column)") }, "\(check.output)")
    let isRight = "(select \(fix) from programme.\(relation) t limit 1) \(expected)"
    #expect(try answer(isRight, database) == "true", "\(fix)")
  }

  @Test func `a column of a type that no cast converts is told without SQL`() throws {
    let check = try World().program([
      "check", "--today", "2011-05-01", "--database", try view("days", "worked_on", "point '(1,2)'"),
    ])
    #expect(check.code == 76)
    #expect(
      check.output.contains { $0.contains("PostgreSQL cannot convert point to date, so map the values") },
      "\(check.output)")
    #expect(!check.output.contains { $0.contains("t.worked_on") })
  }

  @Test func `a schema that does not exist is named, and nothing is said of its relations' rights`() throws {
    let world = try World()
    let words = ["--schema", "nope", "--database", try database().reporter]
    let line = "the database has no schema nope; name another with --schema, or run CREATE SCHEMA \"nope\""
    let check = try world.program(["check", "--today", "2011-01-10"] + words)
    #expect(check.code == 76)
    #expect(check.output.contains { $0.contains(line) }, "\(check.output)")
    #expect(!check.output.contains { $0.contains("CREATE VIEW") || $0.contains("reads every relation offered") })
    let run = try world.run(World.quarter + words)
    #expect(run.code == 76)
    #expect(run.error.first?.contains(line) == true, "\(run.error)")
  }

  @Test func `a strict run counts one error as one`() throws {
    let world = try World()
    let reporter = try database("update timesheets.entry set minutes = -5 where id = 3").reporter
    let run = try world.run(World.quarter + ["--strict", "--database", reporter])
    #expect(run.code == 65)
    let line = "strict: 1 error of data quality, first day-not-above-zero"
    #expect(run.error.first?.contains(line) == true, "\(run.error)")
  }

  @Test func `roles.sql grants the relations that a schema has, and again`() throws {
    let database = try sampleDatabase(
      """
      drop table programme.actions, programme.outputs; create sequence programme.outputs;
      revoke all on programme.days from board_reader, board_clerk
      """)
    for _ in 1...2 { try run(text(of: repository + "/sql/roles.sql"), database) }
    let grants = """
      select string_agg(a.grantee::regrole || ' ' || a.privilege_type, ', ' order by a.grantee::regrole::text, a.privilege_type)
      from pg_class c, aclexplode(c.relacl) a
      where c.oid = 'programme.days'::regclass and a.grantee <> c.relowner
      """
    #expect(
      try answer(grants, database)
        == "board_clerk DELETE, board_clerk INSERT, board_clerk SELECT, board_clerk UPDATE, board_reader SELECT")
  }

  @Test func `a role that could write, and one nothing holds for, are warned of`() throws {
    let world = try World()
    let owner = try database("grant insert on programme.days to ROLE")
    for conninfo in [owner.owner, owner.reporter] {
      let check = try world.program(["check", "--today", "2011-01-10", "--database", conninfo])
      check.expectSuccess()
      #expect(check.output.contains { $0.hasPrefix("privileges") && $0.contains("warning") })
    }
  }

  @Test func `a role that may not read the list of roles is checked as far as it may`() throws {
    let (owner, reporter) = try database()
    try run("revoke select on pg_catalog.pg_roles from public", owner)
    let words = ["check", "--today", "2011-01-10", "--database", reporter]
    let check = try World().program(words)
    check.expectSuccess()
    #expect(check.output.contains { $0.hasPrefix("privileges") && $0.contains("pg_roles") }, "\(check.output)")
    let beneath = try role(in: owner)
    try run("alter view programme.days owner to \(beneath)", owner)
    let lacking = try World().program(words)
    #expect(lacking.code == 77)
    #expect(lacking.output.contains { $0.contains("role \"\(beneath)\" may not read") }, "\(lacking.output)")
  }

  @Test func `a folder is checked too`() throws {
    let world = try World()
    let check = try world.program(["check", "--today", "2011-04-10"] + World.folder)
    check.expectSuccess()
    #expect(check.output.contains { $0.hasPrefix("contract") && $0.contains(" ok ") })
    #expect(!check.output.contains { $0.hasPrefix("privileges") })
    let folder = try world.sampleFolder(replacing: [
      "outcomes.csv": "commission_id\n", "bank_holidays.csv": "holiday_on,name\n1 May,\n",
    ])
    let refused = try world.program(["check", "--data", folder])
    #expect(refused.code == 65)
    #expect(refused.error.count >= 4)
    #expect(refused.error.first?.hasPrefix("outcomes.csv:1: observed_on: ") == true)
  }

  @Test func `a server that is not there is told in one line`() throws {
    let world = try World()
    let check = try world.program(["check", "--database", "host=/nowhere connect_timeout=2"])
    #expect(check.code == 69)
    #expect(check.error.count == 1)
    #expect(check.output == [])
  }
}
