import Foundation
import Support
import Testing

/// What the archive alone answers.
@Suite(.waits) struct `Issues that are there` {
  /// The sample's third quarter as issue 1, and issue 2 after one day was deleted and another came late.
  ///
  /// - Returns: the words that name the source.
  @discardableResult private func revised(_ world: borrowing World) throws -> [String] {
    let database = try sampleDatabase()
    let words = ["--database", database] + World.quarter
    try world.run(words).expectSuccess()
    try run(
      """
      delete from programme.days where commission_id = 4 and worked_on = '2010-11-10' and adviser_id = 3
        and activity = 'case file audit';
      insert into programme.days values
        (2, '2010-11-20', 2, 'advice and coaching', 1, '2030-01-01T00:00:00Z')
      """, database)
    try world.run(words).expectSuccess()
    return words
  }

  private func ask(_ world: borrowing World, _ words: String...) throws -> ProgramRun {
    try world.program(words + ["--output", world.archive])
  }

  @Test func `say which figures a late and a deleted day moved, and by which row`() throws {
    let world = try World()
    try revised(world)
    let rows = try world.rows("revisions.csv")
    let late = "days:commission_id=2;worked_on=2010-11-20;adviser_id=2;activity=advice%20and%20coaching"
    let gone = "days:commission_id=4;worked_on=2010-11-10;adviser_id=3;activity=case%20file%20audit"
    #expect(rows.count > 15)
    for row in rows {
      let isLate = row["cause"] == "late entry" && row["rows"] == late
      let isGone = row["cause"] == "deletion" && row["rows"] == gone
      #expect(isLate || isGone, "\(row)")
    }
    let compared = try ask(world, "compare", "2010-11-Q3/1", "2010-11-Q3")
    compared.expectSuccess()
    #expect(compared.output.last?.hasPrefix("\(rows.count) of ") ?? false)
    let history = try ask(world, "history", "--figure", "days_in_period/project/LRSA-002/2010-11-Q3")
    #expect(history.output.count == 3)
    #expect(history.output[1].contains("14.00") && history.output[2].contains("15.00"))
  }

  @Test func `explain figures and cells down to the printed value`() throws {
    let world = try World()
    try world.run(World.sample + World.quarter).expectSuccess()
    let figures = try world.rows("figures.csv").enumerated().filter { $0.offset % 9 == 0 }
    for row in figures.map(\.element) {
      let outcome = try ask(world, "explain", try #require(row["figure"]))
      let value = try #require(row["value"])
      #expect(outcome.code == 0, "\(row)")
      let said = row["word"] == "" ? row["status"] : row["word"]
      #expect(outcome.output.last == "= \(value.isEmpty ? said ?? "" : value)")
    }
    let outcome = try ask(world, "explain", "progress/project/LRSA-002/to-2010-12-31")
    let project = try #require(try world.rows("projects.csv").first { $0["reference"] == "LRSA-002" })
    #expect(outcome.output.last == "= \(project["progress"] ?? "")")
    let wrong = try ask(world, "explain", "days_deliverd/programme/all/2010-11-Q3")
    #expect(wrong.code == 64)
    #expect(wrong.error.first?.contains("similar figures: days_delivered/programme/all/2010-11-Q3") ?? false)
  }

  @Test func `add up the rows that they list, and no other`() throws {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("free_days: 5\n", to: world.job)
    try world.run(World.sample + World.quarter).expectSuccess()
    let outcome = try ask(world, "explain", "days_over_allowance/programme/all/to-2010-12-31")
    // The borough that hosts an adviser has days, and no allowance.
    let projects = outcome.output.filter { $0.contains("commissioned") && $0.hasPrefix("  LRSA-") }
    let listed = projects.compactMap { number($0.split(separator: " ").dropFirst().first.map(String.init)) }
    #expect(projects.count == 7 && listed.reduce(0, +) == 79, "\(outcome.output)")
    #expect(outcome.output.contains("together 79.00"), "\(outcome.output.suffix(5))")
  }

  @Test func `name the issue that has a figure which the current one lacks`() throws {
    let world = try World()
    let figure = "days_in_period/activity/training/2010-11-Q3"
    let database = try sampleDatabase()
    try world.run(["--database", database] + World.quarter).expectSuccess()
    try run("update programme.days set activity = 'teaching' where activity = 'training'", database)
    try world.run(["--database", database] + World.quarter).expectSuccess()
    let outcome = try ask(world, "explain", figure)
    #expect(outcome.code == 64)
    #expect(
      outcome.error == [
        "board-report: the figure \(figure) does not exist in 2010-11-Q3/2; give --issue 2010-11-Q3/1, which has it"
      ])
    try ask(world, "explain", figure, "--issue", "2010-11-Q3/1").expectSuccess()
  }

  @Test func `are verified to the byte, and say what was retracted`() throws {
    let world = try World()
    let source = try revised(world)
    try ask(world, "verify").expectSuccess()
    try write("changed", to: world.path("boroughs.csv"))
    try FileManager.default.removeItem(atPath: world.path("days.csv"))
    try write("", to: world.path("extra.txt"))
    let differing = try ask(world, "verify", "2010-11-Q3")
    #expect(differing.code == 1)
    #expect(differing.output.count == 3)
    for (line, name) in zip(differing.output, ["boroughs.csv", "days.csv", "extra.txt"]) {
      #expect(line.hasPrefix("2010-11-Q3/2: \(name): "))
    }
    let retracted = try ask(world, "retract", "2010-11-Q3/2", "--reason", "consent withdrawn")
    retracted.expectSuccess()
    #expect(retracted.output == ["2010-11-Q3/2: retracted: consent withdrawn", "2010-11-Q3/1 keeps its files"])
    #expect(try names(in: world.archive + "/2010-11-Q3/2") == ["datapackage.json"])
    let verified = try ask(world, "verify", "2010-11-Q3/2")
    verified.expectSuccess()
    #expect(verified.output == ["2010-11-Q3/2: retracted: consent withdrawn"])
    let history = try ask(world, "history", "--format", "csv")
    #expect(history.output.contains { $0.contains("\"retracted\"") && $0.contains("consent") })
    #expect(try ask(world, "explain", "state/project/LRSA-001/to-2010-12-31").code == 74)
    #expect(try ask(world, "verify", "2010-11-Q4").code == 64)
    try world.run(source).expectSuccess()
    #expect(try names(in: world.archive + "/2010-11-Q3") == ["1", "2", "3", "current"])
  }

  @Test func `are revised also after a retraction, where figures differ from the first issue`() throws {
    let world = try World()
    let source = try revised(world)
    func revisedFigures() throws -> Set<String?> {
      Set(try world.rows("figures.csv").filter { $0["status"] == "revised" }.map { $0["figure"] })
    }
    let before = try revisedFigures()
    #expect(before.contains("days_in_period/adviser/2/2010-11-Q3"))
    try ask(world, "retract", "2010-11-Q3/2", "--reason", "consent withdrawn").expectSuccess()
    try world.run(source).expectSuccess()
    #expect(try revisedFigures() == before)
    #expect(try world.paper().contains("Issue 3, revised: "))
    let history = try ask(world, "history", "--format", "csv").output.joined()
    #expect(history.contains("\r\n\"2010-11-Q3\",3,\"revised\""), "\(history)")
  }
}

/// An issue that somebody changed where it lies.
@Suite(.waits) struct `A damaged issue` {
  @Test(arguments: [World.quarter, ["--quarter", "2010/11-Q4"]]) func `is named by whoever would compare with it`(
    _ period: [String]
  ) throws {
    let world = try World()
    try world.run(World.sample + World.quarter).expectSuccess()
    try write("commission_id\n", to: world.path("evidence/strands.csv"))
    let before = try tree(world.archive)
    let outcome = try world.run(World.sample + period)
    #expect(outcome.code == 74)
    #expect(outcome.error.count == 1)
    #expect(outcome.error.first?.contains("2010-11-Q3/1: evidence/strands.csv") ?? false)
    #expect(try tree(world.archive) == before)
  }
}
