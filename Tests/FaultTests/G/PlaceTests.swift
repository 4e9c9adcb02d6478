import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `An archive in which something else stands` {
  /// What is put where, before a run that must be refused and leave it there.
  @Test(arguments: ["file", "link", "folder"]) func `G6 in place of current it stays, and nothing is published`(
    _ kind: String
  ) throws {
    let issued = try Issued()
    let current = issued.world.archive + "/2010-11-Q3/current"
    try FileManager.default.removeItem(atPath: current)
    switch kind {
    case "file": try write("mine", to: current)
    case "link": try FileManager.default.createSymbolicLink(atPath: current, withDestinationPath: "/etc")
    default: try makeFolders(current + "/mine")
    }
    let before = try tree(issued.world.archive)
    let outcome = try issued.run()
    // A link is only ever ours to move.
    #expect(outcome.code == (kind == "link" ? 0 : 73), "\(outcome.error)")
    if kind != "link" {
      #expect(outcome.error.count == 1 && outcome.error[0].contains("current"))
      #expect(try tree(issued.world.archive) == before)
    }
    #expect(exists("/etc/passwd"))
  }

  @Test(arguments: ["2010-11-Q3", "reports"]) func `G7 a link planted in place of a folder is not followed`(
    _ name: String
  ) throws {
    let issued = try Issued()
    let moved = issued.world.home["moved"]
    let place = name == "reports" ? issued.world.archive : issued.world.archive + "/" + name
    try FileManager.default.moveItem(atPath: place, toPath: moved)
    try link(place, to: moved)
    let before = try tree(moved)
    let outcome = try issued.run()
    #expect(outcome.code == 73 && outcome.error.count == 1, "\(outcome.error)")
    #expect(try tree(moved) == before)
  }

  @Test(arguments: [".lock", ".last-run.json", "2010-11-Q3/.staging-current"])
  func `G7 a link planted in place of a file clobbers nothing`(_ name: String) throws {
    let issued = try Issued()
    let victim = issued.world.home["victim"]
    try write("victim", to: victim)
    let place = issued.world.archive + "/" + name
    try? FileManager.default.removeItem(atPath: place)
    try link(place, to: victim)
    let outcome = try issued.run()
    #expect([0, 73, 74].contains(outcome.code) && outcome.error.count <= 1, "\(outcome.error)")
    #expect(try text(of: victim) == "victim")
    #expect(outcome.code == 0 || name == ".lock")
  }

  @Test func `G11 that is moved away meanwhile is the one that is published into`() throws {
    let issued = try Issued(Gate.script)
    let moved = issued.world.home["moved"]
    let outcome = try issued.atGate { _ in
      try FileManager.default.moveItem(atPath: issued.world.archive, toPath: moved)
      try makeFolders(issued.world.archive)
    }
    #expect(outcome.code == 0 && outcome.error == [], "\(outcome.error)")
    #expect(try names(in: issued.world.archive) == [])
    #expect(try names(in: moved + "/2010-11-Q3") == ["1", "2", "current"])
    try issued.world.program(["verify", "--output", moved]).expectSuccess()
  }
}

@Suite(.waits) struct `A process with little to use` {
  @Test(arguments: Extent.sample([4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16], 6))
  func `G13 few descriptors are an error, told in a line`(_ limit: Int) throws {
    let issued = try Issued()
    let before = try tree(issued.world.archive)
    let outcome = try issued.run(wrapper: "sh -c 'ulimit -n \(limit); exec \"$@\"' sh")
    if outcome.code == 0 { return try issued.expectSecond() }
    #expect([64, 69, 73, 74].contains(outcome.code), "\(outcome.code) \(outcome.error)")
    #expect(outcome.error.count == 1 && outcome.error[0].contains("EMFILE"), "\(outcome.error)")
    // Without a descriptor nothing can be swept: the next run does it.
    let after = try tree(issued.world.archive).filter { !$0.key.contains(".staging") }
    #expect(after == before)
    try issued.expectNext()
  }

  @Test(arguments: [">/dev/full", "| true", "2>/dev/full"]) func `G10 a report is published though nobody hears of it`(
    _ place: String
  ) throws {
    let issued = try Issued()
    let wrapper = "bash -c 'set -o pipefail; \"$@\" \(place)' bash"
    let outcome = try issued.run(nil, ["--verbose"], wrapper: wrapper)
    outcome.expectSuccess()
    try issued.expectSecond()
  }

  @Test(arguments: ["metrics", "help", "verify", "completions bash", "history"])
  func `G10 an answer that cannot be given is no success`(_ verb: String) throws {
    let issued = try Issued()
    let words = verb.split(separator: " ").map(String.init)
    let archive = ["verify", "history"].contains(verb) ? ["--output", issued.world.archive] : []
    let full = try issued.world.program(words + archive, wrapper: "sh -c '\"$@\" >/dev/full' sh")
    #expect(full.code == 74 && full.error.count == 1, "\(full.code) \(full.error)")
    #expect(full.error.first?.contains("ENOSPC") == true)
    // Whoever stops reading has had enough.
    let closed = try issued.world.program(words + archive, wrapper: "bash -c 'set -o pipefail; \"$@\" | true' bash")
    #expect(closed.code == 0 && closed.error == [], "\(closed.code) \(closed.error)")
  }
}
