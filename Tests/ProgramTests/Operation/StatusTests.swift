import Foundation
import Support
import Testing

@Suite(.waits) struct `Status` {
  /// A job that asks for the year's quarters from the second on.
  private func world(_ job: String = "first_quarter: 2010/11-Q2\n") throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write(job, to: world.job)
    return world
  }

  private func status(_ world: borrowing World, _ day: String = "2011-01-14", _ words: [String] = []) throws
    -> ProgramRun
  {
    let outcome = try world.program(["status", "--job", world.job, "--output", world.archive, "--today", day] + words)
    #expect(outcome.error == [])
    return outcome
  }

  private func issue(_ world: borrowing World, _ words: [String], on day: String) throws {
    let outcome = try world.run(World.sample + ["--today", day] + words)
    outcome.expectSuccess()
  }

  @Test func `needs no archive to know what is due`() throws {
    let world = try world()
    let outcome = try status(world)
    #expect(outcome.code == 1)
    #expect(outcome.output == ["2010-11-Q2: never issued", "2010-11-Q3: never issued"])
    #expect(!exists(world.archive))
    #expect(try status(world, "2010-10-13").output == ["up to date: no quarter is due"])
  }

  @Test func `is content with whole and final issues, and silent where it is asked to be`() throws {
    let world = try world()
    try issue(world, ["--quarter", "2010/11-Q2"], on: "2010-10-20")
    try issue(world, World.quarter, on: "2011-01-04")
    let before = try tree(world.archive)
    let outcome = try status(world)
    outcome.expectSuccess()
    #expect(outcome.output == ["up to date: 2 quarters due, the last 2010-11-Q3"])
    #expect(try status(world, "2011-01-14", ["--quiet"]).output == [])
    #expect(try tree(world.archive) == before)
  }

  @Test func `asks from the earliest quarter issued on where no first one is declared`() throws {
    let world = try world("due_after_days: 7\n")
    #expect(try status(world, "2011-04-07").output == ["2010-11-Q4: never issued"])
    try issue(world, ["--quarter", "2010/11-Q2"], on: "2010-10-20")
    try issue(world, ["--year", "2009/10"], on: "2010-10-20")
    #expect(try status(world, "2011-04-07").output == ["2010-11-Q3: never issued", "2010-11-Q4: never issued"])
  }

  @Test func `does not take a provisional issue for the report`() throws {
    let world = try world("first_quarter: 2010/11-Q3\n")
    try issue(world, World.quarter, on: "2010-12-20")
    let outcome = try status(world)
    #expect(outcome.code == 1)
    #expect(outcome.output == ["2010-11-Q3: 2010-11-Q3/1 is provisional"])
    try issue(world, World.quarter, on: "2011-01-04")
    try status(world).expectSuccess()
  }

  @Test func `names what is damaged, retracted or not current`() throws {
    let world = try world("first_quarter: 2010/11-Q3\n")
    try issue(world, World.quarter, on: "2011-01-04")
    let file = world.archive + "/2010-11-Q3/1/board-report.md"
    let paper = try text(of: file)
    try write(paper + " ", to: file)
    #expect(
      try status(world).output == [
        "2010-11-Q3: 2010-11-Q3/1 is damaged: board-report.md: its bytes have changed "
          + "(\(paper.utf8.count), now \(paper.utf8.count + 1))"
      ])
    try FileManager.default.removeItem(atPath: file)
    try write("", to: world.archive + "/2010-11-Q3/1/zz")
    #expect(try status(world).output == ["2010-11-Q3: 2010-11-Q3/1 is damaged: board-report.md: missing (and 1 more)"])
    try write("{}", to: world.archive + "/2010-11-Q3/1/datapackage.json")
    let outcome = try status(world)
    #expect(outcome.code == 1)
    #expect(outcome.output.first?.contains("damaged: datapackage.json") ?? false, "\(outcome)")
    try FileManager.default.removeItem(atPath: world.archive + "/2010-11-Q3/current")
    #expect(try status(world).output == ["2010-11-Q3: issued, but current leads to none"])
  }

  @Test func `tells what it cannot read, and goes on`() throws {
    let world = try world()
    try makeFolders(world.archive)
    try write("", to: world.archive + "/2010-11-Q2")
    let outcome = try status(world)
    #expect(outcome.code == 1)
    #expect(outcome.output.count == 2 && outcome.output[0].contains("ENOTDIR"), "\(outcome)")
    #expect(outcome.output.last == "2010-11-Q3: never issued")
  }

  @Test func `repeats why a report was retracted`() throws {
    let world = try world("first_quarter: 2010/11-Q3\n")
    try issue(world, World.quarter, on: "2011-01-04")
    let words = ["--output", world.archive, "--reason", "A borough asked.", "2010-11-Q3"]
    try world.program(["retract"] + words).expectSuccess()
    #expect(try status(world).output == ["2010-11-Q3: 2010-11-Q3/1 was retracted: A borough asked."])
  }

  @Test func `refuses a first quarter that is none, with its place`() throws {
    let world = try world("title: Report\nfirst_quarter: 2010-Q3\n")
    let outcome = try world.program(["status", "--job", world.job])
    #expect(outcome.code == 64)
    #expect(outcome.error.count == 1 && outcome.error[0].contains("job.yml:2:16: first_quarter"))
  }
}
