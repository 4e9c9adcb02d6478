import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `A request to stop` {
  /// What an administrator may find afterwards: whole issues and nothing hidden once a run has followed.
  private func expectOrder(_ world: borrowing World, _ words: [String]) throws {
    try world.run(words).expectSuccess()
    let left = try tree(world.archive).keys.filter { $0.contains(".staging") }
    #expect(left == [])
    try world.program(["verify", "--output", world.archive]).expectSuccess()
  }

  /// strace sends the signal at the nth call of its kind, so that every step of writing and publishing is met.
  @Test(.enabled(if: isInstalled("strace")), arguments: ["fsync", "openat", "renameat2", "renameat", "symlinkat"])
  func `at any step leaves a whole issue or none`(_ call: String) throws {
    let words = try World.sample + World.quarter
    let traced = try World()
    let trace = traced.home["trace"]
    let record = "strace -qq -o \(trace) -e trace=\(call)"
    try traced.run(words, wrapper: record).expectSuccess()
    let count = try text(of: trace).split(separator: "\n").filter { $0.hasPrefix(call) }.count
    #expect(count > 0)
    var codes: Set<Int32> = []
    let steps = Set(stride(from: 1, through: count, by: max(1, count / 8))).union([count])
    for step in steps.sorted() {
      let world = try World()
      let inject = "strace -qq -o /dev/null -e trace=\(call) -e inject=\(call):signal=SIGTERM:when=\(step)"
      let outcome = try world.run(words, wrapper: inject)
      codes.insert(outcome.code)
      let isIssued = exists(world.archive + "/2010-11-Q3/current")
      switch outcome.code {
      case 0: #expect(isIssued && outcome.error == [], "\(call) \(step)")
      case 143:
        #expect(!isIssued && outcome.error.count == 1, "\(call) \(step)")
        #expect(outcome.error.first?.contains("stopped by signal 15") ?? false)
      // Before the program listens to signals, they end it as they end any.
      default: #expect(outcome.code == -SIGTERM && !exists(world.archive), "\(call) \(step)")
      }
      try expectOrder(world, words)
    }
    // Renaming is publishing: what has begun is finished.
    #expect(codes.contains(call.hasPrefix("renameat") ? 0 : 143), "\(codes)")
  }

  @Test(.enabled(if: isInstalled("strace"))) func `while the issue appears lets it appear, and no command follows`()
    throws
  {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("after_issue: [touch]\n", to: world.job)
    let inject = "strace -qq -o /dev/null -e trace=renameat2 -e inject=renameat2:signal=SIGTERM"
    let words = try World.sample + World.quarter
    let outcome = try world.run(words, wrapper: inject)
    #expect(outcome.code == 71)
    #expect(
      outcome.error == [
        "board-report: 2010-11-Q3/1 is published, but after_issue (touch) was not run, because signal 15 stopped the run"
      ])
    try expectOrder(world, words)
  }

  /// A world whose command after a failure sends its parent SIGTERM, and then ends at a signal or after a while.
  private func worldThatStopsAfterFailure() throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    let script = "trap 'exit 5' TERM\necho \"$1\" >'\(world.home["said"])'\nkill -TERM $PPID\nsleep 20 &\nwait\n"
    try write("#!/bin/sh\n" + script, to: world.home["hook"])
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: world.home["hook"])
    try write("after_failure: [\(world.home["hook"])]\n", to: world.job)
    return world
  }

  @Test(.enabled(if: isInstalled("strace"))) func `after a failed publication stops the command that reports it`()
    throws
  {
    let world = try worldThatStopsAfterFailure()
    let inject = "strace -qq -o /dev/null -e trace=renameat2 -e inject=renameat2:error=EIO"
    let words = try World.sample + World.quarter
    let outcome = try world.run(words, wrapper: inject)
    #expect(outcome.code == 74, "\(outcome.error)")
    #expect(try text(of: world.home["said"]) == "74\n")
    #expect(outcome.error.first == "board-report: after_failure (hook) was stopped by signal 15")
    #expect(!exists(world.archive + "/2010-11-Q3"))
    try write("title: Board report\n", to: world.job)
    try expectOrder(world, words)
  }

  @Test(.enabled(if: isInstalled("strace")))
  func `during a failed publication is heeded afterwards, and no command follows`()
    throws
  {
    let world = try worldThatStopsAfterFailure()
    let inject = "strace -qq -o /dev/null -e trace=renameat2 -e inject=renameat2:error=EIO:signal=SIGTERM"
    let words = try World.sample + World.quarter
    let outcome = try world.run(words, wrapper: inject)
    #expect(outcome.code == 74 && outcome.error.count == 1, "\(outcome.error)")
    #expect(!exists(world.home["said"]))
    #expect(!exists(world.archive + "/2010-11-Q3"))
    try write("title: Board report\n", to: world.job)
    try expectOrder(world, words)
  }

  /// Many enough that reading them takes seconds.
  private func largeFolder(_ world: borrowing World) throws -> String {
    let data = world.home["data"]
    try FileManager.default.copyItem(atPath: repository + "/sql/sample", toPath: data)
    let lines = try text(of: data + "/days.csv").split(separator: "\n").map(String.init)
    let header = lines.isEmpty ? [] : [lines[0]]
    let rows = (0..<200_000).map { "2,2010-11-20,2,activity \($0),0.01,2011-02-01T00:00:00Z" }
    try write((header + rows).joined(separator: "\r\n") + "\r\n", to: data + "/days.csv")
    return data
  }

  @Test func `while a data folder is read ends the run at once`() throws {
    let world = try World()
    let words = ["run", "--output", world.archive, "--data", try largeFolder(world)] + World.quarter
    var child = try world.start(words)
    child.closeInput()
    try eventually("it reads") { exists(world.archive + "/2010-11-Q3") }
    let start = ContinuousClock.now
    child.kill(SIGTERM)
    let ended = try child.wait().code
    #expect(ended == 143)
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(try world.complaints() == ["board-report: stopped by signal 15; nothing published"])
    #expect(!exists(world.archive + "/2010-11-Q3"))
    try expectOrder(world, World.sample + World.quarter)
  }
}
