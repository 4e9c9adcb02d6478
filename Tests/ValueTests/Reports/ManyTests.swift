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
