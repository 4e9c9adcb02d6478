import Support
import Testing

/// A database whose settings, types or names are unusual and whose rows are as good as any.
@Suite(.waits) struct `A strange database` {
  /// Replaces a table by a view of it, some of its columns by expressions.
  private static func view(_ relation: String, _ columns: [String: String]) -> String {
    let replaced = columns.sorted { $0.key < $1.key }
    return """
      do $$ begin
        execute (select format('alter table programme.%I rename to %I', '\(relation)', 'kept_\(relation)'));
        execute (
          select format('create view programme.%I as select %s from programme.%I', '\(relation)',
            string_agg(case attname \(replaced.map { "when '\($0.key)' then '\($0.value) as \($0.key)'" }.joined(separator: " "))
              else quote_ident(attname) end, ', ' order by attnum), 'kept_\(relation)')
          from pg_attribute where attrelid = 'programme.kept_\(relation)'::regclass and attnum > 0 and not attisdropped);
      end $$;

      """
  }

  private static let texts = [
    ("boroughs", ["borough_code", "name"]),
    ("commissions", ["reference", "borough_code", "title", "theme", "arrangement"]), ("days", ["activity"]),
    ("outcomes", ["kind", "stage", "summary", "confirmed_by"]),
    ("shared_practice", ["borough_code", "from_borough_code", "channel", "summary"]),
    ("reviews", ["rating", "comment", "reviewer_role"]), ("strands", ["title", "note"]),
  ]

  /// Gives each text one of these collations.
  private static func collations(_ names: String...) -> String {
    texts.map { relation, columns in
      view(
        relation,
        Dictionary(
          columns.enumerated().map { ($1, "\($1) collate \(names[($0 + relation.utf8.count) % names.count])") },
          uniquingKeysWith: { $1 }))
    }.joined()
  }

  /// A collation in which texts of other bytes may be equal. PostgreSQL matches no pattern with it.
  private static let alike =
    "create collation public.alike (provider = icu, locale = 'und-u-ks-level2', deterministic = false);"

  private static let strange: [(String, String)] = [
    (
      "a collation of its own for each column",
      collations(#""de-x-icu""#, #""en-x-icu""#, #""fr-x-icu""#, #""C""#, #""POSIX""#)
    ), ("texts of other bytes that are equal", alike + collations("public.alike")),
    (
      "texts of other bytes that are equal, and no list of boroughs",
      alike + collations("public.alike") + "drop view programme.boroughs"
    ),
    (
      "a domain over texts of other bytes that are equal, and no list of boroughs",
      """
      \(alike) create domain public.code as text collate public.alike; drop table programme.boroughs cascade;
      alter table programme.commissions alter borough_code type public.code
      """
    ),
    ("names that are quoted always", "alter database DATABASE set quote_all_identifiers = on"),
    (
      "an index named as a relation", "drop table programme.outputs; create index outputs on programme.days (worked_on)"
    ),
    (
      "a type named as a relation", "drop table programme.actions; create type programme.actions as (action_no integer)"
    ),
    ("a sequence named as a relation", "drop table programme.actions; create sequence programme.actions"),
  ]

  @Test(arguments: strange) func `gives the sample's figures`(_ name: String, _ script: String) throws {
    let database = try sampleDatabase()
    try run(script.replacing("DATABASE", with: databaseName(database)), database)
    try expectFigures(database)
  }

  @Test func `gives the sample's figures, whatever the bytes of other names`() throws {
    let name = "names_" + String(UInt64.random(in: .min ... .max), radix: 36)
    let plain = try TestServer.shared.database()
    try run("create database \(name) template template0 encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'", plain)
    let database = plain.replacing("dbname=" + databaseName(plain), with: "dbname=" + name)
    try loadSample(
      into: database,
      """
      alter table programme.boroughs rename to kept;
      do $$ declare word text := convert_from('\\x636166e9', 'SQL_ASCII'); begin
        execute format('create view programme.boroughs as select borough_code, name, 1 as %I from programme.kept', word);
        execute format('alter table programme.commissions add %I integer', word);
        execute format('create table programme.%I ()', word);
      end $$
      """)
    try expectFigures(database)
  }

  private func expectFigures(_ database: String) throws {
    let world = try World()
    let check = try world.program(["check", "--today", "2011-05-01", "--database", database])
    #expect(check.code == 0, "\(check.output) \(check.error)")
    let run = try world.run(World.quarter + ["--today", "2011-05-01", "--database", database])
    run.expectSuccess()
    let delivered = try world.rows("figures.csv").first { $0["figure"] == "days_delivered/programme/all/2010-11-Q3" }
    #expect(delivered?["value"] == "57.00")
    #expect(!(try world.rows("quality.csv").contains { $0["severity"] == "error" }))
  }
}
