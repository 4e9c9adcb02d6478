import Support
import Testing

/// Faults that lie beneath a view: the error names the view, what the code means there, and what to do.
@Suite(.waits) struct `A view whose rows cannot be read` {
  /// Replaces the table of days by a view of it. `$days` is the column of days; `$from` the table kept.
  private static func view(_ before: String, days: String = "k.days", from: String = "programme.kept k") -> String {
    """
    alter table programme.days rename to kept;
    \(before);
    create view programme.days as
      select k.commission_id, k.worked_on, k.adviser_id, k.activity, \(days) as days, k.recorded_at from \(from);
    """
  }

  /// A view over a foreign table, which `days` replaces: `far.days`.
  private static func foreign(_ wrapper: String, _ options: String, _ more: String = "select") -> String {
    """
    alter table programme.days rename to kept; create extension \(wrapper); create schema far;
    create server far foreign data wrapper \(wrapper) \(wrapper == "file_fdw" ? "" : options);
    create foreign table far.days (commission_id integer, worked_on date, adviser_id integer, activity text,
      days numeric, recorded_at timestamptz) server far
      \(wrapper == "file_fdw" ? options : "options (schema_name 'programme', table_name 'dayz')");
    create view programme.days as select * from far.days;
    \(more);
    """
  }

  private static let mapping = "create user mapping for public server far options (user 'postgres')"

  private static let settings = """
    create table public.settings (hours numeric); insert into public.settings values (7.5)
    """

  @Test(arguments: [
    Refusal("a text that is no number", 65, "programme.days.days", "correct the row").after(
      view(
        "create table programme.texts as select *, case worked_on when '2010-11-03' then 'n/a' else days::text end as words from programme.kept",
        days: "k.words::numeric", from: "programme.texts k")),
    Refusal("a text of a date whose day comes first", 65, "programme.days.days", "to_date", "dates year first").after(
      view("select", days: "k.days + 0 * extract(year from to_char(k.worked_on, 'DD/MM/YYYY')::date)")),
    Refusal("a division by zero", 65, "programme.days.days", "divided by zero").after(
      view("select", days: "k.days / (k.worked_on - date '2010-11-03')")),
    Refusal(
      "an SQL function that names a table without a schema", 76, "programme.days.days", "\"settings\"", "hpd",
      "search_path"
    ).after(
      view(
        settings + "; create function public.hpd() returns numeric language sql stable as 'select hours from settings'",
        days: "round(k.days * 7.5 / public.hpd(), 2)")),
    Refusal(
      "a PL/pgSQL function that names a function without a schema", 76, "programme.days", "half", "hpd",
      "search_path"
    ).after(
      view(
        """
        create function public.half(numeric) returns numeric language sql as 'select $1 / 2';
        create function public.hpd(numeric) returns numeric language plpgsql as 'begin return half($1); end'
        """, days: "public.hpd(k.days)")),
    Refusal("a materialised view that was never filled", 76, "programme.days", "filled", "REFRESH MATERIALIZED VIEW")
      .after(
        view(
          "create materialized view programme.stored as select * from programme.kept with no data",
          from: "programme.stored k")),
    Refusal(
      "a function that raises an error of its own", 65, "programme.days", "function public.checked raised an error"
    )
    .after(
      view(
        """
        create function public.checked(numeric) returns numeric language plpgsql as
          $$ begin if $1 >= 1 then raise exception 'Jane Doe'; end if; return $1; end $$
        """, days: "public.checked(k.days)")),
    Refusal(
      "a CASE without ELSE", 65, "programme.days", "no branch for a value in function public.hours; add one"
    ).after(
      view(
        """
        create function public.hours(text, numeric) returns numeric language plpgsql as
          $$ begin case $1 when 'planning' then return $2; end case; end $$
        """, days: "public.hours(k.activity, k.days)")),
    Refusal("a function that commits", 65, "programme.days", "error in function public.f; correct the view").after(
      view(
        "create function public.f(numeric) returns numeric language plpgsql as 'begin commit; return $1; end'",
        days: "public.f(k.days)")),
    Refusal("a setting that only a new start of the server changes", 76, "programme.days", "correct the view").after(
      view("select", days: "k.days + 0 * length(set_config('shared_buffers', '128MB', true))")),
    Refusal("a function that finds several rows", 65, "programme.days", "where one is needed in function public.one")
      .after(
        view(
          """
          create function public.one() returns numeric language plpgsql as
            $$ declare n numeric; begin select days into strict n from programme.kept; return n; end $$
          """, days: "public.one()")),
    Refusal("a subquery of several rows", 65, "programme.days.days", "several rows where it must give one").after(
      view("select", days: "(select s.days from programme.kept s where s.commission_id = k.commission_id)")),
    Refusal("a function that refuses a value", 65, "programme.days.days", "refused a value", "correct the row").after(
      view("select", days: "k.days + 0 * ln(k.days - 1)")),
    Refusal("a value outside its domain", 65, "programme.days.days", "public.half.half_check", "correct the row").after(
      view("create domain public.half as numeric check (value <= 0.5)", days: "k.days::public.half")),
    Refusal("a sequence that is counted on", 76, "programme.days", "a report only reads").after(
      view("create sequence public.s", days: "k.days + 0 * nextval('public.s')")),
    Refusal("rows that are locked", 76, "programme.days", "a report only reads").after(
      view("select", from: "programme.kept k for update")),
    Refusal("the last value of a sequence", 76, "programme.days", "sequence", "a stored value").after(
      view("create sequence public.s", days: "k.days + 0 * currval('public.s')")),
    Refusal("a function that calls itself without end", 76, "programme.days", "without end").after(
      view(
        "create function public.f(numeric) returns numeric language plpgsql as 'begin return public.f($1 + 1); end'",
        days: "public.f(k.days)")),
    Refusal("a setting that is not set", 76, "programme.days.days", "\"app.factor\"", "ALTER DATABASE").after(
      view("select", days: "k.days * current_setting('app.factor')::numeric")),
    Refusal("a type that a function names without a schema", 76, "programme.days", "\"hours\"", "search_path").after(
      view(
        """
        create domain public.hours as numeric;
        create function public.f(numeric) returns numeric language plpgsql as 'begin return $1::hours; end'
        """, days: "public.f(k.days)")),
  ]) func `is named with the column and the remedy`(_ refusal: Refusal) throws {
    let database = try sampleDatabase(refusal.script)
    try refuse(refusal, database)
    // `check` says the same before a report is due.
    let check = try World().program(["check", "--format", "csv", "--today", "2011-05-01", "--database", database])
    #expect(check.code == refusal.code)
    for word in refusal.says {
      #expect(check.output.contains { $0.contains(word.replacing("\"", with: "\"\"")) }, "\(word)")
    }
  }

  private func refuse(_ refusal: Refusal, _ database: String) throws {
    try World().expect(refusal, World.quarter + ["--database", database])
  }

  @Test(arguments: [
    Refusal("a role without a user mapping", 76, "no user mapping exists for ", "run CREATE USER MAPPING")
      .after(foreign("postgres_fdw", "")),
    Refusal("a foreign server that cannot be reached", 69, "a server from which a view reads cannot be reached").after(
      foreign("postgres_fdw", "options (host '/nowhere')", mapping)),
    Refusal("a foreign table whose far table is missing", 76, "relation \"programme.dayz\"", "on a foreign server")
      .after(
        foreign("postgres_fdw", "options (host 'HOST', port '5432', dbname 'postgres')", mapping)),
    Refusal("a missing file", 69, "cannot open the file that a foreign table reads", "option filename").after(
      foreign("file_fdw", "options (filename '/nowhere/days.csv')")),
    Refusal("a folder in place of a file", 76, "cannot open the file that a foreign table reads").after(
      foreign("file_fdw", "options (filename '/')")),
    Refusal("a program that fails", 65, "the program that a foreign table reads failed").after(
      foreign("file_fdw", "options (program 'exit 3')")),
    Refusal("a file whose rows lack columns", 65, "a row that does not fit the table").after(
      foreign("file_fdw", "options (program 'echo 1,2010-11-01', format 'csv')")),
    Refusal("a foreign-data wrapper that cannot connect", 69, "a server from which a view reads cannot be reached")
      .after(
        view(
          """
          create function public.f(numeric) returns numeric language plpgsql as
            $$ begin raise exception 'x' using errcode = 'HV00N'; end $$
          """, days: "public.f(k.days)")),
  ]) func `is named where a foreign table beneath it cannot be read`(_ refusal: Refusal) throws {
    let plain = try sampleDatabase()
    let host = plain.firstMatch(of: /host=(\S+)/).map { String($0.1) } ?? ""
    try run(refusal.script.replacing("HOST", with: host), plain)
    let world = try World()
    let job = world.home["foreign.yml"]
    try write("output: reports\nforeign_tables: true\n", to: job)
    let outcome = try world.program(
      ["run", "--job", job, "--output", world.archive, "--database", plain] + World.quarter)
    #expect(outcome.code == refusal.code, "\(outcome.error)")
    let check = try world.program(["check", "--job", job, "--format", "csv", "--database", plain] + World.quarter)
    #expect(check.code == refusal.code, "\(check.error)")
    // What ends the check is on standard error, and what the check finds is in the table.
    for line in [outcome.error.joined(), (check.output + check.error).joined().replacing("\"\"", with: "\"")] {
      for word in ["programme.days: "] + refusal.says { #expect(line.contains(word), "\(line)") }
    }
  }

  /// Only a superuser may read a foreign server without a password.
  @Test func `is named where the role that reads a foreign table has no password for it`() throws {
    let database = try sampleDatabase()
    let owner = try role(in: database)
    try run(
      Self.foreign("postgres_fdw", "options (host '/nowhere')", Self.mapping)
        + """
        grant usage on schema far, programme to \(owner); grant select on far.days to \(owner);
        alter view programme.days owner to \(owner)
        """, database)
    let world = try World()
    let job = world.home["foreign.yml"]
    try write("output: reports\nforeign_tables: true\n", to: job)
    let outcome = try world.program(
      ["run", "--job", job, "--output", world.archive, "--database", database] + World.quarter)
    #expect(outcome.code == 76)
    #expect(outcome.error.first?.contains("programme.days: a foreign server is read without a password") == true)
  }

  @Test func `names the role that needs a function`() throws {
    let script = Self.view(
      "create function programme.f(numeric) returns numeric language sql as 'select $1'; revoke execute on function programme.f(numeric) from public",
      days: "programme.f(k.days)")
    let database = try sampleDatabase(script + "grant select on programme.days to board_reader;")
    let reader = "\(database) user=\(try role("in role board_reader", in: database))"
    try refuse(Refusal("", 77, "programme.days", "grant EXECUTE on it to the role that reads"), reader)
    let check = try World().program(["check", "--format", "csv", "--today", "2011-05-01", "--database", reader])
    #expect(check.code == 77)
    #expect(check.output.contains { $0.contains("EXECUTE") })
    #expect(!check.output.contains { $0.contains("owner") })
  }

  /// A function that is SECURITY DEFINER calls another one with the rights of its own owner.
  @Test func `names the owner that needs a function in a function`() throws {
    let database = try sampleDatabase()
    let owner = try role(in: database)
    try run(
      Self.view(
        """
        create function programme.inner(numeric) returns numeric language sql as 'select $1';
        revoke execute on function programme.inner(numeric) from public;
        create function programme.outer(numeric) returns numeric language plpgsql security definer as
          'begin return programme.inner($1); end';
        alter function programme.outer(numeric) owner to \(owner);
        grant usage on schema programme to \(owner)
        """, days: "programme.outer(k.days)") + "grant select on programme.days to board_reader;", database)
    try refuse(
      Refusal(
        "", 77, "programme.days", "function inner in function programme.\"outer\"",
        "grant EXECUTE on it to the role that reads, or to the function's owner where the function is SECURITY DEFINER"),
      "\(database) user=\(try role("in role board_reader", in: database))")
  }

  /// PostgreSQL checks a policy for the owner of the view, whoever reads the view.
  @Test func `names the view over rows that row security hides, and a remedy that cures`() throws {
    let database = try sampleDatabase(Self.view("select"))
    let owner = try role(in: database)
    try run(
      """
      grant usage on schema programme to \(owner); grant select on programme.kept to \(owner);
      alter view programme.days owner to \(owner); grant select on programme.days to board_reader;
      alter table programme.kept enable row level security;
      create policy half on programme.kept for select using (commission_id < 4)
      """, database)
    let reader = "\(database) user=\(try role("in role board_reader", in: database))"
    let remedy = "owned by a role that no policy binds, such as the table's owner"
    try refuse(Refusal("", 77, "programme.days: row security", "table \"kept\"", remedy), reader)
    let words = ["check", "--format", "csv", "--today", "2011-05-01", "--database", reader]
    let check = try World().program(words)
    #expect(check.code == 77)
    #expect(check.output.contains { $0.contains("programme.days: row security") && $0.contains(remedy) })
    try run("alter view programme.days owner to \(try #require(try answer("current_user", database)))", database)
    let cured = try World().program(words)
    #expect(cured.code == 0, "\(cured.output)")
  }

  /// What a function reads is read with the rights of the role that reads the view.
  @Test func `names the role that needs a table in a function`() throws {
    let script = Self.view(
      """
      create table public.secret (n numeric); insert into public.secret values (1);
      create function public.f(numeric) returns numeric language plpgsql stable as
        'begin return $1 * (select n from public.secret); end'
      """, days: "public.f(k.days)")
    let database = try sampleDatabase(script + "grant select on programme.days to board_reader;")
    let reader = "\(database) user=\(try role("in role board_reader", in: database))"
    try refuse(
      Refusal("", 77, "programme.days.days", "table secret in function public.f", "to the role that reads"), reader)
    let check = try World().program(["check", "--format", "csv", "--today", "2011-05-01", "--database", reader])
    #expect(check.code == 77)
    #expect(check.output.contains { $0.contains("table secret in function public.f") }, "\(check.output)")
    #expect(!check.output.contains { $0.contains("view's owner") })
  }

  /// A view reads with its owner's rights, and one that is `security_invoker` with those of the role that reads it.
  @Test(arguments: [false, true]) func `names the role that needs a table beneath views`(_ isInvoker: Bool) throws {
    let database = try sampleDatabase()
    // Servers before 15 know no such view.
    guard try !isInvoker || answer("select current_setting('server_version_num')::int >= 150000", database) == "true"
    else { return }
    let option = isInvoker ? "with (security_invoker = true)" : ""
    let owner = try role(in: database)
    let reader = try role("in role board_reader", in: database)
    try run(
      """
      alter table programme.days rename to kept;
      create view programme.between \(option) as select * from programme.kept;
      create view programme.days \(option) as select * from programme.between;
      grant usage, create on schema programme to \(owner);
      grant select on programme.between to \(reader);
      alter view programme.between owner to \(owner);
      grant select on programme.days to board_reader; revoke select on programme.kept from board_reader
      """, database)
    let needs = isInvoker ? reader : owner
    let grant = "GRANT SELECT ON \"programme\".\"kept\" TO \"\(needs)\""
    try refuse(Refusal("", 77, "programme.days", "programme.kept", grant), "\(database) user=\(reader)")
    let check = try World().program([
      "check", "--format", "csv", "--today", "2011-05-01", "--database", "\(database) user=\(reader)",
    ])
    #expect(check.code == 77)
    #expect(
      check.output.contains { $0.contains(grant.replacing("\"", with: "\"\"")) && $0.contains("privileges") },
      "\(check.output)")
  }

  @Test(arguments: [
    ("k.recorded_at", "now()", "recorded_at", "contract\",\"warning"),
    ("k.days", "round((random() * 9)::numeric, 2)", "days", "quality\",\"error"),
    (
      "k.commission_id", "(extract(microseconds from clock_timestamp()))::integer", "commission_id",
      "quality\",\"error"
    ),
  ]) func `is named by check where a column changes at each reading`(
    _ stored: String, _ computed: String, _ column: String, _ result: String
  )
    throws
  {
    let view = Self.view("select").replacing("\(stored),", with: "\(computed) as \(column),").replacing(
      "\(stored) from", with: "\(computed) as \(column) from"
    ).replacing("\(stored) as", with: "\(computed) as")
    let check = try World().program([
      "check", "--format", "csv", "--today", "2011-05-01", "--database", try sampleDatabase(view),
    ])
    #expect(
      check.output.contains { $0.contains("\"\(result)\",\"days\",\"\(column)\"") }, "\(check.output)")
  }

  @Test func `is silent in check where every column is stored`() throws {
    let check = try World().program([
      "check", "--format", "csv", "--today", "2011-05-01", "--database", try sampleDatabase(Self.view("select")),
    ])
    #expect(!check.output.contains { $0.contains("another value at each reading") }, "\(check.output)")
  }

  @Test func `is no view, but a text of SQL_ASCII that is not UTF-8`() throws {
    let name = "bytes_" + String(UInt64.random(in: .min ... .max), radix: 36)
    let plain = try TestServer.shared.database()
    try run("create database \(name) template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'", plain)
    let database = plain.replacing("dbname=" + databaseName(plain), with: "dbname=" + name)
    // Written as bytes, because a client of this encoding could not send them.
    try loadSample(
      into: database,
      "update programme.commissions set title = convert_from('\\x636166e9', 'SQL_ASCII') where commission_id = 2")
    try refuse(Refusal("", 65, "commissions", "commission_id=2", "title", "UTF-8"), database)
    let check = try World().program(["check", "--format", "csv", "--today", "2011-05-01", "--database", database])
    #expect(check.code == 65)
    #expect(check.output.contains { $0.contains("\"commissions\",\"commission_id=2\"") }, "\(check.output)")
  }
}
