import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `An output that cannot be written` {
  private let words = ["--database", "host=/absent"] + World.quarter

  /// The answer where something other than an archive was there first.
  private func expect(
    _ refusal: Refusal, _ output: String, wrapper: String = "", _ prepare: (borrowing World) throws -> Void = { _ in }
  ) throws {
    let world = try World()
    try prepare(world)
    let path = world.home[output]
    try world.expect(refusal, words + ["--output", path], wrapper: wrapper)
  }

  @Test func `has no parent`() throws { try expect(Refusal("", 73, "absent/reports"), "absent/reports") }

  @Test func `is a file`() throws {
    try expect(Refusal("", 73, "paper"), "paper") { try write("mine", to: $0.home["paper"]) }
  }

  @Test func `leads nowhere`() throws {
    try expect(Refusal("", 73, "lost is a link; give the folder"), "lost") {
      try link($0.home["lost"], to: "absent/further")
    }
  }

  @Test func `has a folder where the period's link goes`() throws {
    let world = try World()
    try world.run(World.sample + World.quarter).expectSuccess()
    let period = world.archive + "/2010-11-Q3"
    let copied = try shell("rm \"$1/current\" && cp -r \"$1/1\" \"$1/current\"", period)
    #expect(copied.status.succeeded)
    try write("title: Another\n", to: world.home["job.yml"])
    var outcome = try world.program(
      ["run", "--job", world.home["job.yml"], "--output", world.archive] + World.sample + World.quarter)
    #expect(outcome.code == 73)
    #expect(outcome.error.count == 1)
    let line = outcome.error.first ?? ""
    #expect(line.contains("2010-11-Q3/current must be a link to an issue, but is a folder"))
    #expect(line.contains("remove it"), "\(line)")
    #expect(try shell("rm -r \"$1/current\"", period).status.succeeded)
    outcome = try world.run(World.sample + World.quarter)
    outcome.expectSuccess()
    #expect(exists(period + "/current/board-report.md"))
  }

  @Test func `has a file where the period's folder goes`() throws {
    try expect(Refusal("", 73, "2010-11-Q3"), "mine") {
      try makeFolders($0.home["mine"])
      try write("", to: $0.home["mine/.lock"])
      try write("mine", to: $0.home["mine/2010-11-Q3"])
    }
  }

  @Test(arguments: ["closed", "closed/reports"]) func `is not ours to write to`(_ output: String) throws {
    // Root writes everywhere while it may pass over permissions; that is taken from it.
    let words = "setpriv --bounding-set=-dac_override,-dac_read_search --inh-caps=-all"
    try expect(Refusal("", 73, output), output, wrapper: getuid() == 0 ? words : "") {
      try makeFolders($0.home["closed"])
      try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: $0.home["closed"])
    }
  }

  @Test func `is held by another run`() throws {
    let world = try World()
    try makeFolders(world.archive)
    try write("", to: world.archive + "/.lock")
    var other = try start("exec \"$PROBE\" hold \"$1\"", [world.archive])
    #expect(try other.readLine(deadlineMilliseconds: 10_000) == "held")
    try world.expect(Refusal("", 75, world.archive), words)
    other.closeInput()
    #expect(try other.wait() == .exited(0))
  }
}
