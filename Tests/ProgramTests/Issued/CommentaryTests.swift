import Foundation
import Support
import Testing

/// What a coordinator writes beside the job file.
@Suite(.waits) struct `A commentary` {
  private func world(_ commentary: String) throws -> World {
    var world = try World()
    try makeFolders(world.home["commentary"])
    try write("title: Board report\n", to: world.home["job.yml"])
    try write(commentary, to: world.home["commentary/2010-11-Q3.md"])
    world.job = world.home["job.yml"]
    return world
  }

  @Test func `stands in its section with the figure, and is kept in the issue`() throws {
    let text = "## Reach\nIn all {{days_delivered}} days were *worked*.\n"
    let world = try world(text)
    try world.run(World.sample + World.quarter).expectSuccess()
    #expect(try world.paper().contains("## Reach\n\nIn all 57.00 days were *worked*.\n"))
    #expect(try Support.text(of: world.path("commentary.md")) == text)
    #expect(try world.run(World.sample + World.quarter + ["--verbose"]).output.last?.hasPrefix("unchanged") ?? false)
    try write(text + "Well done.\n", to: world.home["commentary/2010-11-Q3.md"])
    try world.run(World.sample + World.quarter).expectSuccess()
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "2", "current"])
  }

  @Test func `is marked when a figure it quotes has changed since`() throws {
    let world = try world("## Reach\nIn all {{days_delivered}} days were worked.\n")
    let database = try sampleDatabase()
    try world.run(["--database", database] + World.quarter).expectSuccess()
    try run("insert into programme.days values (2, '2010-11-20', 2, 'training', 1, '2011-02-01Z')", database)
    try world.run(["--database", database] + World.quarter).expectSuccess()
    #expect(
      try world.paper().contains("**Written before these figures changed:** Days delivered was 57.00 and is now 58.00.")
    )
  }

  @Test(arguments: [
    ("## Outlook\nSunny.\n", "commentary/2010-11-Q3.md:1: the heading is no section"),
    ("## Reach\n{{days}}\n", "commentary/2010-11-Q3.md:2: {{days}} is no figure of this issue"),
    ("## Reach\nAsk a.person@example.org.\n", "commentary/2010-11-Q3.md:2 seems to hold an e-mail"),
  ]) func `that cannot be published is refused by its line`(text: String, line: String) throws {
    let world = try world(text)
    let outcome = try world.run(World.sample + World.quarter)
    #expect(outcome.code == 64)
    #expect(outcome.error.count == 1)
    #expect(outcome.error.first?.contains(line) ?? false, "\(outcome.error)")
    #expect(!exists(world.archive + "/2010-11-Q3"))
  }
}
