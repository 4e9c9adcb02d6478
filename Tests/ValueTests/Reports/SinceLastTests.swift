import Testing

@testable import Core

/// What a report says of the report before it.
@Suite struct SinceLastTests {
  private func facts(_ world: ReportedProgramme, _ change: (inout EarlierReports) -> Void) throws -> ReportFacts {
    var earlier = EarlierReports()
    change(&earlier)
    let measures = Measures(world.programme, try world.context, world.settings.thresholds)
    let snapshot = try #require(Instant("2011-01-20T09:30:00Z"))
    return ReportFacts(
      programme: world.programme, measures: measures, settings: world.settings,
      stamp: Stamp(snapshot: snapshot, issue: 1, programVersion: "1.0.0"), earlier: earlier)
  }

  /// The report before the small world's: project 2 behind with another end, project 9 in place of project 3.
  private func last(_ versions: [String: Int] = SinceLastTests.versions) throws -> LastReport {
    var behind = LastProject()
    behind.reference = "LRSA-002"
    behind.progress = "behind"
    behind.dueOn = day("2010-10-31")
    behind.daysAgreed = Days(hundredths: 1200)
    behind.days = Days(hundredths: 700)
    behind.reports = 2
    var delivered = LastProject()
    delivered.dueOn = day("2010-12-31")
    delivered.daysAgreed = Days(hundredths: 1000)
    var gone = LastProject()
    gone.reference = "LRSA-009"
    gone.days = Days(hundredths: 125)
    gone.outcomes = 3
    return LastReport(
      period: try quarter("2010/11-Q2"), projects: [1: delivered, 2: behind, 9: gone], versions: versions,
      figures: ["headroom": "-1.50"], actionsDue: [:])
  }

  private static let versions = Dictionary(uniqueKeysWithValues: Catalogue.all.map { ($0.id, $0.definition.version) })

  private func lines(_ blocks: [Block]) -> [String] {
    Section("", blocks).plain.split(separator: "\n").map(String.init)
  }

  @Test func `a project that stays behind, moves its end or comes and goes is named`() throws {
    let facts = try facts(.small) { $0.last = try? last() }
    let lines = try #require(facts.since).projectLines().map(\.plain)
    #expect(
      lines == [
        """
        LRSA-002, Haringey: behind, third report running; planned end moved from 31 October 2010 to 31 December 2010 (61 days); \
        days agreed 10.00, were 12.00.
        """, "LRSA-003, Barnet: new.", "LRSA-009, all of London: no longer reported.",
      ])
  }

  @Test func `what left the scope has its usual name, and is reported while it is an exception`() throws {
    var world = ReportedProgramme.small
    // Both were completed in August. One still owes its case study.
    world.programme.projects += [
      project(7, "LRSA-007") { $0.commission.completedOn = day("2010-08-20") },
      project(8, "LRSA-008") {
        $0.commission.completedOn = day("2010-08-20")
        $0.commission.caseStudyOn = day("2010-09-10")
      },
    ]
    let facts = try facts(world) {
      $0.last = try? last()
      for id in [7, 8] as [Int64] {
        $0.last?.projects[id] = LastProject()
        $0.last?.projects[id]?.boroughCode = "E09000003"
      }
      $0.last?.projects[9]?.boroughCode = "E09000003"
    }
    let gone = try #require(facts.since).projectLines().map(\.plain).filter { $0.contains("no longer reported") }
    #expect(gone == ["LRSA-008, Haringey: no longer reported.", "LRSA-009, Barnet: no longer reported."])
    #expect(Section("", PaperSection.exceptions.blocks(facts)).plain.contains("Case study due: LRSA-007, Haringey: "))
  }

  @Test(arguments: [(9, "10th"), (10, "11th"), (20, "21st"), (21, "22nd"), (22, "23rd"), (23, "24th"), (110, "111th")])
  func `a project behind for long is counted as people count`(reports: Int, ordinal: String) throws {
    let facts = try facts(.small) {
      $0.last = try? last()
      $0.last?.projects[2]?.reports = reports
    }
    let lines = try #require(facts.since).projectLines().map(\.plain)
    #expect(lines[0].hasPrefix("LRSA-002, Haringey: behind, \(ordinal) report running;"), "\(lines)")
  }

  @Test func `the parts that moved a sum come to its change, the largest first`() throws {
    let movers = try #require(try facts(.small) { $0.last = try? last() }.since).movers
    let days = try #require(movers.first { $0.metric === metrics.daysDelivered })
    #expect(
      days.all.map { "\($0.name.plain) \($0.change.signed)" } == [
        "LRSA-001, Harrow +10.00", "LRSA-003, Barnet +2.50", "LRSA-002, Haringey -2.00",
        "LRSA-009, all of London -1.25",
      ])
    #expect(days.all.reduce(Decimal(0)) { $0.adding($1.change) } == Decimal("9.25"))
  }

  @Test func `more than three each way are one line, a single rest is named`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = (1...5).map { project($0, Text("P\($0)"), days: Int64($0) * 100) }
    world.settle()
    let last = LastReport(
      period: try quarter("2010/11-Q2"), projects: [:], versions: Self.versions, figures: [:], actionsDue: [:])
    let five = lines(try facts(world) { $0.last = last }.movers(of: metrics.daysDelivered))
    #expect(five.last == "2 others: +3.00 together.")
    world.programme.projects.removeLast()
    world.settle()
    let four = lines(try facts(world) { $0.last = last }.movers(of: metrics.daysDelivered))
    #expect(four.count == 5 && four.last == "P1, Haringey: +1.00, 1.00 after 0.00.")
  }

  @Test func `a value that today's rows do not give is printed beside the value as issued`() throws {
    var world = ReportedProgramme.small
    let late = DayTally(entries: 1, days: Days(hundredths: 50), first: day("2010-09-01"), last: day("2010-09-01"))
    world.programme.projects[0].add(late, in: .previous, by: 1)
    let blocks = try facts(world) { $0.last = try? last() }.movers(of: metrics.daysDelivered)
    let printed = lines(blocks)
    #expect(printed.contains("LRSA-002, Haringey: -2.00, 5.00 after 7.00 (0.50 by today's data)."))
  }

  @Test func `what another definition computed is not compared`() throws {
    var versions = Self.versions
    versions["days_in_period"] = 0
    versions["progress"] = 0
    let facts = try facts(.small) { $0.last = try? last(versions) }
    #expect(
      lines(facts.movers(of: metrics.daysDelivered)) == [
        "Days delivered: method changed since Quarter 2 of 2010/11."
      ])
    #expect(try #require(facts.since).projectLines().first?.plain == "Progress: method changed.")
    #expect(try #require(facts.sinceLastTable).rows.contains { $0.last == .text("method changed") })
  }

  @Test func `nothing is claimed where there is no report before`() throws {
    let facts = try facts(.small) { _ in }
    #expect(facts.since == nil && facts.sinceLastTable == nil && facts.scoredForecast.isEmpty)
  }

  @Test func `what was expected is given as far as it was known`() throws {
    func said(_ firm: Int64, _ asked: Int64, _ unknown: Int) throws -> [String] {
      lines(
        try facts(.small) {
          $0.last = try? last()
          $0.last?.expected = ExpectedDays(
            firm: Days(hundredths: firm), asked: Days(hundredths: asked), unknown: unknown)
        }.scoredForecast)
    }
    #expect(
      try said(950, 1200, 1) == [
        "Days delivered: 9.50 firm, 12.00 asked and 1 project unknown were expected; 17.50 were delivered."
      ])
    #expect(try said(950, 0, 0) == ["Days delivered: 9.50 firm were expected; 17.50 were delivered."])
    #expect(try said(0, 0, 0) == ["Days delivered: 0.00 firm were expected; 17.50 were delivered."])
    #expect(try said(0, 0, 2).isEmpty)
  }

  /// Two findings of the last report, one of them there before it already, and one that is new.
  @Test func `findings of quality are new, carried since a report, or gone`() throws {
    func finding(_ rule: String, _ key: String, _ severity: Finding.Severity = .error) -> Finding {
      Finding(rule: rule, severity: severity, relation: "days", key: key, message: "it is wrong")
    }
    var world = ReportedProgramme.small
    world.programme.findings = [
      finding("orphan-day", "commission_id=7"), finding("orphan-day", "commission_id=9"),
      finding("day-off-worked", "adviser_id=1", .warning),
    ]
    var last = LastReport(
      period: try quarter("2010/11-Q2"), projects: [:], versions: [:], figures: [:], actionsDue: [:], issue: 2,
      findings: [
        world.programme.findings[0].identity, world.programme.findings[2].identity,
        finding("blank-text", "commission_id=1").identity,
      ])
    last.findings[world.programme.findings[0].identity] = ReportName(period: try quarter("2010/11-Q1"), issue: 3)
    let facts = try facts(world) { $0.last = last }
    let section = try #require(Report(facts).paper.section("Data quality"))
    #expect(
      section.rows == [
        "Orphan day | error | 2 | 1 | Quarter 1 of 2010/11, issue 3",
        "Day off worked | warning | 1 | 0 | Quarter 2 of 2010/11, issue 2", "Total |  | 3 | 1 | ",
      ], "\(section.rows)")
    let text = section.plain
    #expect(
      text.contains(
        "Compared with Quarter 2 of 2010/11, issue 2: 1 finding is new, 2 are carried and 1 is gone: Blank text (1)."))
    #expect(text.contains("it is wrong (days, commission 7): carried since Quarter 1 of 2010/11, issue 3."))
    #expect(text.contains("it is wrong (days, commission 9): new."))
    let rows = try #require(facts.sinceLastTable).rows.filter { $0[0] == .text("finding") }.map { $0.map(\.printed) }
    #expect(rows.map { $0[3] } == ["blank-text", "day-off-worked", "orphan-day"])
    #expect(rows.map(\.last) == ["0 new, 0 carried, 1 gone", "0 new, 1 carried, 0 gone", "1 new, 1 carried, 0 gone"])
    world.programme.findings = []
    let empty = try self.facts(world) { $0.last = last }
    #expect(
      try #require(Report(empty).paper.section("Data quality")).plain.hasPrefix(
        "The checks found no error and no warning.\nCompared with Quarter 2 of 2010/11, issue 2: 3 findings are gone: Blank text (1), Day off worked (1), Orphan day (1)."
      ))
    let first = try #require(try world.report.paper.section("Data quality"))
    #expect(first.plain == "The checks found no error and no warning.")
  }

  @Test func `days from work to entry are counted by their number`() {
    var lags = EntryLags()
    for days in [0, 1, 15, 30] { lags.add(days) }
    #expect(lags.median?.description == "8.0")
    #expect(lags.lateShare?.percentWritten() == "50%")
    #expect(EntryLags().median == nil && EntryLags().lateShare == nil)
  }

  @Test func `actions that are overdue come first, with the day first promised`() throws {
    var world = ReportedProgramme.small
    world.programme.actions = try [nil, "2011-03-31", "2010-11-30"].enumerated().map { index, due in
      var action = Action()
      action.number = Int64(index + 1)
      action.agreedOn = day("2010-10-04")
      action.what = Text("Do \(index + 1)")
      action.ownerRole = "head of service"
      action.dueOn = try due.map { try #require(CalendarDay($0)) }
      return action
    }
    let before = try quarter("2010/11-Q2")
    let facts = try facts(world) {
      $0.last = LastReport(
        period: before, projects: [:], versions: [:], figures: [:],
        actionsDue: [2: day("2010-12-31"), 3: day("2011-03-31")])
      $0.promised = [2: day("2010-10-31"), 3: day("2010-11-30")]
    }
    let section = Section("Actions", PaperSection.actions.blocks(facts))
    #expect(
      section.rows.prefix(3) == [
        "Do 3 | the programme | head of service | 30 November 2010, overdue | 30 November 2010",
        "Do 2 | the programme | head of service | 31 March 2011 | 31 October 2010",
        "Do 1 | the programme | head of service | no date | –",
      ])
    #expect(PaperSection.actions.blocks(try self.facts(.small) { _ in }).isEmpty)
  }
}
