import Foundation
import Support
import Testing

@Suite(.waits) struct `What is not there` {
  private func issued(_ data: [String], _ period: [String] = World.quarter) throws -> World {
    let world = try World()
    let outcome = try world.run(data + period)
    outcome.expectSuccess()
    #expect(outcome.output + outcome.error == [])
    return world
  }

  @Test func `no day in the quarter is nought days, and the project is there`() throws {
    let world = try issued(World.sample)
    let project = try #require(try world.rows("projects.csv").first { $0["reference"] == "LRSA-007" })
    #expect(project["days_in_period"] == "0.00")
    #expect(project["days_to_date"] == "0.00")
    #expect(project["first_day_on"] == "")
    #expect(project["adviser_ids"] == "")
    let croydon = try #require(try world.rows("boroughs.csv").first { $0["borough_code"] == "E09000008" })
    #expect(croydon["projects"] == "1")
    #expect(croydon["days_in_period"] == "0.00")
    let table = try #require(tables(world.paper()).first { $0.section == "Projects" })
    let row = try #require(table.rows.indices.first { table.rows[$0][0] == "LRSA-007" })
    #expect(table[row, "Days in period"] == "0.00")
  }

  @Test func `what is unknown is called unknown, and is never nought`() throws {
    let world = try issued(["--database", try sampleDatabase("update programme.reviews set received_on = null")])
    let project = try #require(try world.rows("projects.csv").first { $0["reference"] == "LRSA-006" })
    let unknown = Set((project["unknown"] ?? "").split(separator: " ").map(String.init))
    #expect(
      unknown == [
        "days_agreed_originally", "days_agreed", "days_profiled", "days_ahead", "days_remaining",
        "finish_on", "days_committed_next",
      ])
    for metric in unknown { #expect(project[metric] == "", "\(metric)") }
    let table = try #require(tables(world.paper()).first { $0.section == "Projects" })
    let row = try #require(table.rows.indices.first { table.rows[$0][0] == "LRSA-006" })
    #expect(table[row, "Days agreed"] == "unknown")
    #expect(table[row, "Days profiled"] == "unknown")
    #expect(table[row, "Days in period"] == "3.00")
    for figure in try world.rows("figures.csv") {
      let isNumber = number(figure["value"]) != nil || figure["word"] != ""
      let isKnown = !["unknown", "not applicable"].contains(figure["status"])
      #expect(isNumber == isKnown, "\(figure)")
    }
    let share = try #require(
      try world.rows("figures.csv").first { $0["figure"] == "very_useful_share/programme/all/12m-2010-12-31" })
    #expect(share["value"] == "" && share["status"] == "not applicable" && share["n"] == "0")
  }

  @Test func `an empty programme gives a whole report`() throws {
    let data = try TemporaryFolder()
    for file in try names(in: repository + "/sql/sample") where file.hasSuffix(".csv") {
      let header = try text(of: repository + "/sql/sample/" + file).prefix { $0 != "\n" }
      try write(header + "\n", to: data[file])
    }
    let world = try issued(["--accept-empty", "--data", data.path])
    let full = try issued(World.sample)
    let (files, others) = (try tree(world.path("")).keys, try tree(full.path("")).keys)
    #expect(
      Set(others.filter { !$0.hasPrefix("case-studies") && !$0.hasPrefix("charts") && !$0.hasPrefix("series.csv") })
        .isSubset(of: files))
    let figures = try world.rows("figures.csv")
    #expect(figures.count > 30)
    func status(_ metric: String) -> String? {
      let found = figures.first { $0["figure"] == "\(metric)/programme/all/2010-11-Q3" }
      return found.map { "\($0["value"] ?? "") \($0["status"] ?? "")" }
    }
    #expect(status("days_delivered") == "0.00 final")
    #expect(status("projects_in_scope") == "0 final")
    #expect(status("utilisation") == " not applicable")
    #expect(status("boroughs_share") == " not applicable")
    #expect(status("wait_days_median") == " not applicable")
    for file in ["projects.csv", "boroughs.csv", "advisers.csv", "days.csv"] {
      #expect(try world.rows(file).isEmpty, "\(file)")
    }
    let headings = try html(world.paper()).filter { $0.hasPrefix("<h2>") }
    // A section about a relation without rows is left out.
    #expect(Set(headings).isSubset(of: try html(full.paper()).filter { $0.hasPrefix("<h2>") }))
    #expect(headings.count > 6)
  }

  @Test func `a period before the programme gives a whole report too`() throws {
    let database = try World.sample
    let world = try issued(database, ["--from", "1999-12-31", "--to", "2000-02-29"])
    let figures = try world.rows("figures.csv", of: "1999-12-31_2000-02-29")
    #expect(figures.contains { $0["metric"] == "days_delivered" && $0["value"] == "0.00" })
  }
}
