import Core
import Issues
import Testing

@Suite struct ComparisonTests {
  private func comparison(_ first: IssuedProgramme, _ second: IssuedProgramme) throws -> Comparison {
    let (one, other) = (try first.frozen(), try second.frozen())
    return try Comparison(one.source, one.figures, other.source, other.figures)
  }

  @Test func `issues of one period differ by data, apart from method`() throws {
    let first = try IssuedProgramme()
    var second = first
    second.issue = 2
    second.definitionVersions["days_in_period"] = 2
    try second.work(2, "2010-12-14", 1, "visit", 50)
    let comparison = try comparison(first, second)
    #expect(comparison.method.allSatisfy { $0.figure.hasPrefix("days_in_period/") })
    let total = try #require(comparison.data.first { $0.figure == "days_delivered/programme/all/2010-11-Q3" })
    #expect(total.difference?.description == "0.50")
    #expect(total.other == nil)
    #expect(comparison.lines.first == "2010-11-Q3/1 and 2010-11-Q3/2")
    #expect(
      comparison.lines.last
        == "\(comparison.method.count + comparison.data.count) of \(comparison.figures) figures differ, "
        + "\(comparison.method.count) of them by method.")
    #expect(
      comparison.lines.contains { $0.hasPrefix("  days_delivered/programme/all/2010-11-Q3") && $0.hasSuffix("0.50") })
  }

  @Test func `an issue does not differ from itself`() throws {
    let comparison = try comparison(try IssuedProgramme(), try IssuedProgramme())
    #expect(comparison.lines.last?.hasPrefix("0 of ") ?? false)
  }

  @Test func `figures of different periods meet by the part their span plays`() throws {
    let first = try IssuedProgramme()
    var second = first
    second.quarter = "2010/11-Q2"
    let comparison = try comparison(first, second)
    let total = try #require(comparison.data.first { $0.figure == "days_delivered/programme/all/2010-11-Q3" })
    #expect(total.other == "days_delivered/programme/all/2010-11-Q2")
    #expect((total.was, total.now) == ("7.90", "10.50"))
    let year = try #require(comparison.data.first { $0.figure == "days_delivered/programme/all/ytd-2010-12-31" })
    #expect(year.other == "days_delivered/programme/all/ytd-2010-09-30")
    #expect(comparison.method.isEmpty)
    let header = try #require(comparison.lines.first { $0.hasPrefix("  figure") })
    #expect(header.contains("span in 2010-11-Q3/1") && header.contains("span in 2010-11-Q2/1"))
    let words = comparison.lines.map { $0.split(separator: " ") }
    #expect(
      words.contains(["days_delivered/programme/all", "2010-11-Q3", "7.90", "2010-11-Q2", "10.50", "2.60"]))
  }

  @Test func `a figure is followed over periods and issues`() throws {
    let third = try IssuedProgramme()
    var second = third
    second.quarter = "2010/11-Q2"
    var again = third
    again.issue = 2
    try again.work(2, "2010-12-14", 1, "visit", 50)
    let issues = try [third, second, again].map { try $0.frozen() }
    let history = History(issues.map { .init($0.manifest, isCurrent: $0.manifest.name != "2010-11-Q3/1") })
    #expect(history.issues.map(\.manifest.name) == ["2010-11-Q2/1", "2010-11-Q3/1", "2010-11-Q3/2"])
    #expect(history.lines.count == 4)
    var figure = FigureHistory(
      try #require(FigureIdentity("days_delivered/programme/all/2010-11-Q3")), periods: history.issues.map(\.manifest))
    for issue in history.issues {
      let frozen = try #require(issues.first { $0.manifest == issue.manifest })
      figure.add(issue, frozen.figures)
    }
    #expect(figure.rows.map(\.figure.value) == ["10.50", "7.90", "8.40"])
    for table in [history.table, figure.table] {
      #expect(try TableWriter.bytes(of: table, byteOrderMark: false).count > 100)
    }
  }
}
