import Testing

@testable import Core

@Suite struct `What the pages for others say` {
  @Test func `no week in post has an entry of an adviser who was not in post`() throws {
    var world = ReportedProgramme.small
    world.programme.advisers[1].leftOn = day("2010-09-30")
    let facts = try world.facts
    func short(_ index: Int) throws -> String {
      try #require(facts.sheet(of: facts.programme.advisers[index], []).sections.first).plain
    }
    #expect(try short(1).hasSuffix("\nThe adviser was not in post on any working day of the period."))
    #expect(try short(0).contains("\n14 weeks without an entry, beginning on 1 October 2010, 4 October 2010, "))
    // 28 December is a bank holiday, and 29 December a working day of the same week.
    world.programme.advisers[1].leftOn = nil
    world.programme.advisers[1].appointedOn = day("2010-12-29")
    let late = try world.facts
    let page = late.sheet(
      of: late.programme.advisers[1],
      [
        DayEntry(
          commissionID: 2, workedOn: day("2010-12-30"), adviserID: 2, activity: nil, days: Days(hundredths: 100),
          recordedAt: nil)
      ])
    #expect(try #require(page.sections.first).plain.hasSuffix("\nEvery week in post has an entry."))
  }

  @Test func `a borough has no days left of a project that is over`() throws {
    var world = ReportedProgramme.small
    func left(_ change: (inout Commission) -> Void) throws -> String? {
      var world = world
      change(&world.programme.projects[0].commission)
      let facts = try world.facts
      let page = facts.statement(of: Borough(code: "E09000014", name: "Haringey"))
      for block in try #require(page.sections.first { $0.title.plain == "Days used" }).blocks {
        guard case .table(let table) = block else { continue }
        let place = try #require(table.heads.firstIndex { $0.title.plain == "Left" })
        return table.rows.first?[place].plain
      }
      return nil
    }
    #expect(try left { _ in } == "5.00")
    #expect(try left { $0.completedOn = day("2010-12-15") } == "–")
    #expect(try left { $0.withdrawnOn = day("2010-12-15") } == "–")
    #expect(try left { $0.onHoldSince = day("2010-12-15") } == "5.00")
    world.programme.projects[0].commission.daysAgreed = nil
    #expect(try left { _ in } == "unknown")
  }
}
