import Support
import Testing

@Suite(.waits) struct `The same rows give the same bytes` {
  /// Somewhere a run may be made that must change nothing.
  struct Place: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var environment: [String] = []
    var wrapper = ""
    /// Settings of the role that reads.
    var settings: [String] = []
    /// What is done to the database first.
    var script = ""
  }

  @Test func `from a database and from a folder`() throws {
    let world = try World()
    // A file of a folder that has no row is as a relation that is not offered.
    let database = try sampleDatabase("drop table programme.actions; drop table programme.variations")
    try world.run(["--database", database] + World.quarter).expectSuccess()
    let other = try World()
    try other.run(World.folder + World.quarter).expectSuccess()
    try expectSame(world, other)
  }

  @Test(arguments: places) func `wherever they are read`(_ place: Place) throws {
    let database = try sampleDatabase()
    let world = try World()
    try world.run(["--database", database] + World.quarter).expectSuccess()
    if !place.script.isEmpty { try run(place.script, database) }
    let reader = try role("in role board_reader", in: database)
    for setting in place.settings { try run("alter role \(reader) set \(setting)", database) }

    let other = try World()
    let words = ["--database", "\(database) user=\(reader)"] + World.quarter
    let outcome = try other.run(words, environment: place.environment, wrapper: place.wrapper)
    outcome.expectSuccess()
    #expect(outcome.output + outcome.error == [])
    try expectSame(world, other)
  }

  static let places = [
    Place(testDescription: "in Auckland", environment: ["TZ=Pacific/Auckland", "PGTZ=Asia/Tokyo"]),
    Place(testDescription: "in the C locale", environment: ["LANG=C", "LC_ALL=C"]),
    Place(testDescription: "in a Turkish locale", environment: ["LC_ALL=tr_TR.UTF-8", "LANG=tr_TR"]),
    Place(
      testDescription: "with hostile libpq settings",
      environment: [
        "PGDATESTYLE=SQL,DMY", "PGCLIENTENCODING=LATIN1", "PGGEQO=off", "PGAPPNAME=other",
        "PGOPTIONS=-c DateStyle=German -c TimeZone=Asia/Kathmandu -c extra_float_digits=-15"
          + " -c search_path=nowhere -c IntervalStyle=sql_standard -c bytea_output=escape",
      ]),
    Place(
      testDescription: "by a role with hostile settings",
      settings: [
        "DateStyle = 'SQL, DMY'", "TimeZone = 'Pacific/Chatham'", "extra_float_digits = -15",
        "transform_null_equals = on", "array_nulls = off", "bytea_output = escape", "standard_conforming_strings = off",
        "client_encoding = 'LATIN1'", "row_security = on", "default_transaction_isolation = 'read committed'",
        "default_transaction_read_only = on", "default_transaction_deferrable = on", "enable_indexscan = off",
        "enable_hashagg = off", "parallel_setup_cost = 0", "parallel_tuple_cost = 0",
        "min_parallel_table_scan_size = 0", "work_mem = '64kB'", "lc_numeric = 'C'",
        "timezone_abbreviations = 'Australia'", "backslash_quote = on",
      ]),
    Place(
      testDescription: "by a role with little patience",
      settings: ["statement_timeout = '400ms'", "idle_in_transaction_session_timeout = '400ms'"],
      script: """
        alter table programme.boroughs rename to slow;
        create view programme.boroughs as select s.* from programme.slow s, (select pg_sleep(1)) p;
        grant select on programme.boroughs to board_reader
        """),
    Place(
      testDescription: "past everything that shadows them",
      settings: ["search_path = evil, programme, public, pg_catalog"], script: shadows),
    Place(testDescription: "in another physical order", script: shuffle),
    Place(testDescription: "under another umask", wrapper: "umask 077;"),
    Place(testDescription: "under no umask", wrapper: "umask 000;"),
  ]

  /// Every second row of every relation moves to its table's end.
  private static let shuffle = """
    do $$ declare one record; begin
      for one in select c.oid::regclass as name, a.attname from pg_class c join pg_attribute a
        on a.attrelid = c.oid and a.attnum = 1
        where c.relnamespace = 'programme'::regnamespace and c.relkind = 'r' loop
        execute format('update %s t set %I = %I where hashtext(t::text) %% 2 = 0',
          one.name, one.attname, one.attname);
      end loop;
    end $$
    """

  /// Tables, functions, operators, types and aggregates with the names a careless statement would use.
  private static let shadows = """
    create schema evil;
    grant usage on schema evil to public;
    create table evil.days as select * from programme.days limit 1;
    create table evil.commissions as select * from programme.commissions limit 1;
    create table evil.boroughs as select * from programme.boroughs limit 0;
    create table evil.pg_class as select * from pg_class limit 0;
    create table evil.pg_attribute (attrelid oid);
    grant select on all tables in schema evil to public;
    create function evil.lies(date, date) returns boolean language sql immutable as 'select true';
    create function evil.lies(integer, integer) returns boolean language sql immutable as 'select true';
    create function evil.lies(text, text) returns boolean language sql immutable as 'select false';
    create operator evil.< (leftarg = date, rightarg = date, function = evil.lies);
    create operator evil.>= (leftarg = date, rightarg = date, function = evil.lies);
    create operator evil.= (leftarg = integer, rightarg = integer, function = evil.lies);
    create operator evil.= (leftarg = text, rightarg = text, function = evil.lies);
    create function evil.round(numeric, integer) returns numeric language sql immutable as 'select 7.0';
    create function evil.left(text, integer) returns text language sql immutable as 'select ''x''::text';
    create function evil.add(numeric, numeric) returns numeric language sql immutable as 'select 1.0';
    create aggregate evil.sum(numeric) (sfunc = evil.add, stype = numeric, initcond = '0');
    create aggregate evil.count(*) (sfunc = int8inc, stype = bigint, initcond = '100');
    create function evil.now() returns timestamptz language sql as 'select ''1999-01-01''::timestamptz';
    create function evil.current_setting(text) returns text language sql as 'select ''x''::text';
    create domain evil.text as pg_catalog.text check (value = 'x');
    create type evil.date as enum ('x')
    """
}
