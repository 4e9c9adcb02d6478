import Database
import Support
import Testing

@Suite(.waits) struct `A database of another encoding or collation` {
  private static let accents = """
    update programme.boroughs set name = 'Kensington é Chelsea' where name like 'Kensington%';
    update programme.commissions set theme = 'Über ' || theme where commission_id % 2 = 0;
    update programme.days set activity = activity || ' ß' where commission_id % 3 = 0;
    update programme.advisers set name = 'Åsa ' || name where adviser_id = 2
    """

  @Test(arguments: [
    "encoding 'LATIN1' lc_collate 'C' lc_ctype 'C'", "encoding 'SQL_ASCII' lc_collate 'C' lc_ctype 'C'",
    "encoding 'UTF8' locale_provider icu icu_locale 'sv' lc_collate 'C.UTF-8' lc_ctype 'C.UTF-8'",
  ]) func `gives the same bytes`(_ words: String) throws {
    let plain = try sampleDatabase(Self.accents)
    // PostgreSQL 14 has no such databases, and not every server is built with ICU.
    if words.contains("icu") {
      let hasICU = "select count(*) > 0 from pg_collation where collname = 'sv-x-icu'"
      if try open(plain).serverVersion < 150_000 || answer(hasICU, plain) != "true" { return }
    }
    let name = "of_another_" + String(UInt64.random(in: .min ... .max), radix: 36)
    try run("create database \(name) template template0 \(words)", plain)
    let other = plain.replacing("dbname=" + databaseName(plain), with: "dbname=" + name)
    try loadSample(into: other, Self.accents)

    let one = try World()
    let two = try World()
    try one.run(["--database", plain] + World.quarter).expectSuccess()
    let outcome = try two.run(["--database", other] + World.quarter)
    outcome.expectSuccess()
    try expectSame(one, two)
  }
}
