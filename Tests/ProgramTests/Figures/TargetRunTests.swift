import Support
import Testing

/// A job with targets, from the job file to the next issue.
@Suite(.waits) struct TargetRunTests {
  /// Returns the path of a job file of these lines.
  private func job(_ lines: String, in world: borrowing World) throws -> String {
    try write(lines + "\n", to: world.home["job.yml"])
    return world.home["job.yml"]
  }

  @Test func `a changed target revises the target alone, by the setting`() throws {
    var world = try World()
    world.job = try job("targets: {days_delivered: {year: 240}}", in: world)
    #expect(try world.run(World.sample + World.quarter).code == 0)
    let paper = try world.paper()
    #expect(!paper.contains("no explanation given"))
    #expect(paper.contains("| at least 60.00 | near"))
    #expect(
      try world.rows("figures.csv").first { $0["figure"] == "target/measure/days_delivered/2010-11-Q3" }?["value"]
        == "60.00")
    world.job = try job("targets: {days_delivered: {year: 400}}", in: world)
    #expect(try world.run(World.sample + World.quarter).code == 0)
    #expect(
      try world.rows("revisions.csv").map { "\($0["figure"] ?? "") \($0["cause"] ?? "") \($0["rows"] ?? "")" } == [
        "target/measure/days_delivered/2010-11-Q3 setting settings:targets",
        "target_year/measure/days_delivered/2010-11-FY setting settings:targets",
      ])
    #expect(try world.paper().contains("Days delivered: 57.00, where at least 100.00 was the target."))
    let explained = try world.program([
      "explain", "target/measure/days_delivered/2010-11-Q3", "--output", world.archive,
    ])
    #expect(explained.code == 0 && explained.output.last == "= 100.00")
  }

  @Test(arguments: [
    ("targets: {days: {year: 1}}", "targets names ‘days’"),
    ("targets: {days_delivered: {year: 1, by_quarter: [20, 30, 25, 20]}}", "add up to 95.00"),
    ("targets: {days_delivered: {at_most: 1, at_least: 2}}", "is not one of year, at_most and at_least"),
    ("targets: {response_rate: {year: 80}}", "is not at_most or at_least"),
  ]) func `a target that cannot be meant is refused with its place`(line: String, problem: String) throws {
    var world = try World()
    world.job = try job(line, in: world)
    let outcome = try world.run(World.sample + World.quarter)
    #expect(outcome.code == 64)
    #expect(outcome.error.first?.contains(problem) == true, "\(outcome.error)")
  }
}
