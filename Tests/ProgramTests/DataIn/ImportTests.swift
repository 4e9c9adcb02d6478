import Foundation
import Support
import Testing

@Suite(.waits) struct ImportVerbTests {
  @Test func `a template filled with the sample gives the report the sample gives`() throws {
    let world = try World()
    let database = try TestServer.shared.database()
    try world.program(["template", "--all", "data"], isApart: true).expectSuccess()
    for (name, sample) in try world.sampleFiles() {
      let path = world.home["data"] + "/" + name
      let rows = sample.split(separator: "\n", maxSplits: 1, omittingEmptySubsequences: false)[1]
      // As a spreadsheet would, behind the byte-order mark that is there.
      try Data(bytes(of: path) + rows.utf8).write(to: URL(fileURLWithPath: path))
    }
    try world.program(["database", "create", "--database", database]).expectSuccess()
    let imported = try world.program(["import", "data", "--database", database], isApart: true)
    imported.expectSuccess()
    #expect(imported.output.contains("days                  191        0          0        0"))
    #expect(imported.output.last == "imported")
    try world.run(World.quarter + ["--database", database]).expectSuccess()
    let other = try World()
    try other.run(World.quarter + World.sample).expectSuccess()
    let (one, two) = (try issue(world.path("")), try issue(other.path("")))
    #expect(one == two)
  }

  @Test func `an import done twice changes nothing and says so`() throws {
    let world = try World()
    let database = try emptyDatabase()
    let words = ["import", repository + "/sql/sample", "--database", database]
    let rehearsed = try world.program(words + ["--dry-run"])
    #expect(rehearsed.output.last == "dry run: nothing changed")
    #expect(try contents(database) == [])
    let first = try world.program(words)
    #expect(first.output.dropLast() == rehearsed.output.dropLast())
    let before = try contents(database)
    let second = try world.program(words + ["--replace"])
    second.expectSuccess()
    #expect(second.output.last == "nothing to change; the database already holds all of it")
    #expect(try contents(database) == before)
  }

  @Test func `a template writes over nothing`() throws {
    let world = try World()
    try world.program(["template", "data"], isApart: true).expectSuccess()
    let before = try tree(world.home["data"])
    let again = try world.program(["template", "data"], isApart: true)
    #expect(again.code == 73)
    #expect(again.error.first?.contains("commissions.csv exists already") == true)
    #expect(try tree(world.home["data"]) == before)
    #expect(try world.program(["template", "no/such/folder"]).code == 73)
  }

  @Test func `a template's guide speaks of every column, and its tables open as spreadsheets do`() throws {
    let world = try World()
    _ = try world.program(["template", "--all", "data"], isApart: true)
    let guide = try text(of: world.home["data"] + "/README.md")
    #expect(try html(guide).count { $0 == "<table>" } == relations.count)
    for (name, sample) in try world.sampleFiles() {
      let file = try bytes(of: world.home["data"] + "/" + name)
      let header = sample.split(separator: "\n")[0]
      #expect(file == [0xEF, 0xBB, 0xBF] + header.utf8 + Array("\r\n".utf8))
      for column in header.split(separator: ",") { #expect(guide.contains("| `\(column)` |")) }
    }
  }

  @Test func `an import wants a database, and nowhere in the data folder for its errors`() throws {
    let world = try World()
    let folder = try world.sampleFolder()
    #expect(try world.program(["import", folder, "--data", folder]).code == 64)
    let words = ["import", "data", "--errors", "./data/errors.csv", "--database", "dbname=x"]
    #expect(try world.program(words, isApart: true).code == 64)
    let nowhere = try TestServer.shared.database()
    let missing = try world.program(["import", folder, "--database", nowhere])
    #expect(missing.code == 76)
    #expect(missing.error.count == 1)
  }

  @Test func `a clerk may import and a reader may not`() throws {
    let world = try World()
    let database = try sampleDatabase()
    let clerk = try role("in role board_clerk", in: database)
    let reader = try role("in role board_reader", in: database)
    let words = ["import", repository + "/sql/sample", "--replace", "--database"]
    try world.program(words + [database + " user=\(clerk)"]).expectSuccess()
    let refused = try world.program(words + [database + " user=\(reader)"])
    #expect(refused.code == 77)
    #expect(refused.error.first?.hasSuffix("; nothing changed") == true)
  }
}
