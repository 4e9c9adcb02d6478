import Foundation
import Support
import Testing

@Suite(.waits) struct `The commands of a job` {
  /// A world whose commands write their name and their words into the file `said`.
  private func world(_ keys: String...) throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write(
      "#!/bin/sh\necho \"$*\" >>'\(world.home["said"])'\n[ ! -e '\(world.home["broken"])' ] || exit 3\n",
      to: world.home["hook"])
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: world.home["hook"])
    let lines = keys.map { "\($0): [\(world.home["hook"]), \($0)]\n" }
    try write(lines.joined(), to: world.job)
    return world
  }

  private func said(_ world: borrowing World) throws -> [String] {
    try text(of: world.home["said"]).split(separator: "\n").map(String.init)
  }

  @Test func `hear of every run, and of a failed one with its code and line`() throws {
    let world = try world("after_failure", "heartbeat")
    let words = try World.sample + World.quarter
    try world.run(words).expectSuccess()
    try world.run(words).expectSuccess()
    try world.run(words + ["--dry-run"]).expectSuccess()
    let failed = try world.run(["--database", "host=/absent"] + World.quarter)
    #expect(failed.code == 69)
    let line = failed.error.first?.dropFirst("board-report: ".count) ?? ""
    #expect(try said(world) == ["heartbeat 0", "heartbeat 0", "after_failure 69 \(line)", "heartbeat 69"])
  }

  @Test func `change no exit code when they fail themselves`() throws {
    let world = try world("heartbeat")
    try write("", to: world.home["broken"])
    let outcome = try world.run(World.sample + World.quarter)
    outcome.expectSuccess()
    #expect(outcome.error == ["board-report: heartbeat (hook) exited with 3"])
  }

  @Test func `remove copies where another issue of the period cannot be read`() throws {
    let world = try world("after_retract")
    try world.run(World.sample + World.quarter).expectSuccess()
    try world.run(World.sample + World.quarter + ["--reissue", "--reason", "Once more."]).expectSuccess()
    try write("{", to: world.archive + "/2010-11-Q3/1/datapackage.json")
    let words = ["retract", "--job", world.job, "--output", world.archive, "--reason", "Wrong.", "2010-11-Q3/2"]
    let outcome = try world.program(words)
    #expect(outcome.code == 0 && outcome.output.contains("2010-11-Q3/1 keeps its files"), "\(outcome)")
    #expect(try said(world) == ["after_retract \(world.archive)/2010-11-Q3/2"])
  }

  @Test func `remove copies of a retracted issue`() throws {
    let world = try world("after_retract")
    try world.run(World.sample + World.quarter).expectSuccess()
    let words = ["retract", "--job", world.job, "--output", world.archive, "--reason", "Wrong."]
    try world.program(words + ["2010-11-Q3"]).expectSuccess()
    #expect(try said(world) == ["after_retract \(world.archive)/2010-11-Q3/1"])
    try write("", to: world.home["broken"])
    let outcome = try world.program(words + ["2010-11-Q3"])
    #expect(outcome.code == 71)
    #expect(
      outcome.error == ["board-report: 2010-11-Q3/1 is retracted, but after_retract (hook) exited with 3"])
  }
}
