import Support
import Testing

/// A draft is what a coordinator reads while writing.
@Suite(.waits) struct `A draft` {
  private func draft(_ world: borrowing World) throws -> ProgramRun {
    try world.run(World.sample + World.quarter + ["--draft", "--verbose"])
  }

  private func paper(_ world: borrowing World) throws -> String {
    try text(of: world.archive + "/2010-11-Q3/draft/board-report.md")
  }

  @Test func `is replaced each time, and is no issue`() throws {
    let world = try World()
    let first = try draft(world)
    #expect(first.code == 0 && first.output.contains { $0.hasSuffix("/2010-11-Q3/draft") }, "\(first)")
    #expect(try paper(world).contains("Draft of issue 1, not issued."))
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["draft"])
    #expect(try text(of: world.archive + "/2010-11-Q3/draft/datapackage.json").contains("\"status\": \"draft\""))
    #expect(try world.run(World.sample + World.quarter).code == 0)
    #expect(try draft(world).code == 0)
    #expect(try paper(world).contains("Draft of issue 2, not issued."))
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current", "draft"])
    let history = try world.program(["history", "--output", world.archive])
    #expect(history.code == 0 && !history.output.contains { $0.contains("draft") })
  }

  @Test func `goes with a retracted issue`() throws {
    let world = try World()
    #expect(try world.run(World.sample + World.quarter).code == 0)
    #expect(try draft(world).code == 0)
    let words = ["retract", "2010-11-Q3/1", "--reason", "consent withdrawn", "--output", world.archive]
    #expect(try world.program(words).code == 0)
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
    #expect(try world.run(World.sample + World.quarter).code == 0)
    #expect(try world.paper().contains("The issue before this one was retracted"))
  }

  @Test(arguments: ["--dry-run", "--catch-up"]) func `is not asked for together with`(_ flag: String) throws {
    let world = try World()
    #expect(try world.run(World.sample + ["--draft", flag]).code == 64)
  }
}
