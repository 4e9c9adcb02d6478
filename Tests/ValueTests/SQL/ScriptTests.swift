import Database
import SQL
import Testing

@Suite struct `A script` {
  @Test(arguments: [
    ("", []), ("-- nothing\n  \n-- at all\n", []), ("select 1", ["select 1"]),
    ("select 1;\nselect 2;\n", ["select 1;", "\nselect 2;"]),
    ("select ';', 'it''s;', \"a;b\"; select 2;", ["select ';', 'it''s;', \"a;b\";", " select 2;"]),
    ("-- one; two's\nselect 1;", ["-- one; two's\nselect 1;"]),
    ("do $$ begin a; b; end $$; c;", ["do $$ begin a; b; end $$;", " c;"]),
    (
      "do $body$ x; execute $q$ y; $q$; $body$; select $1; c",
      ["do $body$ x; execute $q$ y; $q$; $body$;", " select $1;", " c"]
    ),
    ("select 1 - -1; -- end", ["select 1 - -1;"]),
  ]) func `is cut at the semicolons that end a statement`(_ script: String, _ statements: [String]) {
    #expect(ScriptStatements(script).map(String.init) == statements)
  }

  @Test(arguments: Statement.migrations.map(\.name)) func `of a migration is whole statements`(_ name: String) throws {
    let text = try #require(Statement.migrations.first { $0.name == name }).text
    let statements = ScriptStatements(text).map(String.init)
    #expect(statements.count > 10 && text.hasPrefix(statements.joined()))
    #expect(statements.allSatisfy { $0.hasSuffix(";") })
    #expect(!text.contains("/*") && !text.contains("E'"))
  }
}
