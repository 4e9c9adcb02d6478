import Foundation
import Support
import System
import Testing

/// Whatever a run waits for, it ends at its deadline and at a signal.
@Suite(.waits) struct `A run that waits for ever` {
  private func world(_ job: String) throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write(job, to: world.job)
    return world
  }

  /// - Parameter seconds: the deadline.
  private func expectEnd(
    _ world: borrowing World, _ words: [String], environment: [String] = [], after seconds: Int, _ code: Int32
  ) throws {
    let start = ContinuousClock.now
    let outcome = try world.run(words + World.quarter, environment: environment)
    #expect(ContinuousClock.now - start < .seconds(seconds) + atOnce)
    #expect(outcome.code == code && outcome.error.count == 1, "\(outcome.error)")
  }

  private func expectStop(_ child: inout ChildProcess) throws {
    let start = ContinuousClock.now
    child.kill(SIGTERM)
    let ended = try child.wait().code
    #expect(ended == 143)
    #expect(ContinuousClock.now - start < atOnce)
  }

  @Test(arguments: [500, 4_000, 12_000]) func `for a stalled link ends at its deadline and at a signal`(_ byte: Int)
    throws
  {
    let stalled = Proxy.Fault(.stall, at: .byte(byte, .toClient), connection: nil)
    let sample = try World.sample[1]
    let proxy = try Proxy(sample, stalled)
    let database = ["--database", proxy.through(sample)]
    let world = try world("deadline_seconds: 2\n")
    try expectEnd(world, database, after: 2, 69)

    let patient = try self.world("deadline_seconds: 60\n")
    var child = try patient.start(
      ["run", "--job", patient.job, "--output", patient.archive] + database + World.quarter)
    child.closeInput()
    try eventually("the server is silent") { proxy.recordings.last.map { $0.toClient.count >= byte } ?? false }
    try expectStop(&child)
    proxy.end()
  }

  @Test(.enabled(if: isInstalled("clang") || isInstalled("cc")))
  func `for name servers ends at its deadline and at a signal`() throws {
    let silent = try Preload.silentNames()
    let world = try world("deadline_seconds: 2\n")
    let words = ["--database", "host=db.example.org"]
    try expectEnd(world, words, environment: [silent.environment], after: 2, 69)
    var child = try world.start(
      ["run", "--output", world.archive] + words + World.quarter, environment: [silent.environment])
    child.closeInput()
    try eventually("it runs") { exists(world.archive + "/2010-11-Q3") }
    try expectStop(&child)
  }

  @Test(arguments: ["service file", "TLS file"]) func `for a FIFO that libpq would open is refused`(_ kind: String)
    throws
  {
    let world = try world("title: Board report\n")
    let path = world.home["fifo"]
    #expect(try shell("exec mkfifo -m 600 \"$1\"", path).status.succeeded)
    let isService = kind == "service file"
    let conninfo = isService ? "service=reporting" : "host=127.0.0.1 port=1 sslrootcert=\(path)"
    let outcome = try world.run(["--database", conninfo] + World.quarter, environment: ["PGSERVICEFILE=\(path)"])
    #expect(outcome.code == 64)
    #expect(outcome.error.count == 1 && outcome.error[0].contains("the \(kind) \(path) is a FIFO"), "\(outcome.error)")
  }

  @Test func `for a FIFO in place of a password file goes on without the password`() throws {
    let world = try world("title: Board report\n")
    let path = world.home["fifo"]
    #expect(try shell("exec mkfifo -m 600 \"$1\"", path).status.succeeded)
    let outcome = try world.run(World.sample + World.quarter, environment: ["PGPASSFILE=\(path)"])
    outcome.expectSuccess()
  }
}
