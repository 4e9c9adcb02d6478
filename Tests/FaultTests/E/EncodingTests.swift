import Database
import Support
import Testing

/// Databases whose texts are not kept in UTF-8.
@Suite(.waits) struct `A database of another encoding` {
  /// Its texts in an encoding, and a byte in a title that is this character's in it, or nothing's.
  private func database(_ encoding: String, title: String) throws -> String {
    let base = try TestServer.shared.database()
    let name = databaseName(base) + "_encoded"
    try run("create database \(name) template template0 encoding '\(encoding)' lc_collate 'C' lc_ctype 'C'", base)
    let database = base.replacing("dbname=" + databaseName(base), with: "dbname=" + name)
    try loadSample(into: database)
    // A function that makes a text of bytes without looking at them: what an old dump or a careless client leaves behind.
    try run(
      """
      update programme.commissions set title = 'Caf' || \(title) where commission_id = 5;
      """, database)
    return database
  }

  @Test func `E6 bytes that are no UTF-8 stop the report, told by their place`() throws {
    let issued = try Issued()
    // In SQL_ASCII any byte is a character.
    let database = try database("SQL_ASCII", title: "convert_from('\\xff', 'SQL_ASCII')")
    let outcome = try issued.run(database)
    try issued.expectNothing(outcome, 65)
    #expect(!outcome.error.joined().contains("Caf"))
  }

  @Test func `E7 Latin 1 arrives as it was written, and its controls are told`() throws {
    let world = try World()
    let database = try database("LATIN1", title: "convert_from('\\xe9809b', 'LATIN1')")
    let outcome = try world.run(["--database", database] + World.quarter)
    outcome.expectSuccess()
    let titles = try world.rows("projects.csv").compactMap { $0["title"] }
    #expect(titles.contains("Café\u{80}\u{9B}"))
    let paper = try text(of: world.path("board-report.md"))
    #expect(paper.contains("Café") && !paper.unicodeScalars.contains("\u{9B}"))
    let rules = try world.rows("quality.csv").compactMap { $0["rule"] }
    #expect(rules.contains("hidden-characters"), "\(Set(rules))")
  }

  @Test func `E7 a byte that Windows-1252 has no character for stops the report`() throws {
    let issued = try Issued()
    let database = try database("WIN1252", title: "convert_from('\\x81', 'WIN1252')")
    try issued.expectNothing(try issued.run(database), 65)
  }
}
