import Database
import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `A run that is stopped` {
  /// A run that waits for a table another session holds; `body` gets it once it waits.
  private func waiting(_ world: borrowing World, _ database: String, _ body: (inout ChildProcess) throws -> Void) throws
  {
    let holder = try open(database)
    try holder.withTransaction { holder in
      try holder.execute(script: "lock table programme.outcomes in access exclusive mode", name: "hold")
      let words = ["run", "--output", world.archive, "--database", database] + World.quarter
      var child = try world.start(words)
      child.closeInput()
      try eventually("it waits") { try sessions(database, waiting: true) == 1 }
      try body(&child)
    }
  }

  private func sessions(_ database: String, waiting: Bool = false) throws -> Int {
    let sql = """
      select pid from pg_stat_activity where datname = '\(databaseName(database))'
      and application_name like 'board-report%' \(waiting ? "and \(waitsForLock)" : "")
      """
    var count = 0
    try open(database).forEach(Query("sessions", sql), columns: [.int4]) { _ in count += 1 }
    return count
  }

  @Test(arguments: [(SIGTERM, Int32(143)), (SIGINT, Int32(130)), (SIGHUP, Int32(129))])
  func `by a signal while it reads ends at once and leaves nothing`(_ signal: Int32, _ code: Int32) throws {
    let world = try World()
    let database = try sampleDatabase()
    try world.run(["--database", database] + World.quarter).expectSuccess()
    let before = try tree(world.archive)
    try run("update programme.days set days = 0.75 where days = 0.5", database)
    try waiting(world, database) { child in
      let start = ContinuousClock.now
      child.kill(signal)
      let ended = try child.wait().code
      #expect(ended == code)
      #expect(ContinuousClock.now - start < .seconds(2))
      let left = try sessions(database)
      #expect(left == 0)
    }
    #expect(try tree(world.archive) == before)
    #expect(try world.complaints() == ["board-report: stopped by signal \(signal) (query lock); nothing published"])
  }

  @Test func `by force leaves what the next run sweeps`() throws {
    let world = try World()
    let database = try sampleDatabase()
    try waiting(world, database) { child in
      child.kill(SIGKILL)
      let ended = try child.wait().code
      #expect(ended == -SIGKILL)
    }
    #expect(try names(in: world.archive + "/2010-11-Q3").contains { $0.hasPrefix(".") })
    try world.run(["--database", database] + World.quarter).expectSuccess()
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
  }

  @Test(arguments: [(SIGTERM, Int32(143)), (SIGKILL, Int32(-9))]) func `takes its private server along`(
    _ signal: Int32, _ code: Int32
  ) throws {
    let world = try World()
    let temporary = try TemporaryFolder()
    try FileManager.default.setAttributes([.posixPermissions: 0o711], ofItemAtPath: temporary.path)
    let words = ["run", "--output", world.archive] + World.folder + World.quarter
    var child = try world.start(words, environment: ["TMPDIR=\(temporary.path)"])
    child.closeInput()
    var server = ""
    try eventually("the server is there") {
      let folder = try names(in: temporary.path).first ?? ""
      let file = try? text(of: temporary[folder + "/d/postmaster.pid"])
      server = String((file ?? "").prefix { $0 != "\n" })
      return Int(server) != nil
    }
    child.kill(signal)
    let ended = try child.wait().code
    #expect(ended == code)
    try eventually("the folder is gone") { try names(in: temporary.path).isEmpty }
    #expect(!exists("/proc/\(server)"))
    #expect(try tree(world.archive).keys.filter { $0.hasSuffix("/1") } == [])
  }
}
