import Core
import Issues
import Testing

@Suite struct ExplanationTests {
  private func expectExplained(_ world: IssuedProgramme) throws {
    let issue = try world.frozen()
    for (name, figure) in issue.figures.byIdentity.sorted(by: { $0.key < $1.key }) {
      let explanation = try #require(try Explanation.of(name, in: issue), "\(name)")
      #expect(explanation.agrees, "\(explanation.lines.joined(separator: "\n"))")
      #expect(explanation.lines.last == "= \(figure.words)")
      #expect(explanation.lines.first == name)
      #expect(explanation.lines.allSatisfy { !$0.contains("\n") })
    }
  }

  @Test func `every figure of an issue is explained down to the printed value`() throws {
    try expectExplained(try IssuedProgramme())
  }

  @Test func `so is every figure of other periods, partial ones and those without advisers`() throws {
    var world = try IssuedProgramme()
    world.today = try calendarDay("2010-11-17")
    try expectExplained(world)
    world.today = try calendarDay("2011-05-01")
    world.quarter = "2010/11-Q1"
    try expectExplained(world)
    world.quarter = "2010/11-Q4"
    world.thresholds.freeDays = nil
    try expectExplained(world)
    world.advisers = []
    world.boroughs = []
    try expectExplained(world)
  }

  @Test func `a sum shows its rows, what lies before the period, and the total`() throws {
    let issue = try IssuedProgramme().frozen()
    let explanation = try #require(try Explanation.of("days_to_date/project/LRSA-001/to-2010-12-31", in: issue))
    #expect(
      explanation.lines.suffix(14).joined(separator: "\n") == """
        Day entries of the period:
          worked_on   project   adviser_id  activity      days
          2010-10-05  LRSA-001           1  visit         1.00
          2010-11-02  LRSA-001           2  =planning     0.50
          2010-12-06  LRSA-001           1  not recorded  0.75

        Day entries before the period:
          project   entries  first       last        days
          LRSA-001        2  2010-04-12  2010-07-05  2.50

        3 day entries of the period: 2.25
        2 day entries before the period: 2.50
        together 4.75
        = 4.75
        """)
  }

  @Test func `one project, one borough and one entry are counted as one`() throws {
    var world = try IssuedProgramme()
    world.projects = world.projects.filter { $0.commission.id == 2 }
    world.days = [try #require(world.days.first { $0.commissionID == 2 && $0.workedOn.description == "2010-12-13" })]
    world.outcomes = []
    let issue = try world.frozen()
    for (name, said) in [
      ("days_delivered", "the sum over 1 project is 0.25"), ("projects_in_scope", "counted: 1 of 1 project"),
      ("boroughs_with_days", "1 borough of 4"), ("days_delivered", "1 day entry of the period: 0.25"),
    ] {
      let lines = try #require(try Explanation.of("\(name)/programme/all/2010-11-Q3", in: issue)).lines
      #expect(lines.contains(said), "\(lines)")
    }
  }

  @Test func `a figure that the frozen rows do not come to is said loudly`() throws {
    var files = try IssuedProgramme().files()
    let text = String(decoding: try #require(files["figures.csv"]), as: UTF8.self)
    let line = try #require(
      text.split(separator: "\r\n").first { $0.contains("days_delivered/programme/all/2010-11-Q3") })
    files["figures.csv"] = Array(
      text.split(separator: "\r\n").map {
        $0 == line
          ? $0.split(separator: ",", omittingEmptySubsequences: false).enumerated().map { $0 == 5 ? "99.00" : $1 }
            .joined(separator: ",") : String($0)
      }.joined(separator: "\r\n").utf8)
    let issue = try SavedIssue(IssueFiles(files))
    let explanation = try #require(try Explanation.of("days_delivered/programme/all/2010-11-Q3", in: issue))
    #expect(!explanation.agrees)
    #expect(explanation.printed == "99.00")
    #expect(explanation.lines.contains { $0.contains("THE SAVED ROWS GIVE") })
  }

  @Test func `what has no value says which input is missing`() throws {
    let issue = try IssuedProgramme().frozen()
    func reason(_ name: String) throws -> [String] {
      Array(try #require(try Explanation.of(name, in: issue)).lines.suffix(2))
    }
    #expect(
      try reason("days_agreed/project/~4/to-2010-12-31") == [
        "Unknown: days_agreed of the commission is not recorded.", "= unknown",
      ])
    #expect(
      try reason("days_over_allowance/project/LRSA-001/to-2010-12-31") == [
        "Not applicable: work by arrangement host has no allowance.", "= not applicable",
      ])
  }

  @Test func `an unknown figure suggests near ones`() throws {
    let issue = try IssuedProgramme().frozen()
    #expect(try Explanation.of("days_deliverd/programme/all/2010-11-Q3", in: issue) == nil)
    #expect(
      issue.figures.near("days_deliverd/programme/all/2010-11-Q3").first == "days_delivered/programme/all/2010-11-Q3")
    #expect(issue.figures.near("days_delivered").prefix(4).allSatisfy { $0.hasPrefix("days_delivered/") })
    #expect(
      issue.figures.near("days_to_date/project/LRSA-01/to-2010-12-31").first
        == "days_to_date/project/LRSA-001/to-2010-12-31")
  }
}
