import Support
import Testing

/// Views that give rows, and other rows than people see who query them, or than the next statement sees.
@Suite(.waits) struct `A view that gives no lasting rows` {
  private static func view(_ relation: String, _ select: String) -> String {
    "alter table programme.\(relation) rename to kept; create view programme.\(relation) as \(select);"
  }

  private func check(_ database: String) throws -> ProgramRun {
    try World().program(["check", "--format", "csv", "--today", "2011-05-01", "--database", database])
  }

  private func expect(_ database: String, _ cell: String, _ words: String..., code: Int32 = 0) throws {
    let check = try check(database)
    let line = check.output.flatMap { $0.split(whereSeparator: \.isNewline) }.first { $0.hasPrefix(cell) }
    for word in words { #expect(line?.contains(word) == true, "\(check.output) \(check.error)") }
    if code == 0 { #expect(check.error.isEmpty, "\(check.error)") }
  }

  private static let settings: [(String, String, String, String)] = [
    ("TimeZone", "Pacific/Kiritimati", "(recorded_at at time zone current_setting('TimeZone'))::date", "at time zone"),
    (
      "TimeZone", "Pacific/Kiritimati", "case when worked_on < '2010-12-01' then worked_on else recorded_at::date end",
      "at time zone"
    ),
    (
      "DateStyle", "SQL, DMY",
      "case extract(day from worked_on) when 11 then to_char(worked_on, 'DD/MM/YY')::date else worked_on end", "to_date"
    ),
  ]

  /// A report pins the settings of its session. A view that follows them gives a report other figures than it gives people.
  @Test(arguments: settings) func `is named by check where it follows a setting of the session`(
    _ setting: String, _ value: String, _ expression: String, _ advice: String
  ) throws {
    let database = try sampleDatabase(
      Self.view(
        "days",
        "select commission_id, \(expression) as worked_on, adviser_id, activity, days, recorded_at from programme.kept")
    )
    try run("alter database \(databaseName(database)) set \(setting) = '\(value)'", database)
    try expect(
      database, "\"contract\",\"warning\",\"days\",\"worked_on\"", "reads the view with \(setting) = ", value, advice,
      code: 65)
    try run("alter database \(databaseName(database)) reset \(setting)", database)
    #expect(!(try check(database).output.contains { $0.contains("the session's own") && $0.contains("= \(value)") }))
  }

  @Test func `is named by check where numbers follow an order of chance`() throws {
    try expect(
      sampleDatabase(
        Self.view(
          "outcomes",
          """
          select commission_id, (row_number() over (partition by commission_id order by random()))::integer as outcome_no,
            observed_on, kind, stage, summary, recorded_at, expected_by, follows, confirmed_by from programme.kept
          """)), "\"contract\",\"warning\",\"outcomes\",\"outcome_no\"", "another value at each reading", code: 65)
  }

  @Test func `is named by check and by a run where it draws its rows`() throws {
    // So many rows that two readings hardly ever add up to the same.
    let database = try sampleDatabase(
      Self.view("days", "select k.* from programme.kept k cross join generate_series(1, 50) where random() < 0.5"))
    try expect(database, "\"quality\",\"error\",\"days\",,", "other rows at each reading", "TABLESAMPLE", code: 65)
    let check = try check(database)
    #expect(check.code == 65)
    let outcome = try World().run(World.quarter + ["--database", database])
    #expect(outcome.code == 65)
    #expect(outcome.error.first?.contains("programme.days: the view gives other rows") == true, "\(outcome.error)")
  }

  @Test(arguments: [
    ("(row_number() over (order by random()))::integer", "recorded_at"),
    // The time of recording changes as well, and must not hide that the numbers are in other rows.
    ("(row_number() over (order by random()))::integer", "clock_timestamp()"),
  ]) func `is an error of check where numbers that count follow an order of chance`(
    _ number: String, _ recorded: String
  ) throws {
    let database = try sampleDatabase(
      Self.view(
        "days",
        """
        select \(number) as commission_id, worked_on, adviser_id, activity, days, \(recorded) as recorded_at
        from programme.kept
        """))
    try expect(
      database, "\"quality\",\"error\",\"days\",\"commission_id\"", "another value at each reading", code: 65)
    let check = try check(database)
    #expect(check.code == 65)
  }

  /// Uses of the clock, each with what `check` quotes of it. The first ones give the same value for a second or a day.
  private static let clocks: [(String, String)] = [
    ("worked_on + 0 * extract(day from current_date)::integer", "the time of reading (CURRENT_DATE)"),
    ("least(worked_on, localtimestamp::date)", "the time of reading (LOCALTIMESTAMP)"),
    ("least(worked_on, now()::date)", "the time of reading (now())"),
    ("least(worked_on, statement_timestamp()::date)", "the time of reading (statement_timestamp())"),
    ("case when random() < 2 then worked_on end", "chance (random())"),
  ]

  @Test(arguments: clocks) func `is named by check where it uses the clock`(_ expression: String, _ says: String) throws
  {
    let columns = "select commission_id, \(expression) as worked_on, adviser_id, activity, days, recorded_at"
    let database = try sampleDatabase(Self.view("days", "\(columns) from programme.kept"))
    let start = "\"contract\",\"warning\",\"days\",,"
    try expect(database, start, "the view uses \(says); a figure that depends on it changes without an edit")
    // A view beneath, of another owner and in a schema that the reader may not use.
    let beneath = try sampleDatabase(
      """
      create schema timesheets; alter table programme.days rename to kept;
      create view timesheets.days as \(columns) from programme.kept;
      create view programme.days as select * from timesheets.days;
      grant select on programme.days to board_reader
      """)
    let reader = try role("in role board_reader", in: beneath)
    try expect("\(beneath) user=\(reader)", start, "the view uses \(says.dropLast()) in timesheets.days);")
  }

  @Test func `is not said to use the clock where a text or a function of its own has such a name`() throws {
    let database = try sampleDatabase(
      """
      create schema timesheets;
      create function timesheets.now() returns date language sql immutable as $$ select date '2000-01-01' $$;
      """
        + Self.view(
          "days",
          """
          select commission_id, greatest(worked_on, timesheets.now()) as worked_on, adviser_id,
            replace(activity, 'now() ''random()'' CURRENT_DATE', '') as activity, days, recorded_at
          from (select *, 1 as "random()", 2 as now from programme.kept) k
          """))
    let check = try check(database)
    check.expectSuccess()
    #expect(!check.output.contains { $0.contains("the view uses") }, "\(check.output)")
  }

  @Test func `is refused where it reads through dblink`() throws {
    let other = try sampleDatabase()
    let host = other.firstMatch(of: /host=(\S+)/).map { String($0.1) } ?? ""
    let far = "host=\(host) user=postgres dbname=\(databaseName(other))"
    let read = """
      select * from public.dblink('\(far)', 'select commission_id, worked_on, adviser_id, activity, days, recorded_at from programme.days')
        as t (commission_id integer, worked_on date, adviser_id integer, activity text, days numeric, recorded_at timestamptz)
      """
    for function in [false, true] {
      let body = "create function public.far() returns setof programme.kept language sql as $$ \(read) $$;"
      let view = Self.view("days", function ? "select 1" : read)
      let script =
        function
        ? "alter table programme.days rename to kept; \(body) create view programme.days as select * from public.far();"
        : view
      let database = try sampleDatabase("create extension dblink;" + script)
      let outcome = try World().run(World.quarter + ["--database", database])
      #expect(outcome.code == 76)
      #expect(outcome.error.first?.contains("the foreign server reached by dblink") == true, "\(outcome.error)")
    }
  }

  @Test func `is checked as far as one session can, where the role may have no second one`() throws {
    let database = try sampleDatabase()
    let reader = try role("connection limit 1 in role board_reader", in: database)
    let check = try check("\(database) user=\(reader)")
    check.expectSuccess()
    // Our own tables hold no view that needs a second session.
    try run(
      Self.view("days", "select * from programme.kept") + "grant select on programme.days to board_reader", database)
    try expect("\(database) user=\(reader)", "\"settings\",\"warning\"", "no free connection", "needs one session")
  }

  @Test func `is checked as far as one session can, where its function holds a lock`() throws {
    let database = try sampleDatabase(
      """
      create function public.held(numeric) returns numeric language plpgsql as
        'begin perform pg_advisory_lock(7); return $1; end';
      """
        + Self.view(
          "days",
          "select commission_id, worked_on, adviser_id, activity, public.held(days) as days, recorded_at from programme.kept"
        ))
    try expect(database, "\"settings\",\"warning\"", "holds a lock", "needs one session")
  }

  @Test func `is no view, but a text with a character that UTF-8 lacks`() throws {
    let name = "letters_" + String(UInt64.random(in: .min ... .max), radix: 36)
    let plain = try TestServer.shared.database()
    try run("create database \(name) template template0 encoding 'WIN1252' lc_collate 'C' lc_ctype 'C'", plain)
    let database = plain.replacing("dbname=" + databaseName(plain), with: "dbname=" + name)
    // A byte to which this encoding gives no character, written as such. PostgreSQL matches no pattern with the collation.
    try loadSample(
      into: database,
      """
      update programme.commissions set title = convert_from('\\x636166e981', 'WIN1252') where commission_id in (2, 5);
      create collation public.alike (provider = icu, locale = 'und-u-ks-level2', deterministic = false);
      drop table programme.boroughs cascade;
      alter table programme.commissions alter borough_code type text collate public.alike
      """)
    let outcome = try World().run(World.quarter + ["--database", database])
    #expect(outcome.code == 65)
    #expect(outcome.error.first?.contains("commissions commission_id=2: title") == true, "\(outcome.error)")
    let check = try check(database)
    #expect(check.code == 65)
    #expect(check.output.contains { $0.contains("\"commissions\",\"commission_id=2\"") }, "\(check.output)")
  }
}
