import Foundation
import Support
import Testing

/// The curves of an issue, from the rows to the files.
@Suite(.waits) struct `A curve` {
  private func world(_ files: [String: String] = [:], job: String = "title: Board report\n") throws -> World {
    var world = try World()
    try makeFolders(world.home["commentary"])
    try write(job, to: world.home["job.yml"])
    for (name, text) in files { try write(text, to: world.home["commentary/\(name)"]) }
    world.job = world.home["job.yml"]
    return world
  }

  @Test func `of the sample has the days of its months, and no verdict after twelve`() throws {
    let world = try world()
    try world.run(World.sample + ["--quarter", "2010/11-Q4"]).expectSuccess()
    let rows = try world.rows("series.csv", of: "2010-11-Q4").filter { $0["metric"] == "days_delivered" }
    #expect(rows.compactMap { number($0["value"]) } == [7, 7, 8, 14, 23, 20, 20, 18, 19, 16, 13, 12])
    #expect(rows.allSatisfy { $0["mean"] == "" && $0["point"] == "" && $0["segment"] == "1" })
    let trend = try world.rows("figures.csv", of: "2010-11-Q4").filter { $0["grain"] == "measure" }
    #expect(trend.count == 24 && trend.allSatisfy { $0["value"] == "" })
    #expect(trend.first { $0["metric"] == "trend" }?["word"] == "too early to judge: 12 of 13 months")
    let paper = try world.paper(of: "2010-11-Q4")
    #expect(paper.contains("| Q2 2010/11 |          57.00 |                 3 |"))
    let asked = ["--job", world.job, "--output", world.archive]
    let series = try world.program(["history", "--series", "days_delivered", "--format", "csv"] + asked)
    #expect(series.code == 0 && series.output.joined().matches(of: /"days_delivered\/programme/).count == 12)
    let all = try world.program(["history", "--all", "--format", "csv"] + asked)
    let figures = all.output.joined()
    #expect(
      figures.contains(
        "\"2010-11-Q4\",2011-01-01,2011-03-31,\"days_delivered/programme/all/2010-11-Q4\",\"days_delivered\","
          + "\"programme\",\"all\",\"2010-11-Q4\",41.00,,\"final\""))
    #expect(figures.contains("\"2010-11-Q4\",,2011-03-31,\"days_agreed_active/programme/all/to-2011-03-31\""))
  }

  @Test func `bears the events that people recorded, which the issue keeps`() throws {
    let events = "on,what,measures\r\n2010-08-02,\"The third adviser, in post\",days_delivered\r\n"
    let world = try world(["events.csv": events])
    try world.run(World.sample + World.quarter).expectSuccess()
    #expect(try world.paper().contains("- 1: 2 August 2010, The third adviser, in post"))
    #expect(try Support.text(of: world.path("events.csv")) == events)
    #expect(try world.run(World.sample + World.quarter + ["--verbose"]).output.last?.hasPrefix("unchanged") ?? false)
  }

  @Test(arguments: [
    ("on,what\n2010-13-01,a\n", "events.csv:2: on is no date"), ("when,what\n", "events.csv:1: the header is not"),
    ("on,what\n2010-08-01,\n", "events.csv:2: what is empty"),
    ("on,what,measures\n2010-08-01,a,hope\n", "events.csv:2: hope is no measure with a series"),
    ("on,what\n2010-08-01,ask a.person@example.org\n", "events.csv:2 seems to hold an e-mail"),
  ]) func `refuses events that cannot be printed, by their line`(events: String, line: String) throws {
    let world = try world(["events.csv": events])
    let outcome = try world.run(World.sample + World.quarter)
    #expect(outcome.code == 64)
    #expect(outcome.error.first?.contains(line) ?? false, "\(outcome.error)")
    #expect(!exists(world.archive + "/2010-11-Q3"))
  }

  @Test func `is not judged anew for a reason that seems to identify a person`() throws {
    let world = try world(job: "rebase: {utilisation: [{from: 2010-08-01, why: ask a.person@example.org}]}\n")
    let outcome = try world.run(World.sample + World.quarter)
    #expect(outcome.code == 64)
    #expect(outcome.error.first?.contains("job.yml:1:9: rebase seems to hold an e-mail") ?? false, "\(outcome.error)")
  }

  @Test func `that is judged anew has the cause setting`() throws {
    let world = try world(job: "trend_months: 14\n")
    let database = try sampleDatabase()
    try run(
      "update programme.advisers set appointed_on = '2009-04-01'; "
        + "insert into programme.days select 8, d, 1, 'visit', 1, d from generate_series('2009-04-02'::timestamp, "
        + "'2010-03-20', '9 days') d", database)
    let words = ["--database", database, "--quarter", "2010/11-Q4"]
    try world.run(words).expectSuccess()
    try write(
      "trend_months: 14\nrebase: {days_delivered: [{from: 2010-08-01, why: third adviser in post}]}\n", to: world.job)
    try world.run(words).expectSuccess()
    let revisions = try world.rows("revisions.csv", of: "2010-11-Q4")
    #expect(!revisions.isEmpty)
    for revision in revisions {
      #expect(revision["cause"] == "setting" && revision["rows"] == "settings:rebase", "\(revision)")
      #expect(revision["figure"]?.hasPrefix("trend") ?? false)
    }
    let explained = try world.program([
      "explain", "trend_upper/measure/wait_days/to-2011-03-31", "--job", world.job, "--output", world.archive,
    ])
    explained.expectSuccess()
    for point in ["days_delivered/programme/all/2010-M08", "utilisation/programme/all/2010-M08"] {
      let point = try world.program(["explain", point, "--job", world.job, "--output", world.archive])
      #expect(point.code == 0 && point.output.contains { $0.contains("2010-M08") && $0.contains("15.00") })
    }
  }
}
