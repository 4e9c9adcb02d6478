import Foundation
import Support
import System
import Testing

@Suite(.waits) struct `The log` {
  private func objects(_ lines: [String]) throws -> [[String: any Sendable]] {
    try lines.map { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      let object = try #require(value as? [String: any Sendable], "\(line)")
      #expect((object["time"] as? String)?.wholeMatch(of: /[0-9-]{10}T[0-9:]{8}Z/) != nil)
      return object
    }
  }

  private let json = ["--log-format", "json"]

  @Test func `as JSON says each thing on a line of its own`() throws {
    let world = try World()
    let words = try World.sample + World.quarter
    let outcome = try world.run(words + json + ["--verbose"])
    outcome.expectSuccess()
    let said = try objects(outcome.output)
    #expect(said.allSatisfy { $0["level"] as? String == "info" })
    #expect(said.allSatisfy { $0["period"] as? String == "2010-11-Q3" })
    #expect(said.last?["message"] as? String == "\(world.archive)/2010-11-Q3/1 (final)")
    let times = try objects(outcome.error)
    #expect(times.count == 1)
    let phases = try #require(times.first?["milliseconds"] as? [String: Int])
    #expect(phases.keys.sorted() == ["after_issue", "figures", "paper", "publish", "read", "source"])
    let headline = try #require(said.first?["headline"] as? [String: Double])
    #expect(headline["days_delivered"] == 57 && headline["projects_in_scope"] == 8)
    let runs = Set((said + times).compactMap { $0["run"] as? String })
    let record = try text(of: world.archive + "/.last-run.json")
    #expect(runs.count == 1 && record.contains("\"run\": \"\(runs.first ?? "")\""))
    let quiet = try world.run(words + json)
    #expect(quiet.code == 0 && quiet.output + quiet.error == [])
  }

  @Test func `as JSON has the answers of every verb, but not those that have a form of their own`() throws {
    let world = try World()
    try world.run(World.sample + World.quarter).expectSuccess()
    let archive = ["--output", world.archive]
    let figure = "days_delivered/programme/all/2010-11-Q3"
    let verbs =
      [
        ["status", "--today", "2011-01-20"] + archive, ["history"] + archive, ["verify"] + archive,
        ["explain", figure] + archive, ["compare", "2010-11-Q3", "2010-11-Q3/1"] + archive, ["metrics"],
        ["template", world.home["template"]], ["retract", "--reason", "Wrong.", "2010-11-Q3"] + archive,
      ] + [try ["check"] + World.sample + World.quarter]
    for words in verbs {
      let outcome = try world.program(words + json)
      #expect(outcome.code == 0, "\(words): \(outcome.error)")
      let said = try objects(outcome.output)
      #expect(!said.isEmpty && said.allSatisfy { $0["verb"] as? String == words[0] && $0["run"] is String }, "\(words)")
    }
    let apart = try world.program(["metrics"] + json, isApart: true)
    #expect(try objects(apart.output).allSatisfy { $0["verb"] as? String == "metrics" })
    let table = try world.program(["history", "--format", "csv"] + archive + json)
    #expect(table.output.first?.hasPrefix("period,") ?? false, "\(table.output)")
  }

  @Test func `has one line in the journal for a run that succeeded`() throws {
    let world = try World()
    let stream = "JOURNAL_STREAM=$(stat -L -c %d:%i errors) exec"
    let program = try buildFolder + "/board-report"
    let line = "cd \"$1\"; shift; exec 2>errors; \(stream) \"$@\""
    let words = try ["run", "--output", world.archive] + World.sample + World.quarter
    #expect(try start(line, [world.home.path, program] + words).ended() == 0)
    #expect(
      try world.complaints() == [
        "<6>board-report: 2010-11-Q3/1 is issued, final: 57.00 days, projects in scope: 8"
      ])
    #expect(try start(line, [world.home.path, program] + words).ended() == 0)
    #expect(
      try world.complaints() == ["<6>board-report: 2010-11-Q3: unchanged, the current issue is 2010-11-Q3/1"])
  }

  @Test func `as JSON tells a failure with period and code`() throws {
    let world = try World()
    let outcome = try world.run(["--database", "host=/absent"] + World.quarter + json)
    #expect(outcome.code == 69)
    let failure = try objects(outcome.error)
    #expect(failure.count == 1)
    #expect(failure.first?["level"] as? String == "error")
    #expect(failure.first?["period"] as? String == "2010-11-Q3")
    #expect(failure.first?["exit"] as? Int == 69)
  }

  @Test(arguments: [["--quarter", "2010/11-Q9"], ["--nonsense"], ["--quiet", "--verbose"]])
  func `as JSON tells a wrong order too`(_ words: [String]) throws {
    let world = try World()
    for format in [json, ["--log-format=json"]] {
      let outcome = try world.run(words + format)
      #expect(outcome.code == 64)
      #expect(try objects(outcome.error).first?["exit"] as? Int == 64)
    }
  }

  @Test func `has priorities where standard error is the journal, and only there`() throws {
    let world = try World()
    let stream = "JOURNAL_STREAM=$(stat -L -c %d:%i errors) exec"
    let program = try buildFolder + "/board-report"
    let line = "cd \"$1\"; shift; exec 2>errors; \(stream) \"$@\""
    let wrong = ["run", "--quarter", "nonsense"]
    #expect(try start(line, [world.home.path, program] + wrong).ended() == 64)
    #expect(try world.complaints().first?.hasPrefix("<3>board-report: --quarter") ?? false)
    let elsewhere = try world.program(wrong, environment: ["JOURNAL_STREAM=1:2"])
    #expect(elsewhere.error.first?.hasPrefix("board-report: --quarter") ?? false)
  }
}

extension ChildProcess {
  /// Waits for the end.
  fileprivate consuming func ended() throws -> Int32 {
    closeInput()
    return try wait().code
  }
}
