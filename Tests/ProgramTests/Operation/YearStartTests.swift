import Foundation
import Support
import Testing

/// A period is known by its dates. Another first month of the year gives its name to other days.
@Suite(.waits) struct `An archive whose year began in another month` {
  private static let spans =
    "2010-11-Q2 of this archive is 1 July 2010 to 30 September 2010, and of this job 1 October 2010 to 31 December 2010"

  /// 2010-11-Q2 was issued by a year that began in April. The job's year now begins in July.
  private func world() throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("free_days: 10\n", to: world.job)
    let issued = try world.run(World.sample + Self.second)
    issued.expectSuccess()
    try write("free_days: 10\nyear_starts_in: 7\n", to: world.job)
    return world
  }

  private static let today = ["--today", "2011-02-01"]
  private static let second = ["--quarter", "2010/11-Q2"] + today

  private func expectRefusal(_ outcome: ProgramRun) {
    #expect(outcome.code == 64)
    #expect(outcome.error.count == 1)
    #expect(outcome.error.first?.contains(Self.spans) ?? false, "\(outcome.error)")
    #expect(outcome.output == [])
  }

  @Test func `is not added to by a run, nor by catching up`() throws {
    let world = try world()
    let before = try tree(world.archive + "/2010-11-Q2")
    expectRefusal(try world.run(World.sample + Self.second))
    expectRefusal(try world.run(World.sample + ["--catch-up"] + Self.today))
    #expect(try tree(world.archive + "/2010-11-Q2") == before)
  }

  @Test func `is not called damaged by status`() throws {
    let world = try world()
    expectRefusal(try world.program(["status", "--job", world.job, "--output", world.archive] + Self.today))
  }

  @Test func `takes the periods whose names it has not given to other days`() throws {
    let world = try world()
    let outcome = try world.run(World.sample + ["--quarter", "2010/11-Q3", "--today", "2011-05-01"])
    outcome.expectSuccess()
    #expect(try world.paper().contains("1 January 2011 to 31 March 2011"))
  }

  @Test func `is added to again when the month is as it was`() throws {
    let world = try world()
    try write("free_days: 10\n", to: world.job)
    try world.run(World.sample + Self.second).expectSuccess()
    #expect(try names(in: world.archive + "/2010-11-Q2") == ["1", "current"])
  }

  @Test func `whose issue of other days was retracted is refused too`() throws {
    let world = try world()
    let words = ["--output", world.archive, "--reason", "A borough asked.", "2010-11-Q2"]
    try world.program(["retract"] + words).expectSuccess()
    expectRefusal(try world.run(World.sample + Self.second))
  }
}
