import Testing

@testable import Core

@Suite struct CaseStudyTests {
  private var world: ReportedProgramme {
    var world = ReportedProgramme.small
    var texts = ProjectTexts()
    texts.narrative = Narrative(request: "First.\n\nSecond.", nextSteps: "None identified")
    texts.reviews = [1: ReviewText(comment: "Clear advice.", role: "Head of service")]
    texts.strands = [StrandText(number: 1, title: "Audit", note: nil)]
    world.programme.texts = [1: texts]
    world.programme.projects[1].strands = [Strand(number: 1)]
    world.programme.projects[1].strands[0].completedOn = day("2010-11-30")
    return world
  }

  @Test func `a study has the five headings and says what is not recorded`() throws {
    let study = try #require(try world.report.caseStudies.first)
    #expect(study.path == "case-studies/project-1.md")
    #expect(
      study.paper.sections.map(\.title.plain) == [
        "Details of project request", "Details of work undertaken", "Specific safeguarding outcomes achieved",
        "Next steps", "Client review",
      ])
    #expect(study.paper.sections[0].plain == "First.\nSecond.")
    #expect(study.paper.sections[1].plain == "not recorded\nStrands of the work:\nAudit, completed on 30 November 2010")
    #expect(study.paper.sections[2].plain == "not recorded")
    #expect(study.paper.sections[3].plain == "None identified")
    #expect(
      study.paper.sections[4].plain
        == "Rated very useful. Received on 20 December 2010 (Head of service).\nComment:\nClear advice.")
  }

  @Test func `an expectation is still to be followed up only where outcomes are recorded as following one`() throws {
    var world = world
    let outcome = Outcome(
      commissionID: 1, number: 1, observedOn: day("2010-11-01"), stage: Term(.expected), summary: "Plans are shorter.")
    world.programme.projects[1].expectations = [try #require(ExpectedOutcome(outcome))]
    world.programme.texts[1]?.outcomes = [outcome]
    func lead() throws -> String? {
      let study = try #require(try world.report.caseStudies.first)
      return study.paper.sections[2].plain.split(separator: "\n").dropFirst().first.map(String.init)
    }
    #expect(try lead() == "Expected:")
    world.programme.recordsFollowing = true
    #expect(try lead() == "Expected, and still to be followed up:")
  }

  @Test(arguments: ["\n", "\r", "\r\n", "\u{0B}", "\u{0C}", "\u{85}", "\u{2028}", "\u{2029}"])
  func `a line of a text stays a line, whatever ends it`(_ end: String) {
    let text = Text("Help with:" + end + "- audits")
    let lines = Prose([.data("Help with:"), .lineBreak, .data("- audits")])
    #expect(Prose.lines(text) == lines)
    #expect(Text?.some(text).paragraphs == [.paragraph(lines)])
  }

  @Test func `a study begins with days or support over time, and leaves out what is not offered`() throws {
    var world = world
    func lines() throws -> [String] { try #require(try world.report.caseStudies.first).paper.lines.map(\.plain) }
    #expect(
      try lines() == [
        "Started: 1 October 2010. Completed: 15 December 2010.",
        "Theme: early intervention. Arrangement: commissioned.",
        "Days: 10.00 days agreed, 10.00 delivered to date.",
      ])
    world.programme.projects[1].commission.daysAgreed = nil
    #expect(try lines().last == "Days: days agreed not recorded, 10.00 delivered to date.")
    world.programme.projects[1].commission.dueOn = nil
    world.programme.projects[1].commission.daysPerWeek = Days(hundredths: 150)
    #expect(try lines().last == "Days: support over time at 1.50 days a week, 10.00 delivered to date.")
    world.programme.offer = Offer(absent: ["commissions.theme", "commissions.arrangement"])
    #expect(try lines().count == 2)
    world.programme.offer = Offer(absent: ["commissions.days_agreed", "commissions.days_per_week"])
    world.programme.projects[1].commission.daysPerWeek = nil
    #expect(try lines().last == "Days: 10.00 delivered to date.")
  }

  @Test func `a comment that may not be published is not there`() throws {
    var world = world
    world.programme.texts[1]?.reviews[1]?.comment = nil
    let study = try #require(try world.report.caseStudies.first)
    #expect(study.paper.sections[4].plain.hasSuffix("A comment was received, and is not published without consent."))
  }

  @Test func `only projects completed in the period and host ones under way have a study`() throws {
    var programme = ReportedProgramme.small.programme
    for index in programme.projects.indices { programme.projects[index].commission.hasNarrative = true }
    let context = try world.context
    #expect(programme.caseStudies(context) == [1, 3])
    programme.projects[1].commission.completedOn = day("2011-01-01")
    programme.projects[2].commission.hasNarrative = false
    #expect(programme.caseStudies(context).isEmpty)
  }

  @Test func `above the list limit there is only the collated file, without links`() throws {
    var world = world
    world.programme.projects[2].commission.hasNarrative = true
    #expect(try world.report.caseStudies.count == 2)
    let links = try #require(try world.report.collated).prose.flatMap(\.parts).count {
      if case .link = $0 { true } else { false }
    }
    #expect(links == 2)
    world.settings.listLimit = 1
    let report = try world.report
    #expect(report.caseStudies.isEmpty && report.collated == nil)
    let facts = StudyFacts(world.programme, try world.context, listLimit: 1)
    let ids = world.programme.passingStudies(try world.context, listLimit: 1)
    #expect(ids == [1, 3])
    let project = world.programme.projects[1]
    let section = facts.collatedSection(project, try #require(world.programme.texts[1]))
    #expect(section.title == facts.caseStudyName(project.commission))
    #expect(section.plain.contains("None identified"))
    #expect(facts.collated(2).lines.last == "2 case studies")
  }

  @Test func `the texts to read are those of studies, and of the projects that are listed`() throws {
    let facts = try ReportedProgramme.small.facts
    #expect(facts.programme.projectsWithTexts(facts.measures, listLimit: 3) == [1, 2, 3])
    #expect(facts.programme.projectsWithTexts(facts.measures, listLimit: 2) == [1])
    #expect(facts.programme.projectsWithTexts(facts.measures, listLimit: 0) == [])
    #expect(facts.programme.passingStudies(facts.context, listLimit: 0) == [1])
  }
}
