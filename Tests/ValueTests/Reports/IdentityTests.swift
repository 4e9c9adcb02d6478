import Testing

@testable import Core

@Suite struct IdentityTests {
  @Test func `all but the lowest commission of one reference append their number`() {
    let keys = ProjectKeys([(id: 9, reference: "R 1"), (id: 4, reference: "R 1"), (id: 5, reference: nil)])
    #expect(keys[4] == "R%201")
    #expect(keys[9] == "R%201~9")
    #expect(keys[5] == "~5")
  }

  @Test func `a reference that reads like a key of ours is told from it`() {
    let keys = ProjectKeys([
      (id: 1, reference: "A"), (id: 2, reference: "A"), (id: 3, reference: "A~2"), (id: 4, reference: nil),
      (id: 5, reference: "~4"), (id: 6, reference: "~"), (id: 7, reference: "A~x"),
    ])
    #expect((1...7).map { keys[$0] } == ["A", "A~2", "A%7E2", "~4", "%7E4", "%7E", "A~x"])
  }

  @Test func `an identity is taken apart and put together again`() throws {
    let text = "days_in_period/theme/caf%C3%A9%20%7C/2010-11-Q3"
    let identity = try #require(FigureIdentity(text))
    #expect(identity.description == text)
    #expect(identity.decodedKey == "café |")
    #expect(FigureIdentity("days_in_period/theme/2010-11-Q3") == nil)
    #expect(FigureIdentity("days_in_period/weather/all/2010-11-Q3") == nil)
    #expect(FigureIdentity("a/kind/~/b")?.decodedKey == nil)
  }

  @Test func `a figure's status is the first that holds`() throws {
    let period = try quarter("2010/11-Q3")
    let over = try #require(ReportingContext(period, today: day("2011-01-01")))
    let partial = try #require(ReportingContext(period, today: day("2010-12-31")))
    let known = Figure(metrics.daysDelivered, span: period.name, .days(Days(hundredths: 150)))
    let unknown = Figure(metrics.daysDelivered, span: period.name, .unknown)
    let none = Figure(metrics.utilisation, span: period.name, .notApplicable)
    let first = [known.identity: "1.25"]
    #expect(Statuses(over).status(of: known) == .final)
    #expect(Statuses(over, firstSettled: first).status(of: known) == .revised)
    #expect(Statuses(partial, firstSettled: first).status(of: known) == .provisional)
    #expect(Statuses(partial).status(of: unknown) == .unknown)
    #expect(Statuses(partial).status(of: none) == .notApplicable)
  }

  @Test func `an issue is revised where any figure is, though none of the programme's moved`() throws {
    var world = ReportedProgramme.small
    let facts = try world.facts
    let first = Dictionary(uniqueKeysWithValues: facts.measures.figures.map { ($0.identity, Cell($0.measure).printed) })
    world.previous = PreviousIssue(number: 1)
    world.firstSettled = first
    #expect(try world.report.status == .final)
    world.isRevised = true
    world.issue = 2
    let report = try world.report
    #expect(report.status == .revised)
    #expect(report.paper.lines[1].plain.hasPrefix("Issue 2, revised"))
    #expect(report.revisions?.rows.isEmpty == true)
  }

  @Test func `a changed figure is revised also where the issue before was retracted`() throws {
    var world = ReportedProgramme.small
    world.issue = 3
    let identity = "days_delivered/programme/all/2010-11-Q3"
    var first = Dictionary(
      uniqueKeysWithValues: try world.facts.measures.figures.map { ($0.identity, $0.measure.printed) })
    first[identity] = "1.25"
    world.firstSettled = first
    world.isRevised = true
    let report = try world.report
    #expect(report.paper.lines[1].plain.hasPrefix("Issue 3, revised"))
    let figures = report.tables[0]
    let revised = figures.rows.indices.filter { figures["status"][$0].printed == "revised" }
    #expect(revised.map { figures["figure"][$0].printed } == [identity])
    let row = try #require(report.headline["measure"].firstIndex(of: "Days delivered".cell))
    #expect(report.headline["value_status"][row].printed == "revised")
    #expect(report.revisions == nil)
  }

  @Test func `every changed row is named and counted, also where rows share a key`() throws {
    var world = ReportedProgramme.small
    world.previous = PreviousIssue(number: 1)
    world.revisions = [
      Revision(
        figure: "days_in_period/month/2010-M11/2010-11-Q3", was: "17.25", now: "16.50", causes: [.deletion], rows: ""),
      Revision(
        figure: "days_delivered/programme/all/2010-11-Q3", was: "17.25", now: "16.50", causes: [.record], rows: ""),
    ]
    let entry = "days:commission_id=2;worked_on=2010-11-05;adviser_id=1;activity=~"
    world.revisedRows =
      [50, 25].map { Revision.MovedRow(.deletion, .removed, entry, was: Days(hundredths: $0)) }
      + (1...2).map { Revision.MovedRow(.record, .changed, "outputs:commission_id=2;output_no=\($0)") }
    let said = try #require(try world.report.paper.section("Revisions")).plain
    let place = "LRSA-002, Haringey, 5 November 2010"
    #expect(said.contains("2 day entries were deleted (\(place), 0.25 days; \(place), 0.50 days)."), "\(said)")
    #expect(said.contains("2 outputs were changed ("), "\(said)")
  }

  @Test func `revisions are said in words with why`() throws {
    var world = ReportedProgramme.small
    world.previous = PreviousIssue(number: 1)
    world.revisions = [
      Revision(
        figure: "days_in_period/month/2010-M11/2010-11-Q3", was: "17.25", now: "17.50", causes: [.lateEntry], rows: ""),
      Revision(
        figure: "progress/project/LRSA-002/to-2010-12-31", was: "slipping", now: "behind", causes: [.correction],
        rows: ""),
      Revision(
        figure: "utilisation/programme/all/2010-11-Q3", was: "0.1250", now: "0.1367", causes: [.lateEntry],
        rows: "days:commission_id=2"),
    ]
    world.revisedRows = [
      Revision.MovedRow(
        .lateEntry, .added, "days:commission_id=2;worked_on=2010-11-04;adviser_id=1;activity=~",
        now: Days(hundredths: 100)),
      Revision.MovedRow(.correction, .changed, "outcomes:commission_id=2;outcome_no=1"),
    ]
    let report = try world.report
    let said = try #require(report.paper.section("Revisions")).plain
    #expect(
      said.contains(
        """
        (LRSA-002, Haringey, 4 November 2010, 1.00 day). It moved 2 figures: \
        Adviser utilisation, Quarter 3 of 2010/11: 12.50% → 13.67%; \
        Days in period, November 2010, Quarter 3 of 2010/11: 17.25 → 17.50.
        """), "\(said)")
    #expect(said.contains("Progress, LRSA-002, Haringey, to 31 December 2010: slipping → behind."))
    let methods = try #require(report.paper.section("Methods")).plain
    #expect(methods.contains("Along a curve and in a revision percentages have two decimals"), "\(methods)")
    #expect(report.revisions?["difference"].map(\.printed) == ["0.25", "", "0.0117"])
  }
}
