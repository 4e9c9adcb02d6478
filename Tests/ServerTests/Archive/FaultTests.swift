import Support
import System
import Testing

/// A run killed, or refused by the system, at each of its steps in turn.
@Suite(.waits, .enabled(if: isInstalled("strace"), "strace makes the faults")) struct FaultTests {
  static let steps = [
    "mkdirat", "openat", "fchmod", "flock", "write", "fsync", "close", "symlinkat", "renameat2", "renameat", "unlinkat",
  ]

  /// Runs a publication with a fault at the nth such step of its own files; nil when it has fewer.
  private func publish(_ world: borrowing ArchiveFolder, _ text: String, _ step: String, _ fault: String, _ number: Int)
    throws -> Run
  {
    try shell(
      "exec strace -f -qq -o \"$4\" -e trace=$1 -e inject=$1:$2 \"$PROBE\" publish \"$3\" 2010-11-Q3 $5 640", step,
      "\(fault):when=\(number)", world.path, world.home["trace"], text)
  }

  private func wasInjected(_ world: borrowing ArchiveFolder) throws -> Bool {
    try text(of: world.home["trace"]).contains("(INJECTED)")
  }

  @Test(arguments: steps) func `killed at any step a run leaves the old issue or the new one`(_ step: String) throws {
    let world = try ArchiveFolder()
    try world.publish("old")
    var issues = 1
    for number in 1...200 {
      let before = try world.current()
      let text = "text\(number)"
      let run = try publish(world, text, step, "signal=KILL", number)
      let after = try world.current()
      #expect([before, text].contains(after))
      let days = try Support.text(of: world["2010-11-Q3/current/evidence/days.csv"])
      #expect(days == after || days == String(repeating: after, count: 20_000))
      if run.status == .exited(0) { break }
      #expect(run.status == .killed(signal: 9))
      issues = try expectRepaired(world, atLeast: issues)
    }
  }

  /// The next run takes the next number, leads to itself, and leaves nothing hidden.
  private func expectRepaired(_ world: borrowing ArchiveFolder, atLeast issues: Int) throws -> Int {
    let run = try shell("\"$PROBE\" publish \"$1\" 2010-11-Q3 repaired 640", world.path)
    #expect(run.status == .exited(0))
    #expect(try world.current() == "repaired")
    let found = try names(in: world[quarter])
    #expect(found.allSatisfy { !$0.hasPrefix(".") })
    #expect(found.count - 1 > issues)
    #expect(run.lines == ["2010-11-Q3/\(found.count - 1)"])
    #expect(try names(in: world.path) == [".lock", "2010-11-Q3"])
    return found.count - 1
  }

  @Test(arguments: ["mkdirat", "fchmod", "write", "fsync", "symlinkat", "renameat2", "renameat"], ["EIO", "ENOSPC"])
  func `refused at any step a run publishes nothing or says that it did`(_ step: String, _ code: String) throws {
    let world = try ArchiveFolder()
    try world.publish("old")
    for number in 1...200 {
      let before = try names(in: world[quarter])
      let run = try publish(world, "new\(number)", step, "error=\(code)", number)
      let after = try names(in: world[quarter])
      #expect(after.allSatisfy { !$0.hasPrefix(".") })
      let isUnconfirmed = run.status == .exited(2)
      let isPublished = run.status == .exited(0) || isUnconfirmed
      #expect(after.count == before.count + (isPublished ? 1 : 0))
      #expect(try world.current() == "new\(number)" || !isPublished)
      #expect(isPublished || run.lines.allSatisfy { $0.hasSuffix("(\(code))") })
      if isUnconfirmed { #expect(step == "fsync") }
      if try !wasInjected(world) { break }
    }
  }
}
