import Foundation
import Support
import Testing

/// The pages for a borough and an adviser, and the collation of case studies, from the issue's files alone.
@Suite(.waits) struct `Pages for others` {
  private func issued(_ periods: [String]) throws -> World {
    let world = try World()
    for period in periods {
      let outcome = try world.run(World.sample + ["--quarter", period])
      outcome.expectSuccess()
    }
    return world
  }

  private func statement(_ world: borrowing World, _ words: String...) throws -> [String] {
    let answer = try world.program(["statement"] + words + ["--job", world.job, "--archive", world.archive])
    answer.expectSuccess()
    return answer.output
  }

  @Test func `hold every project of a borough with its days, and no other borough's project`() throws {
    let issued = try IssuedWorld.quarter.get()
    let projects = try issued.world.rows("projects.csv")
    let boroughs = Set(projects.compactMap { $0["borough"] })
    for borough in boroughs {
      let page = try statement(issued.world, borough)
      let text = page.joined(separator: "\n")
      for project in projects {
        let reference = try #require(project["reference"])
        let row = page.first { $0.hasPrefix("| \(reference) ") && $0.contains("| \(project["state"] ?? "") ") }
        guard project["borough"] == borough else {
          #expect(!text.contains(reference), "\(borough): \(reference)")
          continue
        }
        let cells = try #require(row).split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        #expect(cells[3] == project["days_in_period"])
        #expect(cells[4] == project["days_to_date"])
        let over = try #require(project["days_over_allowance"])
        #expect(cells[6] == (over.isEmpty ? "not applicable" : over))
        #expect(text.contains("### \(reference), \(borough): \(try #require(project["title"]))"))
      }
      #expect(!text.contains("**Next steps:** not recorded"), "\(borough)")
      #expect(!text.contains("**What was asked:** not recorded"), "\(borough)")
    }
  }

  @Test func `count the days over the free ones of every project to date`() throws {
    let world = try issued(["2010/11-Q4"])
    let inScope = Set(try world.rows("projects.csv", of: "2010-11-Q4").compactMap { $0["reference"] })
    var ended = 0.0
    for borough in Set(try world.rows("boroughs.csv", of: "2010-11-Q4").compactMap { $0["borough"] }) {
      let page = try statement(world, borough)
      let rows = page.drop { $0 != "## Days used" }.prefix { $0 != "## Projects" }.filter { $0.hasPrefix("| LRSA-") }
      var sum = 0.0
      for row in rows {
        let cells = row.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
        guard cells[6] != "not applicable" else { continue }
        let over = try #require(Double(cells[6]))
        #expect(over == max(0, try #require(Double(cells[4])) - 10), "\(row)")
        sum += over
        if !inScope.contains(cells[0]) { ended += over }
      }
      let said = sum == 0 ? "no day is over them." : String(format: "%.2f days are over them.", sum)
      #expect(rows.isEmpty || page.contains { $0.hasSuffix(said) }, "\(borough): \(said)")
    }
    #expect(ended > 0)
  }

  @Test func `say what of the outcomes and next steps the issue prints`() throws {
    let issued = try IssuedWorld.quarter.get()
    for outcome in try issued.world.rows("outcomes.csv") {
      let page = try statement(issued.world, try #require(outcome["borough"])).joined(separator: "\n")
      let summary = try #require(outcome["summary"])
      #expect(page.replacing("\\", with: "").contains(summary))
    }
    let bexley = try statement(issued.world, "bexley")
    #expect(bexley == (try statement(issued.world, "E09000004")))
    #expect(bexley.contains("**Next steps:** None identified"))
  }

  @Test func `are in the programme's own words, and so is what a run says`() throws {
    var world = try World()
    world.job = world.home["job.yml"]
    try write("words: {borough: council, adviser: coach, advisers: coaches}\n", to: world.job)
    let run = try world.run(World.sample + World.quarter + ["--verbose"])
    #expect(run.code == 0 && run.output.contains { $0.contains("Councils with days") }, "\(run)")
    #expect(!run.output.contains { $0.lowercased().contains("borough") || $0.contains("dviser") }, "\(run.output)")
    let pages = try statement(world, "Haringey") + statement(world, "--adviser", "1")
    let own = pages.filter { !$0.hasPrefix("**") && !$0.contains("Regional Safeguarding Adviser") }
    #expect(!own.contains { $0.lowercased().contains("borough") || $0.contains("dviser") }, "\(own)")
    #expect(
      try world.program(["template", "--request", "--job", world.job, world.home["form"]]).code == 0)
    let form = try text(of: world.home["form/request-form.md"])
    #expect(form.contains("The name of the council or partnership.") && !form.lowercased().contains("borough"))
    #expect(try world.program(["template", "--job", world.job, world.home["other"]]).code == 64)
  }

  @Test func `list practice with the borough that taught and the one that learnt`() throws {
    let issued = try IssuedWorld.quarter.get()
    let names = Dictionary(
      try issued.world.rows("boroughs.csv").map { ($0["borough_code"] ?? "", $0["borough"] ?? "") },
      uniquingKeysWith: { $1 })
    let projects = Dictionary(
      try issued.world.rows("evidence/commissions.csv").map { ($0["commission_id"] ?? "", $0) },
      uniquingKeysWith: { $1 })
    var count = 0
    for share in try issued.world.rows("evidence/shared_practice.csv") {
      let owner = try #require(projects[share["commission_id"] ?? ""]?["borough_code"].flatMap { names[$0] })
      guard let other = share["borough_code"].flatMap({ names[$0] }), other != owner else { continue }
      #expect(try statement(issued.world, owner).contains { $0.hasPrefix("- \(other), ") })
      #expect(try statement(issued.world, other).contains { $0.hasPrefix("- \(owner), ") })
      count += 1
    }
    #expect(count > 3)
  }

  @Test func `give an adviser the days of each week, with the weeks without an entry`() throws {
    let issued = try IssuedWorld.quarter.get()
    for adviser in try issued.world.rows("advisers.csv") {
      let id = try #require(adviser["adviser_id"])
      let page = try statement(issued.world, "--adviser", id)
      let days = try #require(number(adviser["days_in_period"]))
      let total = try #require(page.first { $0.hasPrefix("| Total ") })
      #expect(total.contains(" \(adviser["days_in_period"] ?? "") "), "\(total)")
      #expect(page.contains { $0.contains("of a capacity of \(adviser["capacity_days"] ?? "")") })
      let entries = try issued.world.rows("days.csv").filter { $0["adviser_id"] == id }
      #expect(entries.compactMap { number($0["days"]) }.reduce(0, +) == days)
      let weeks = page.drop { $0 != "## Days by week" }.prefix { !$0.hasPrefix("| Total ") }.filter {
        $0.hasPrefix("| ") && $0.contains(" 2010 ")
      }
      #expect(weeks.count == 14)
      // The first week begins before the period, of which alone it counts the days.
      #expect(weeks.first?.hasPrefix("| 1 October 2010 ") == true && weeks[1].hasPrefix("| 4 October 2010 "))
      let worked = Set(try entries.map { try week(of: #require($0["worked_on"])) })
      #expect(weeks.count { !$0.contains(" no entry ") } == worked.count)
      // The list says from which day on the projects have days of the adviser.
      let owed = page.drop { $0 != "## Case studies and reviews owed" }
      #expect(
        owed.contains {
          $0.contains(" projects with days of this adviser since 1 April 2010")
            && $0.hasSuffix(" What is owed for earlier projects is left out.")
        }, "\(owed)")
    }
  }

  /// The week of the year that a day is in.
  private func week(of day: String) throws -> Int {
    let date = try Date(day, strategy: .iso8601.year().month().day())
    var calendar = Calendar(identifier: .iso8601)
    calendar.timeZone = .gmt
    return calendar.component(.weekOfYear, from: date)
  }

  @Test func `go into a file with the mode of the job, and only into a plain one`() throws {
    let issued = try IssuedWorld.quarter.get()
    let own = try TemporaryFolder()
    let file = own["harrow.md"]
    #expect(try statement(issued.world, "Harrow", "--output", file).isEmpty)
    #expect(try mode(of: file) == "640")
    #expect(try text(of: file) == (try statement(issued.world, "Harrow")).joined(separator: "\n") + "\n")
    let refused = try issued.world.program(
      ["statement", "Harrow", "--archive", issued.world.archive, "--output", own.path])
    #expect(refused.code == 73)
  }

  @Test(arguments: [
    (["Harow"], "similar names: Harrow"), (["--adviser", "99"], "lists no adviser 99"), ([], "give a borough"),
    (["Harrow", "--adviser", "1"], "give a borough"), (["Harrow", "--issue", "1999-00-Q1"], "does not exist"),
  ])
  func `are refused where nothing of the name is in the issue`(_ words: [String], _ said: String) throws {
    let issued = try IssuedWorld.quarter.get()
    let answer = try issued.world.program(["statement"] + words + ["--archive", issued.world.archive])
    #expect(answer.code == 64)
    #expect(answer.error.joined().contains(said), "\(answer.error)")
  }

  @Test func `collate the case studies of an issue, and all that were shared by a later one`() throws {
    let world = try issued(["2010/11-Q1", "2010/11-Q2", "2010/11-Q3", "2010/11-Q4"])
    func collated(_ words: String...) throws -> [String] {
      let answer = try world.program(["case-studies"] + words + ["--archive", world.archive])
      answer.expectSuccess()
      return answer.output.filter { $0.hasPrefix("## ") && $0 != "## Contents" }
    }
    let files = try names(in: world.path("case-studies", of: "2010-11-Q3"))
    #expect(try collated("--issue", "2010-11-Q3").count == files.count)
    let shared = try world.rows("evidence/commissions.csv", of: "2010-11-Q4").filter { row in
      (row["case_study_on"] ?? "") != "" && row["case_study_on"] ?? "" <= "2011-03-31"
    }
    let toDate = try collated("--to-date")
    #expect(toDate.count == shared.count)
    for row in shared { #expect(toDate.contains { $0.contains(", \(row["reference"] ?? ""), ") }) }
    // By the end of the third quarter none was shared.
    let early = try world.program(["case-studies", "--to-date", "--issue", "2010-11-Q3", "--archive", world.archive])
    #expect(early.code == 1)
  }
}
