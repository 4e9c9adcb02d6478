import Testing

@testable import Core

@Suite struct PaperTests {
  @Test func `the first page has summary, measures and exceptions, and the sections follow in their order`() throws {
    let paper = try ReportedProgramme.small.report.paper
    #expect(paper.front.map(\.title.plain) == ["Summary", "Headline measures", "Exceptions"])
    #expect(
      paper.sections.map(\.title.plain) == [
        "How much did we do", "How well did we do it", "Is anyone better off", "Looking ahead", "Projects",
        "Reach", "Advisers", "Revisions", "Data quality", "Methods",
      ])
  }

  @Test func `a job that leaves sections out keeps the first page and methods`() throws {
    var world = ReportedProgramme.small
    world.settings.sections = [.reach, .projects, .reach]
    let titles = try world.report.paper.all.map(\.title.plain)
    #expect(titles == ["Summary", "Headline measures", "Exceptions", "Reach", "Projects", "Methods"])
  }

  @Test func `the headline measures stand beside the period before, in the job's order`() throws {
    var world = ReportedProgramme.small
    let usual = try #require(try world.report.paper.section("Headline measures"))
    #expect(usual.rows.first == "Days delivered | 17.50 | 0.00")
    #expect(usual.rows.contains("Adviser utilisation | 14% (2 advisers) | 0% (2 advisers)"))
    world.settings.headline = ["outcomes_in_period", "days_delivered"]
    #expect(
      try world.report.paper.section("Headline measures")?.rows == [
        "Outcomes achieved | 2 | 0", "Days delivered | 17.50 | 0.00",
      ])
    world.today = day("2010-11-30")
    #expect(try world.report.paper.section("Headline measures")?.rows.first == "Outcomes achieved | 2")
    world.settings.headline = []
    #expect(try world.report.paper.section("Headline measures") == nil)
  }

  @Test func `the first page lists eight exceptions, the gravest first, and says where the others are`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = (1...10).map { number in
      project(number, Text("P\(number)"), days: 1000) {
        $0.commission.dueOn = day("2010-12-01").advanced(by: Int(number))
      }
    }
    world.settle()
    let paper = try world.report.paper
    let first = try #require(paper.front.last).plain.split(separator: "\n")
    #expect(first.count == 10)
    #expect(first[0] == "10 projects need attention. Each is listed once, the gravest first.")
    #expect(first[1].hasPrefix("Overdue: P1, Haringey: due on 2 December 2010, 29 days overdue"))
    #expect(first[9] == "2 more under Further exceptions.")
    let further = try #require(paper.sections.first)
    #expect(further.title.plain == "Further exceptions")
    #expect(further.plain.hasPrefix("Overdue: P9, ") && further.plain.contains("\nOverdue: P10, "))
  }

  @Test func `the title gives period, inclusive dates, issue and status`() throws {
    var world = ReportedProgramme.small
    world.settings.board = "the London board"
    world.settings.purpose = "for decision"
    let paper = try world.report.paper
    #expect(paper.title.plain == "Board report: Quarter 3 of 2010/11")
    #expect(
      paper.lines.map(\.plain) == [
        "1 October 2010 to 31 December 2010", "Issue 1, final.", "Purpose: for decision.", "Board: the London board.",
      ])
  }

  @Test func `the summary has five lines with one project and many projects in words`() throws {
    let section = try #require(try ReportedProgramme.small.report.paper.section("Summary"))
    #expect(
      section.plain == """
        The advisers delivered 17.50 days, 17.50 more than in Quarter 2 of 2010/11, on 3 projects in 3 of 3 boroughs (none in Quarter 2).
        3 projects were in scope of the period: 3 started and 1 was completed in it. No requests were received.
        14% of the capacity of 2 advisers was used. The median wait for a first day was 70.0 calendar days (3 projects). 1 of 3 projects in scope has a rating and 1 has any feedback.
        2 outcomes were achieved, 3 in the year to date. No practice was shared.
        Exceptions: 1 project (1 overdue, 1 behind and 1 stalled).
        """)
  }

  @Test func `headline rows stand beside what they are compared with`() throws {
    let section = try #require(try ReportedProgramme.small.report.paper.section("How well did we do it"))
    #expect(
      section.rows.contains(
        "Median wait for the first day | 70.0 calendar days (3 projects) | not applicable | –"
      ))
    #expect(
      section.rows.contains("Response rate, 12 months | 1 of 1 | not applicable | –"))
    #expect(section.rows.contains("Reviews received | 1 | 0 | 1"))
  }

  @Test func `a period that is not over is provisional and compared with nothing`() throws {
    var world = ReportedProgramme.small
    world.today = day("2010-11-30")
    world.settings.thresholds.freeDays = Days(hundredths: 1000)
    let report = try world.report
    try report.check()
    #expect(report.status == .provisional)
    let notOver = "the period is not over, and this is how it stood on 30 November 2010."
    #expect(report.paper.lines[1].plain == "Issue 1, provisional: \(notOver)")
    world.isDraft = true
    #expect(try world.report.paper.lines[1].plain == "Draft of issue 1, not issued. Provisional: \(notOver)")
    world.today = day("2011-01-20")
    #expect(try world.report.paper.lines[1].plain == "Draft of issue 1, not issued.")
    let rows = try #require(report.paper.section("How much did we do")).rows
    #expect(rows.contains("Days delivered | 17.50 | 17.50"))
    let statuses = Set(report.tables[0].rows.map { $0[7].printed })
    // The report does not look ahead before the period is over.
    #expect(statuses == ["provisional", "not applicable"])
    #expect(report.paper.section("Looking ahead") == nil)
  }

  @Test func `who is over the free days is listed, the most first, with the sum`() throws {
    var world = ReportedProgramme.small
    world.settings.thresholds.freeDays = Days(hundredths: 400)
    let section = try #require(try world.report.paper.section("Projects")).plain
    #expect(
      section.contains(
        "Over the 4.00 days that are free: 2 projects, by 7.00 days together: LRSA-001, Harrow (6.00), LRSA-002, Haringey (1.00)."
      ), "\(section)")
    let row = try world.report.paper.section("How much did we do")?.rows.first { $0.hasPrefix("Days over the free") }
    #expect(row?.hasPrefix("Days over the free allowance | 7.00 |") == true)
    world.settings.thresholds.freeDays = Days(hundredths: 1000)
    #expect(try world.report.paper.section("Projects")?.plain.contains("Over the") == false)
  }

  @Test func `a borough that is not reached is said to have had days, where it had`() throws {
    var world = ReportedProgramme.small
    world.programme.projects[2].commission.arrangement = Term(.board)
    let reach = try #require(try world.report.paper.section("Reach")).plain
    #expect(reach.contains("Not reached (1): Barnet (days delivered, but no project of its own)."), "\(reach)")
  }

  @Test func `more than twelve live projects are described in a few lines each`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = (1...13).map { project($0, Text("P\($0)"), days: 500) }
    world.programme.texts[1] = ProjectTexts()
    world.programme.texts[1]?.narrative = Narrative(
      request: "An audit.", workUndertaken: nil, nextSteps: "The borough repeats the audit.")
    world.settle()
    let section = try #require(try world.report.paper.section("Projects")).plain
    #expect(section.contains("\nP1, Haringey: Safer together. Active since 1 October 2010. 5.00 days in the period"))
    #expect(
      section.contains("No outcomes were achieved in the period. Next steps: The borough repeats the audit."))
    #expect(!section.contains("What was asked:"))
  }

  @Test func `printed rows add up to printed totals`() throws {
    let paper = try ReportedProgramme.small.report.paper
    let rows = paper.sections.flatMap(\.rows)
    #expect(rows.contains("Total | 3 | 17.50"))
    #expect(rows.contains("Total |  |  |  |  | 20.00 | 17.50 | 17.50 |  | 2"))
    #expect(
      paper.section("Projects")?.plain.contains(
        "The total of days agreed leaves out 1 project whose days agreed are unknown.") == true)
  }

  @Test func `the total of days agreed names what it leaves out: support over time, and what is unknown`() throws {
    var world = ReportedProgramme.small
    world.programme.projects[2].commission.daysPerWeek = Days(hundredths: 150)
    func left(_ world: ReportedProgramme) throws -> String? {
      try world.report.paper.section("Projects")?.plain.split(separator: "\n").map(String.init).first {
        $0.hasPrefix("The total of days agreed")
      }
    }
    #expect(try left(world) == "The total of days agreed leaves out 1 open-ended project.")
    world.programme.projects.append(project(4, "LRSA-004", days: 100) { $0.commission.daysAgreed = nil })
    world.settle()
    #expect(
      try left(world)
        == "The total of days agreed leaves out 1 open-ended project and 1 project whose days agreed are unknown.")
  }

  @Test func `a project is described where its review came after its work was over`() throws {
    var world = ReportedProgramme.small
    world.programme.projects[1].commission.completedOn = day("2010-09-30")
    let projects = try #require(try world.report.paper.section("Projects"))
    #expect(
      projects.plain.contains("\nLRSA-001, Harrow: Safer together\n")
        && projects.plain.contains("Rated very useful. Received on 20 December 2010."))
    world.programme.projects[1].reviews[0].receivedOn = day("2010-09-20")
    #expect(try world.report.paper.section("Projects")?.plain.contains("\nLRSA-001, Harrow: Safer") == false)
  }

  @Test func `a paper whose programme begins after the period says when it begins`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = []
    world.programme.firstDayAfter = day("2011-02-03")
    world.settle()
    #expect(
      try world.report.paper.section("Summary")?.plain.hasPrefix(
        "No days were recorded in the period or before it. The first entry is of 3 February 2011, in Quarter 4 of 2010/11."
      ) == true)
  }

  private static let withoutDays: [(Int, [String: Int], String)] = [
    (61, [:], "No day entry of the period makes a figure (61 are set aside, see Data quality)."),
    (1, [:], "No day entry of the period makes a figure (1 is set aside, see Data quality)."),
    (0, ["days": 144], "No day entry makes a figure (144 are set aside, see Data quality)."),
    (0, [:], "No days were recorded in the period."),
  ]

  @Test(arguments: withoutDays) func `a paper without days says whether entries were set aside`(
    _ inPeriod: Int, _ ofAll: [String: Int], _ sentence: String
  ) throws {
    var world = ReportedProgramme.small
    world.programme.projects = []
    world.programme.counts.setAside["days"] = [nil: inPeriod]
    world.programme.rowsWithoutFigure = ofAll
    world.settle()
    let paper = try world.report.paper
    #expect(paper.section("Summary")?.plain.hasPrefix(sentence + "\n") == true)
    #expect(paper.section("How much did we do")?.plain.contains(sentence) == true)
    #expect(paper.plain.contains("No days were recorded") == (inPeriod == 0 && ofAll.isEmpty))
  }

  @Test func `where nothing says how many days a project takes, no number is given of what lies ahead`() throws {
    var world = ReportedProgramme.small
    for index in world.programme.projects.indices { world.programme.projects[index].commission.daysAgreed = nil }
    let paper = try world.report.paper
    let ahead = try #require(paper.section("Looking ahead"))
    #expect(ahead.plain.hasPrefix("What 2 projects will take in Quarter 4 of 2010/11 is unknown.\n"))
    for section in paper.sections {
      for claim in ["are expected", "committed", "as headroom"] {
        #expect(!section.plain.contains(claim), "\(section.title.plain): \(claim)")
      }
    }
    #expect(paper.section("Headline measures")?.rows.contains { $0.hasPrefix("Headroom") } == false)
  }

  @Test func `no words of ours are a programmer's`() throws {
    let report = try ReportedProgramme.small.report
    for prose in report.paper.prose { #expect(prose.words.allSatisfy { !$0.contains("_") }) }
  }

  @Test func `every kind of exception is said in words`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = [
      project(1, "A", days: 1100), project(2, "B") { $0.commission.onHoldSince = day("2010-11-01") },
      project(3, "C") {
        $0.commission.startsOn = nil
        $0.commission.dueOn = nil
      }, project(4, "D") { $0.commission.completedOn = day("2010-11-01") },
    ]
    world.programme.findings = [
      Finding(
        rule: "orphan-day", severity: .error, relation: "days", key: "commission_id=9;worked_on=2010-11-03;activity=#1",
        message: "No such commission.")
    ]
    world.settle()
    let text = try #require(try world.report.paper.section("Exceptions")).plain
    #expect(
      text.contains(
        """
        A, Haringey: due on 31 December 2010, and not completed. \
        Also overrun: 11.00 days to date, 1.00 more than the 10.00 agreed.
        """))
    #expect(
      text.contains("B, Haringey: due on 31 December 2010, and not completed. Also on hold since 1 November 2010."))
    #expect(text.contains("C, Haringey: requested on 1 September 2010, and after 121 days not begun."))
    #expect(
      text.contains("D, Haringey: completed on 1 November 2010, and its case study not shared by 31 December 2010."))
    #expect(text.contains("Errors in the data (1): Orphan day (1)."))
    let quality = try #require(try world.report.paper.section("Data quality")).plain
    #expect(quality.contains("No such commission (days, commission 9, worked on 2010-11-03, activity #1)."))
  }

  @Test func `a project without exceptions makes the section say none`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = [project(1, "A", days: 1000) { $0.commission.dueOn = day("2011-01-31") }]
    world.programme.projects[0].adviserDays = []
    world.programme.projects[0].add(Days(hundredths: 1000), on: day("2010-12-20"), by: 1)
    world.settle()
    let report = try world.report
    #expect(report.paper.section("Exceptions")?.plain == "None.")
    #expect(report.paper.section("Summary")?.plain.contains("There are no exceptions.") == true)
  }
}
