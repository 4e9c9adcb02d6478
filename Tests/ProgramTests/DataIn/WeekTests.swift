import Foundation
import Support
import Testing

/// What a programme does each week: files of days that add to what the database holds.
@Suite(.waits) struct WeekTests {
  private static let header = "commission_id,worked_on,adviser_id,activity,days\n"

  /// Fills the world's folder `data` and a database with the small programme and a week of days.
  private func week(in world: borrowing World) throws -> String {
    try makeFolders(world.home["data"])
    for (name, text) in TestFolder.small { try write(text, to: world.home["data"] + "/" + name) }
    let days =
      Self.header + "7,2010-07-02,1,case audit,0.5\n7,2010-07-03,1,case audit,1\n7,2010-07-05,1,case audit,0.25\n"
    try write(days, to: world.home["data"] + "/days.csv")
    let database = try emptyDatabase()
    try world.program(["import", "data", "--database", database], isApart: true).expectSuccess()
    return database
  }

  private func bringIn(_ rows: String, _ world: borrowing World, _ database: String, _ words: String...) throws
    -> ProgramRun
  {
    try write(Self.header + rows, to: world.home["days.csv"])
    return try world.program(["import", "days.csv", "--database", database] + words, isApart: true)
  }

  private let held = "select string_agg(worked_on || ' ' || days, ', ' order by worked_on) from programme.days"

  @Test func `new days are added and known ones skipped`() throws {
    let world = try World()
    let database = try week(in: world)
    let added = try bringIn(
      "7,02/07/2010,1,case audit,\"0,5\"\n7,3 July 2010,1,case audit,1\n7,2010-07-05,1,case audit,¼\n7,06-Jul-10,1,training,1\n",
      world, database, "--dates", "day-first")
    added.expectSuccess()
    #expect(
      added.output.contains { $0.hasPrefix("days") && $0.hasSuffix("1        0          3        0") },
      "\(added.output)")
    #expect(added.error == [])
    #expect(try answer(held, database) == "2010-07-02 0.50, 2010-07-03 1.00, 2010-07-05 0.25, 2010-07-06 1.00")
  }

  @Test func `a known row with other days is refused, and changed on request`() throws {
    let world = try World()
    let database = try week(in: world)
    let rows = "7,2010-07-02,1,case audit,0.75\n7,2010-07-03,1,case audit,1\n7,2010-07-05,1,case audit,0.25\n"
    let refused = try bringIn(rows, world, database)
    #expect(refused.code == 65)
    #expect(
      refused.error.first == "days.csv:2: days: the database holds this row with 0.50; give --replace to change it")
    #expect(try answer(held, database) == "2010-07-02 0.50, 2010-07-03 1.00, 2010-07-05 0.25")
    let changed = try bringIn(rows, world, database, "--replace")
    changed.expectSuccess()
    #expect(try answer(held, database) == "2010-07-02 0.75, 2010-07-03 1.00, 2010-07-05 0.25")
  }

  @Test func `a row that the file lacks is reported beside the new row that replaced it, and removed on request`()
    throws
  {
    let world = try World()
    let database = try week(in: world)
    let rows = "7,2010-07-02,1,case audit,0.5\n7,2010-07-04,1,case audit,1\n7,2010-07-05,1,case audit,0.25\n"
    let added = try bringIn(rows, world, database, "--dry-run")
    added.expectSuccess()
    #expect(
      added.error == [
        "warning: days.csv:3: a row is in the database and not in the file (commission_id 7, 3 July 2010, adviser_id 1, activity case audit), which differs from this new row in one value; give --replace to remove it"
      ])
    let replaced = try bringIn(rows, world, database, "--replace")
    replaced.expectSuccess()
    #expect(try answer(held, database) == "2010-07-02 0.50, 2010-07-04 1.00, 2010-07-05 0.25")
  }

  /// Whoever corrects a workbook or a folder leaves the old row in the database, where it counts beside the new one.
  @Test func `a row that a folder lacks is reported as one that a file lacks is`() throws {
    let world = try World()
    let database = try week(in: world)
    func importing(_ rows: String, _ words: String...) throws -> ProgramRun {
      try write(Self.header + rows, to: world.home["data"] + "/days.csv")
      return try world.program(["import", "data", "--database", database] + words, isApart: true)
    }
    let rows = "7,2010-07-02,1,case audit,0.5\n7,2010-07-03,1,coaching,1\n7,2010-07-05,1,case audit,0.25\n"
    let said =
      "a row is in the database and not in the file (commission_id 7, 3 July 2010, adviser_id 1, activity case audit)"
    let corrected = try importing(rows)
    corrected.expectSuccess()
    #expect(
      corrected.error == [
        "warning: days.csv:3: \(said), which differs from this new row in one value; give --replace to remove it"
      ])
    #expect(try importing(rows).error == ["warning: days.csv: \(said); give --replace to remove it"])
    let later = try importing("7,2010-07-05,1,case audit,0.25\n7,2010-07-09,1,training,1\n")
    #expect(later.error == [])
    #expect(try importing(rows, "--replace").error == [])
    #expect(try importing(rows).error == [])
    #expect(try answer(held, database) == "2010-07-02 0.50, 2010-07-03 1.00, 2010-07-05 0.25")
  }

  @Test func `rows outside the file's dates, commissions and advisers are none of its business`() throws {
    let world = try World()
    let database = try week(in: world)
    let added = try bringIn("7,2010-07-05,1,case audit,0.25\n7,2010-07-09,1,training,1\n", world, database, "--replace")
    added.expectSuccess()
    #expect(added.error == [])
    #expect(try answer("select count(*) from programme.days", database) == "4")
  }

  @Test func `several files of days are one import`() throws {
    let world = try World()
    let database = try week(in: world)
    try write(Self.header + "7,2010-07-08,1,training,1\n", to: world.home["days-1.csv"])
    try write(Self.header + "7,2010-07-09,1,training,1\n", to: world.home["Days (2).csv"])
    let added = try world.program(
      ["import", "days-1.csv", "Days (2).csv", "--database", database], isApart: true)
    added.expectSuccess()
    #expect(try answer("select count(*) from programme.days", database) == "5")
    try write(Self.header + "7,2010-07-10,1,training,1\n", to: world.home["days-3.csv"])
    try write(Self.header + "7,2010-07-10,1,training,1\n", to: world.home["days-4.csv"])
    let twice = try world.program(["import", "days-3.csv", "days-4.csv", "--database", database], isApart: true)
    #expect(twice.code == 65)
    #expect(twice.error.first?.contains("the value is in line 2 of days-3.csv already") == true, "\(twice.error)")
  }

  @Test func `a row of an unknown commission or adviser is refused with its place`() throws {
    let world = try World()
    let database = try week(in: world)
    let refused = try bringIn("8,2010-07-08,1,training,1\n7,2010-07-08,9,training,1\n", world, database)
    #expect(refused.code == 65)
    #expect(
      refused.error.dropLast() == [
        "days.csv:2: commission_id: ‘8’ is in no row of commissions in the database; give the commission_id of a row there",
        "days.csv:3: adviser_id: ‘9’ is in no row of advisers in the database; give the adviser_id of a row there",
      ])
  }

  @Test func `a dry run compares with a data folder and needs no server`() throws {
    let world = try World()
    try makeFolders(world.home["data"])
    for (name, text) in TestFolder.small { try write(text, to: world.home["data"] + "/" + name) }
    try write(Self.header + "7,2010-07-08,1,training,1\n", to: world.home["days.csv"])
    let words = ["import", "days.csv", "--data", "data"]
    let rehearsed = try world.program(words + ["--dry-run"], isApart: true)
    rehearsed.expectSuccess()
    #expect(rehearsed.output.last == "dry run: nothing changed")
    #expect(rehearsed.output.contains { $0.hasPrefix("days") && $0.contains(" 1 ") })
    #expect(try world.program(words, isApart: true).code == 64)
  }

  @Test func `a run from a folder prints every mistake`() throws {
    let world = try World()
    _ = try week(in: world)
    try write(Self.header + "7,x,1,training,1\n7,2010-07-08,1,training,y\n", to: world.home["data"] + "/days.csv")
    let refused = try world.program(["run", "--data", "data", "--quarter", "2010/11-Q2"], isApart: true)
    #expect(refused.code == 65)
    #expect(refused.error.filter { $0.hasPrefix("days.csv:") }.count >= 2, "\(refused.error)")
    #expect(refused.error.last?.hasSuffix("mistakes; nothing published") == true)
  }
}
