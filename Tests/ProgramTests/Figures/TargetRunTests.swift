import Foundation
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
    try world.run(World.sample + World.quarter).expectSuccess()
    let paper = try world.paper()
    #expect(!paper.contains("no explanation given"))
    #expect(paper.contains("| at least 60.00 | near"))
    #expect(
      try world.rows("figures.csv").first { $0["figure"] == "target/measure/days_delivered/2010-11-Q3" }?["value"]
        == "60.00")
    world.job = try job("targets: {days_delivered: {year: 400}}", in: world)
    try world.run(World.sample + World.quarter).expectSuccess()
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

  @Test func `targets are met, near, missed and improving, or missed, and a missed one can be explained`() throws {
    var world = try World()
    world.job = try job(
      """
      commentary: commentary
      targets:
        days_delivered: {year: 240}
        outcomes_in_period: {year: 16}
        boroughs_with_days: {at_least: 10}
        requests_received: {year: 40}
        case_studies_due: {at_most: 0}
      """, in: world)
    let database = try sampleDatabase()
    // In the same quarter of the year before somebody was in post, and one borough had days.
    try run(
      "update programme.advisers set appointed_on = '2009-04-01'; update programme.commissions set requested_on = "
        + "'2009-11-02' where commission_id = 8; insert into programme.days values (8, '2009-11-16', 1, 'visit', 1, "
        + "'2009-11-17Z')", database)
    try makeFolders(world.home["commentary"])
    try write(
      "## How well did we do it\n### Case studies due\n#### Story\nThe borough is writing it.\n",
      to: world.home["commentary/2010-11-Q3.md"])
    try world.run(["--database", database] + World.quarter).expectSuccess()
    let paper = try world.paper()
    let rows = paper.split(separator: "\n").map { line in
      line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
    }
    func status(_ title: String) -> String? { rows.last { $0.first == title && $0.count == 5 }?[3] }
    #expect(status("Days delivered") == "Near" && status("Outcomes achieved") == "Met")
    #expect(status("Boroughs with days") == "Missed, improving")
    #expect(status("Requests received") == "Missed" && status("Case studies due") == "Missed")
    let exceptions = try #require(paper.split(separator: "## How much").first)
    #expect(exceptions.contains("- Boroughs with days: 6, where at least 10 was the target."))
    #expect(exceptions.contains("- Requests received: 1, where at least 10 was the target."))
    #expect(!exceptions.contains("Case studies due: 1, where"))
    #expect(paper.contains("### Case studies due\n\nThe target of at most 0: missed.\n"))
    #expect(paper.contains("The borough is writing it."))
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
