import Support
import Testing

/// What a report says of the issues before it: how good first figures were, and which findings the board has read.
@Suite(.waits) struct `Reports issued in order` {
  private static let quarters = (1...4).map { "2010/11-Q\($0)" }

  private func issue(_ words: String..., in world: borrowing World, from database: String) throws {
    let outcome = try world.run(["--database", database] + words)
    outcome.expectSuccess()
  }

  @Test func `say how far first figures were from the current ones, with four quarters`() throws {
    let world = try World()
    let database = try sampleDatabase()
    for quarter in Self.quarters.dropLast() { try issue("--quarter", quarter, in: world, from: database) }
    // One day of the second quarter comes late, so that its report is issued again.
    try run(
      "insert into programme.days values (2, '2010-09-20', 2, 'training', 1.00, '2010-10-20T09:00:00Z')", database)
    try issue("--quarter", Self.quarters[1], in: world, from: database)
    try issue("--quarter", Self.quarters[3], in: world, from: database)
    #expect(!(try world.paper(of: "2010-11-Q4").contains("How good were our first figures")))
    try issue("--year", "2010/11", in: world, from: database)
    let paper = try world.paper(of: "2010-11-FY")
    #expect(paper.contains("Over the last 4 quarters of the archive, the figures first issued as final differ"))
    let table = try #require(try tables(paper).first { $0.section == "How good were our first figures" })
    let row = try #require(table.rows.first { $0.first == "Days delivered" })
    #expect(row == ["Days delivered", "4", "0.25", "1.00"])
    let utilisation = try #require(table.rows.first { $0.first == "Adviser utilisation" })
    #expect(utilisation[2].hasSuffix(" points") && utilisation[2] != "0.00 points", "\(utilisation)")
    #expect(!table.rows.contains { $0.first == "Boroughs with days" })
    #expect(paper.contains("other headline measures did not change."))
    let first = try world.rows("since-last.csv", of: "2010-11-FY").filter { $0["kind"] == "first figures" }
    #expect(first.first { $0["subject"] == "days_delivered" }?["difference"] == "0.25")
    #expect(first.first { $0["subject"] == "boroughs_with_days" }?["difference"] == "0.00")
  }

  @Test func `say which findings the last report had that this one has not`() throws {
    let world = try World()
    // On a Saturday of the first quarter, for a project that goes on.
    let database = try sampleDatabase(
      "insert into programme.days values (8, '2010-06-12', 1, 'training', 0.50, '2010-06-20T09:00:00Z')")
    for quarter in Self.quarters.prefix(2) { try issue("--quarter", quarter, in: world, from: database) }
    let rows = try world.rows("since-last.csv", of: "2010-11-Q2").filter { $0["kind"] == "finding" }
    #expect(rows.first { $0["subject"] == "day-off-worked" }?["words"] == "0 new, 0 carried, 1 gone", "\(rows)")
    let paper = try world.paper(of: "2010-11-Q2")
    #expect(paper.contains("Compared with Quarter 1 of 2010/11, issue 1: "))
    #expect(paper.contains("2 findings are gone: Adviser without days (1), Day off worked (1)."))
    // What the board read before decides nothing about whether a report is unchanged.
    let again = try world.run(["--database", database, "--quarter", Self.quarters[1], "--verbose"])
    #expect(again.output.last?.hasPrefix("unchanged") == true, "\(again)")
  }
}
