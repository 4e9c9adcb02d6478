import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `The command after an issue` {
  private func world(_ script: String, _ more: String = "") throws -> World {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("#!/bin/sh\n\(script)\n", to: world.home["hook"])
    try FileManager.default.setAttributes([.posixPermissions: 0o755], ofItemAtPath: world.home["hook"])
    try write("after_issue: [\(world.home["hook"]), 'a b', $HOME]\n\(more)", to: world.job)
    return world
  }

  @Test func `gets its words and the issue's folder, and only for what was published`() throws {
    let script = "printf '%s\\n' \"$#\" \"$@\" \"$GIVEN\" >>said; echo chatter; ls \"$4\" >/dev/null"
    let world = try world("cat >said; \(script.replacing("$4", with: "$3"))")
    let words = try World.sample + World.quarter
    try world.run(words + ["--dry-run"]).expectSuccess()
    #expect(!exists(world.home["said"]))
    let outcome = try world.program(
      ["run", "--job", world.job, "--output", "./reports"] + words, environment: ["GIVEN=kept"])
    outcome.expectSuccess()
    #expect(outcome.output + outcome.error == [])
    let folder = world.archive + "/2010-11-Q3/1"
    #expect(try text(of: world.home["said"]) == "3\na b\n$HOME\n\(folder)\nkept\n")
    try FileManager.default.removeItem(atPath: world.home["said"])
    try world.run(words).expectSuccess()
    #expect(!exists(world.home["said"]))
  }

  @Test(arguments: [
    ("echo one; echo 'the share is gone' >&2; exit 3", "exited with 3: the share is gone"), ("exit 1", "exited with 1"),
    ("kill -9 $$", "was killed by signal 9"), ("sleep 30", "took longer than 1 s and was stopped"),
    ("echo no answer from https://x.example/secret; exit 1", "no answer from [address]"),
    ("echo born 3 May 1999; exit 1", "exited with 1: [withheld]"),
    ("printf 'a\\033[31mb'; exit 1", "exited with 1: a [31mb"),
  ]) func `may fail, and nothing is taken back`(_ script: String, _ says: String) throws {
    let world = try world(script, "after_issue_seconds: 1\n")
    let words = try World.sample + World.quarter
    let outcome = try world.run(words)
    #expect(outcome.code == 71)
    #expect(outcome.output == [])
    #expect(outcome.error.count == 1, "\(outcome.error)")
    let line = outcome.error.first ?? ""
    #expect(line.hasPrefix("board-report: 2010-11-Q3/1 is published, but after_issue (hook) "))
    #expect(line.hasSuffix(says), "\(line)")
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
    try world.program(["verify", "--output", world.archive]).expectSuccess()
    #expect(try text(of: world.archive + "/.last-run.json").contains("\"exit\": 71"))
    // The next run finds nothing new, and tries the delivery again.
    let again = try world.run(words)
    #expect(again.code == 71 && again.error == outcome.error)
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "current"])
  }

  private func status(_ world: borrowing World) throws -> ProgramRun {
    try world.program(["status", "--job", world.job, "--output", world.archive, "--today", "2011-01-04"])
  }

  @Test func `that failed is run again by the next run, and status misses it until then`() throws {
    let world = try world("echo \"$3\" >>said; [ -e mended ]", "first_quarter: 2010/11-Q3\n")
    func run(_ words: [String]) throws -> ProgramRun {
      try world.program(["run", "--job", world.job, "--output", world.archive] + words, isApart: true)
    }
    let words = try World.sample + World.quarter
    let issue = world.archive + "/2010-11-Q3/1"
    #expect(try run(words).code == 71)
    let missing = try status(world)
    #expect(missing.code == 1)
    #expect(missing.output == ["2010-11-Q3/1: published, but after_issue (hook) exited with 1"])
    // A dry run delivers nothing. A run that fails delivers all the same, and reports its own failure.
    try run(words + ["--dry-run"]).expectSuccess()
    #expect(try text(of: world.home["said"]) == "\(issue)\n")
    #expect(try run(["--database", "host=/absent"] + World.quarter).code == 69)
    #expect(try text(of: world.home["said"]) == "\(issue)\n\(issue)\n")
    try write("", to: world.home["mended"])
    try run(words).expectSuccess()
    #expect(try text(of: world.home["said"]) == "\(issue)\n\(issue)\n\(issue)\n")
    try status(world).expectSuccess()
    try run(words).expectSuccess()
    #expect(try text(of: world.home["said"]) == "\(issue)\n\(issue)\n\(issue)\n")
  }

  @Test func `that a killed run did not start is run by the next one, also when it only catches up`() throws {
    let world = try world("echo \"$3\" >>said; [ -e first ] || { touch first; kill -9 $PPID; sleep 5; }")
    let words = ["run", "--job", world.job, "--output", world.archive]
    let killed = try world.program(words + World.sample + World.quarter, isApart: true)
    #expect(killed.code == -9)
    #expect(try status(world).code == 1)
    let caughtUp = ["--catch-up", "--today", "2011-01-04"]
    try world.program(words + World.sample + caughtUp, isApart: true).expectSuccess()
    #expect(try text(of: world.home["said"]).split(separator: "\n").count == 2)
    try status(world).expectSuccess()
  }

  @Test func `is forgotten for an issue that a newer one replaces, or that is retracted`() throws {
    let world = try world("exit 1")
    let database = try sampleDatabase()
    let words = ["--database", database] + World.quarter
    #expect(try world.run(words).code == 71)
    try Support.run("update programme.days set days = 0.75 where days = 0.5", database)
    #expect(try world.run(words).error.first?.contains("2010-11-Q3/2 is published") ?? false)
    #expect(try status(world).output.filter { $0.contains("published, but") }.count == 1)
    let retract = ["retract", "--job", world.job, "--output", world.archive, "--reason", "Wrong.", "2010-11-Q3"]
    try world.program(retract).expectSuccess()
    #expect(try status(world).output == ["up to date: no quarter is due"])
  }

  @Test func `may not be there`() throws {
    let world = try world("")
    try write("after_issue: [/absent/hook, token]\n", to: world.job)
    let outcome = try world.run(World.sample + World.quarter)
    #expect(outcome.code == 71)
    #expect(
      outcome.error == [
        "board-report: 2010-11-Q3/1 is published, but after_issue (hook) could not be run: "
          + "/absent/hook: cannot run: No such file or directory (ENOENT)"
      ])
  }

  @Test(arguments: [SIGTERM, SIGINT, SIGHUP]) func `gets the signal that stops the run`(_ signal: Int32) throws {
    let world = try world("trap 'echo stopping; exit 5' \(signal); touch started; sleep 30 & wait")
    let words = ["run", "--job", world.job, "--output", world.archive]
    var child = try world.start(words + World.sample + World.quarter)
    child.closeInput()
    try eventually("the command runs") { exists(world.home["started"]) }
    let start = ContinuousClock.now
    child.kill(signal)
    let ended = try child.wait().code
    #expect(ended == 71)
    #expect(ContinuousClock.now - start < .seconds(2))
    #expect(
      try world.complaints() == [
        "board-report: 2010-11-Q3/1 is published, but after_issue (hook) was stopped by signal " + "\(signal): stopping"
      ])
    try world.program(["verify", "--output", world.archive]).expectSuccess()
    #expect(try names(in: world.archive) == [".delivered.json", ".last-run.json", ".lock", "2010-11-Q3"])
  }
}
