import Testing

@testable import Core

/// What would not fit is summed or said, never dropped.
@Suite struct ManyTests {
  @Test func `above the list limit other themes stand summed before the total`() throws {
    var world = ReportedProgramme.small
    world.settings.listLimit = 2
    world.programme.projects = (1...6).map { number in
      project(number, Text("P\(number)"), days: 100 * number) { $0.commission.theme = Text("theme \(min(number, 5))") }
    }
    world.settle()
    let rows = try #require(try world.report.paper.section("How much did we do")).rows
    #expect(rows.contains("theme 2 | 1 | 2.00"))
    #expect(rows.contains("3 others | 4 | 18.00"))
    #expect(rows.contains("Total | 6 | 21.00"))
  }

  @Test func `one row that would not fit is one other`() throws {
    var world = ReportedProgramme.small
    world.settings.listLimit = 2
    world.programme.projects = (1...6).map { number in
      project(number, Text("P\(number)"), days: 100) { $0.commission.theme = Text("theme \(min(number, 3))") }
    }
    world.settle()
    #expect(try #require(try world.report.paper.section("How much did we do")).rows.contains("1 other | 4 | 4.00"))
  }

  @Test func `rules of data quality that would not fit are summed before the total`() throws {
    var world = ReportedProgramme.small
    world.settings.listLimit = 2
    world.programme.findings = (1...5).flatMap { rule in
      (0..<rule).map { number in
        Finding(
          rule: "rule-\(rule)", severity: .warning, relation: "days", key: "commission_id=\(number)",
          message: "it is wrong")
      }
    }
    #expect(
      try #require(try world.report.paper.section("Data quality")).rows == [
        "Rule 1 | warning | 1", "Rule 2 | warning | 2", "3 others |  | 12", "Total |  | 15",
      ])
  }

  @Test func `outputs of kinds that would not fit are said`() throws {
    var world = ReportedProgramme.small
    world.settings.listLimit = 2
    world.programme.projects[0].outputs = (1...5).map { (number: Int64) in
      Output(number: number, producedOn: day("2010-11-01"), kind: Text("kind \(number)"))
    }
    let section = try #require(try world.report.paper.section("Is anyone better off"))
    #expect(section.rows.contains("kind 2 | 1 | 1") && !section.rows.contains("kind 3 | 1 | 1"))
    #expect(section.plain.contains("\nkind 2 | 1 | 1\nAnd 3 more."), "\(section.plain)")
  }

  @Test func `overdue actions beyond the first page are under Actions, or in their file where the paper has no more`()
    throws
  {
    var world = ReportedProgramme.small
    world.programme.actions = (1...7).map { number in
      var action = Action()
      (action.number, action.what) = (Int64(number), Text("Do \(number)"))
      (action.agreedOn, action.dueOn) = (day("2010-10-01"), day("2010-11-01").advanced(by: number))
      return action
    }
    func expect(_ rows: Int, _ last: String, at place: SourceLocation = #_sourceLocation) throws {
      let section = try #require(try world.report.paper.section("Overdue actions"))
      #expect(section.rows.count == rows, sourceLocation: place)
      #expect(section.plain.hasSuffix("\n\(last)"), sourceLocation: place)
    }
    try expect(5, "And 2 more under Actions.")
    world.settings.sections = [.projects]
    try expect(5, "And 2 more in evidence/actions.csv.")
    world.settings.sections = PaperSection.all
    world.settings.listLimit = 3
    try expect(3, "And 4 more in evidence/actions.csv.")
  }

  @Test func `a period without any day says so of months and of boroughs`() throws {
    var world = ReportedProgramme.small
    world.programme.boroughs = [Borough(code: "E09000014", name: "Haringey")]
    world.programme.projects = [project(2, "LRSA-002")]
    world.settle()
    let blocks = try #require(try world.report.paper.section("How much did we do")).blocks
    let none = Block.paragraph("No days were recorded in the period.")
    for title in ["Days by month", "Days by borough"] {
      let place = try #require(blocks.firstIndex(of: .heading(.words(title))))
      #expect(blocks.dropFirst(place + 1).first == none, "\(title)")
    }
  }

  @Test func `a picture of many advisers says how many it shows, and the table sums the rest`() throws {
    var world = ReportedProgramme.small
    world.settings.listLimit = 50
    world.programme.advisers = (1...60).map {
      Adviser(
        id: $0, name: Text("Adviser \($0)"), appointedOn: day("2010-04-01"), leftOn: nil,
        daysPerWeek: Days(hundredths: 500))
    }
    let report = try world.report
    let chart = try #require(report.charts.first { $0.path.contains("utilisation") })
    #expect(chart.bars.count == 40)
    #expect(chart.sentence.plain.hasSuffix("The first 40 are shown."))
    #expect(report.paper.section("Advisers")?.rows.contains { $0.hasPrefix("10 others | ") } == true)
  }

  @Test func `days by month, borough, theme and adviser come to the days delivered`() throws {
    let report = try ReportedProgramme.small.report
    let totals = report.paper.sections.flatMap(\.rows).filter { $0.hasPrefix("Total |") }
    #expect(totals.filter { $0.contains("17.50") }.count == 4)
  }
}
