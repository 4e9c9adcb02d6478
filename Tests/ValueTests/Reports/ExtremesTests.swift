import Testing

@testable import Core

/// Nothing at all, very much, and text that means harm.
@Suite struct ExtremesTests {
  @Test func `an empty programme makes a whole report that says so`() throws {
    let report = try ReportedProgramme().report
    try report.check(streamed: StreamedTotals())
    let text = report.paper.plain
    #expect(text.contains("No days were recorded in the period."))
    #expect(text.contains("No project was in scope of the period."))
    #expect(text.contains("No adviser was in post in the period."))
    #expect(text.contains("No borough is listed."))
    #expect(text.contains("The checks found no error and no warning."))
    #expect(report.paper.all.count == 12)
    #expect(report.charts.isEmpty && report.caseStudies.isEmpty && report.collated == nil)
  }

  @Test func `above the list limit the paper points to projects csv and pictures stay small`() throws {
    var world = ReportedProgramme.small
    world.settings.listLimit = 45
    world.programme.projects = (1...60).map { project($0, Text("P\($0)"), days: 100) }
    world.settle()
    let report = try world.report
    try report.check()
    #expect(!report.tables.contains { $0.shape == .projects })
    let section = try #require(report.paper.section("Projects"))
    #expect(section.plain.contains("60 projects were in scope of the period, too many to list"))
    #expect(section.rows == ["Behind | 60 | 60.00", "Total | 60 | 60.00"])
    let profile = try #require(report.charts.first { $0.path.contains("profile") })
    #expect(profile.bars.count == 40)
    #expect(profile.sentence.plain.hasSuffix("The first 40 are shown."))
    #expect(try #require(report.paper.section("Exceptions")).plain.hasSuffix("52 more under Further exceptions."))
    let further = try #require(report.paper.section("Further exceptions")).plain
    #expect(further.hasPrefix("Overdue: P9, ") && further.hasSuffix("And 15 more."), "\(further.prefix(200))")
    var streamed = StreamedTotals()
    streamed.days = Days(hundredths: 6000)
    streamed.projects = 59
    #expect(throws: ReportError.self) { try report.check(streamed: streamed) }
    streamed.projects = 60
    try report.check(streamed: streamed)
  }

  @Test func `text from the database is never among our own words`() throws {
    let hostile = "# [x](y) <b> | =1+1"
    var world = ReportedProgramme.small
    world.programme.boroughs = [Borough(code: "E09000014", name: Text(hostile))]
    world.programme.advisers = [
      Adviser(
        id: 1, name: Text(hostile), appointedOn: day("2010-04-01"), leftOn: nil, daysPerWeek: Days(hundredths: 500))
    ]
    world.programme.projects = [hostileProject(hostile)]
    world.programme.texts = [1: try hostileTexts(hostile)]
    world.settle()
    world.programme.activityDays = [Text(hostile): Days(hundredths: 500)]
    world.settings.title = Text(hostile)
    world.settings.contact = Text(hostile)
    world.previous = PreviousIssue(number: 1)
    world.revisions = [
      Revision(
        figure: "days_in_period/theme/\(Figure.encoded(Text(hostile)))/2010-11-Q3", was: hostile, now: "",
        causes: [.record], rows: "")
    ]
    let report = try world.report
    let papers = [report.paper] + report.caseStudies.map(\.paper) + [report.collated].compactMap(\.self)
    let prose = papers.flatMap(\.prose)
    #expect(prose.allSatisfy { $0.words.allSatisfy { !$0.contains("<b>") } })
    let data: [String] = prose.flatMap(\.data)
    #expect(data.count { $0.contains(hostile) } > 20)
  }

  private func hostileProject(_ text: String) -> Project {
    project(1, Text(text), days: 500) {
      $0.commission.title = Text(text)
      $0.commission.theme = Text(text)
      $0.commission.arrangement = Term(Text(text))
      $0.commission.completedOn = day("2010-12-01")
      $0.commission.hasNarrative = true
      $0.achieved = [AchievedOutcomes(window: .period, kind: Text(text), AchievedCounts(count: 1))]
      $0.outcomesInPeriod.add(.achieved)
      $0.reviews = [Review(receivedOn: day("2010-12-02"), rating: Term(Text(text)), hasComment: true)]
    }
  }

  private func hostileTexts(_ text: String) throws -> ProjectTexts {
    var texts = ProjectTexts()
    texts.narrative = Narrative(request: Text(text), workUndertaken: Text(text), nextSteps: Text(text))
    texts.strands = [StrandText(number: 1, title: Text(text), note: Text(text))]
    texts.outcomes = [
      Outcome(
        commissionID: 1, number: 1, observedOn: day("2010-11-03"), kind: Text(text), stage: Term(Text(text)),
        summary: Text(text), recordedAt: try ReportedProgramme.recorded)
    ]
    texts.reviews = [1: ReviewText(comment: Text(text), role: Text(text))]
    return texts
  }
}

extension ReportedProgramme {
  static var recorded: Instant { get throws { try #require(Instant("2010-11-04T09:30:00Z")) } }
}
