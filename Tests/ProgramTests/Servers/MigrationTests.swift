import Database
import Support
import System
import Testing

/// An administrator alters two tables in one transaction, and a run starts in between.
@Suite(.waits) struct `An administrator's migration` {
  private let first = "begin; alter table programme.shared_practice add column note text"
  private let second = "alter table programme.boroughs add column note text; commit"

  private func expectDone(_ world: borrowing World, _ words: [String], _ database: String) throws {
    let administrator = try open(database)
    try administrator.execute(script: first, name: "migrate")
    var child = try world.start(words)
    child.closeInput()
    let waits = "select count(*) from pg_stat_activity where \(waitsForLock) and datname = current_database()"
    try wait(for: "1", to: waits, database)
    // A session that held the lock of boroughs would wait for this one now, and this one for it.
    try administrator.execute(script: second, name: "migrate")
    let ended = try child.wait().code
    #expect(ended == 0)
    #expect(try world.complaints() == [])
  }

  @Test func `is never the victim of a deadlock with a run`() throws {
    let world = try World()
    let database = try sampleDatabase()
    try expectDone(world, ["run", "--output", world.archive, "--database", database] + World.quarter, database)
    #expect(exists(world.path("board-report.md")))
  }

  @Test func `is waited for by a check`() throws {
    let world = try World()
    let database = try sampleDatabase()
    try expectDone(world, ["check", "--today", "2011-05-01", "--database", database], database)
  }

  @Test func `is never the victim of a deadlock with an import`() throws {
    let world = try World()
    let database = try sampleDatabase()
    try expectDone(world, ["import", repository + "/sql/sample", "--database", database], database)
  }

  @Test func `that lasts longer than a run waits is named`() throws {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("deadline_seconds: 1\n", to: world.job)
    let database = try sampleDatabase()
    let administrator = try open(database)
    try administrator.execute(script: first, name: "migrate")
    let start = ContinuousClock.now
    let outcome = try world.run(["--database", database] + World.quarter)
    #expect(outcome.code == 69)
    #expect(ContinuousClock.now - start < .seconds(1) + atOnce)
    try administrator.execute(script: "rollback", name: "migrate")
  }
}
