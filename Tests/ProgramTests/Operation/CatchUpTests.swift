import Foundation
import Support
import Testing

@Suite(.waits) struct `Catching up` {
  private func world(_ job: String = "first_quarter: 2010/11-Q1\n") throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write(job, to: world.job)
    return world
  }

  private let words = ["--catch-up", "--today", "2011-01-14"]

  @Test func `issues each missed quarter in order, and then nothing`() throws {
    let world = try world()
    let database = try sampleDatabase()
    try world.run(["--database", database, "--quarter", "2010/11-Q2"]).expectSuccess()
    let outcome = try world.run(["--database", database, "--verbose"] + words)
    outcome.expectSuccess()
    let issued = outcome.output.filter { $0.hasPrefix(world.archive) }
    #expect(issued == ["1", "3"].map { "\(world.archive)/2010-11-Q\($0)/1 (final)" })
    let before = try tree(world.archive)
    let again = try world.run(["--database", database, "--verbose"] + words)
    again.expectSuccess()
    #expect(again.output == ["up to date: 3 quarters due, the last 2010-11-Q3"])
    #expect(try world.run(["--database", database] + words).output == [])
    #expect(try tree(world.archive) == before)
  }

  @Test func `mends what status finds damaged, retracted or provisional`() throws {
    let world = try world()
    let database = try sampleDatabase()
    try world.run(["--database", database, "--quarter", "2010/11-Q3", "--today", "2010-12-20"]).expectSuccess()
    try world.run(["--database", database] + words).expectSuccess()
    let archive = world.archive
    try FileManager.default.removeItem(atPath: archive + "/2010-11-Q1/1/board-report.md")
    let retract = ["--output", archive, "--reason", "Asked.", "2010-11-Q2"]
    try world.program(["retract"] + retract).expectSuccess()
    try world.run(["--database", database] + words).expectSuccess()
    for quarter in 1...3 { #expect(try tree(archive)["2010-11-Q\(quarter)/current"] == "-> 2", "\(quarter)") }
    #expect(try world.paper(of: "2010-11-Q1").contains("2010-11-Q1/1 is damaged"))
    let status = ["status", "--job", world.job, "--output", archive, "--today", "2011-01-14"]
    try world.program(status).expectSuccess()
  }

  @Test func `ends at the first failure, with its code`() throws {
    let world = try world()
    try makeFolders(world.archive)
    try write("", to: world.archive + "/2010-11-Q2")
    let outcome = try world.run(World.sample + words)
    #expect(outcome.code == 73)
    #expect(outcome.error.count == 1 && outcome.error[0].contains("2010-11-Q2"))
    #expect(exists(world.archive + "/2010-11-Q1/current"))
    #expect(!exists(world.archive + "/2010-11-Q3"))
  }

  @Test(arguments: [
    World.quarter, ["--year", "2010/11"], ["--from", "2010-08-16", "--to", "2010-11-05"],
    ["--reissue", "--reason", "Because."],
  ]) func `chooses its periods itself`(_ given: [String]) throws {
    let world = try world()
    let outcome = try world.run(given + words)
    #expect(outcome.code == 64)
    #expect(outcome.error.count == 1 && outcome.error[0].contains("--catch-up"))
    #expect(!exists(world.archive))
  }
}
