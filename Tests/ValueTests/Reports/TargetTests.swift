import Testing

@testable import Core

/// Measures beside what the job wants of them.
@Suite struct TargetTests {
  private func result(
    _ measure: String, _ goal: Target.Goal, in world: ReportedProgramme = .small,
    _ change: (inout ReportedProgramme) -> Void = { _ in }
  ) throws -> TargetResult {
    var world = world
    world.settings.thresholds.targets = [Target(measure: measure, goal: goal)]
    change(&world)
    let metric = try #require(Catalogue.metric(measure))
    return try #require(try world.facts.target(of: metric))
  }

  private func year(_ number: Int, _ parts: [Int] = [25, 25, 25, 25]) -> Target.Goal {
    .year(Decimal(number), byQuarter: parts.map { Decimal($0) })
  }

  @Test(arguments: [
    (70, TargetStatus.met), (77, .near), (78, .missed), (0, .met),
  ]) func `days against a quarter of the year are met, near or missed`(target: Int, status: TargetStatus) throws {
    // 17.50 days were delivered.
    #expect(try result("days_delivered", year(target)).status == status)
  }

  @Test func `by_quarter gives each quarter its part`() throws {
    let result = try result("days_delivered", year(100, [20, 30, 10, 40]))
    #expect(result.wanted == .days(Days(hundredths: 1000)) && result.status == .met)
    #expect(result.wantedWords.plain == "at least 10.00")
  }

  @Test func `a missed target that is better than last year improves`() throws {
    let last = DayTally(entries: 1, days: Days(hundredths: 100), first: day("2009-11-01"), last: day("2009-11-01"))
    let improving = try result("days_delivered", year(400)) {
      $0.programme.advisers[0].appointedOn = day("2009-04-01")
      $0.programme.projects[0].add(last, in: .lastYear, by: 1)
    }
    #expect(improving.status == .missedImproving && improving.status.isMissed)
  }

  @Test func `a wait is met at the target and a target of zero is never near`() throws {
    // The median wait is 70 days.
    #expect(try result("wait_days_median", .atMost(Decimal(70))).status == .met)
    #expect(try result("wait_days_median", .atMost(Decimal(64))).status == .near)
    #expect(try result("wait_days_median", .atMost(Decimal(63))).status == .missed)
    #expect(try result("practice_occasions", .atLeast(Decimal(0))).status == .met)
    #expect(try result("outcomes_in_period", .atMost(Decimal(0))).status == .missed)
  }

  @Test func `a target and a value that misses it never print alike`() throws {
    let response = try #require(Catalogue.metric("response_rate"))
    func said(_ count: Int64, of all: Int64, _ goal: Target.Goal) -> String {
      let target = Target(measure: "response_rate", goal: goal)
      let share = Fraction(count, over: all).map { Measure.amount(.ratio($0)) } ?? .unknown
      return Figure(response, span: "", share, n: Int(all)).prose(leastForPercent: 5, beside: target).plain
    }
    #expect(said(4, of: 6, .atLeast(Decimal(67))) == "under 67% of 6")
    #expect(said(19, of: 30, .atMost(Decimal(63))) == "over 63% of 30")
    #expect(said(2, of: 3, .atLeast(Decimal(67))) == "2 of 3")
    #expect(said(67, of: 100, .atLeast(Decimal(67))) == "67% of 100")
    #expect(said(2, of: 8, .atMost(Decimal(25))) == "25% of 8")
    let exact = Decimal(mantissa: 625, scale: 1)
    #expect(try result("response_rate", .atLeast(exact)).wantedWords.plain == "at least 62.5%")
    // A third of 121 days is 40.293, and no 40.29 days are as many.
    let third = [Decimal(mantissa: 333, scale: 1), Decimal(mantissa: 667, scale: 1), Decimal(0), Decimal(0)]
    let part = try result("days_delivered", .year(Decimal(121), byQuarter: third.reversed()))
    #expect(part.wantedWords.plain == "at least 80.71")
  }

  @Test func `a ratio of too few, a median of too few and a partial period are not judged`() throws {
    #expect(try result("response_rate", .atLeast(Decimal(80))).status == .noJudgement)
    let two = try result("wait_days_median", .atMost(Decimal(1))) { $0.programme.projects.removeLast() }
    #expect(two.status == .noJudgement)
    let partial = try result("days_delivered", year(4)) { $0.today = day("2010-11-30") }
    #expect(partial.status == .noJudgement)
  }

  /// Whatever may have a target may miss it.
  @Test func `the author can explain any missed target, and is printed`() throws {
    for metric in Target.measures {
      var world = ReportedProgramme.small
      world.programme.actions = [Action()]
      world.programme.actions[0].agreedOn = day("2010-10-04")
      world.settings.thresholds.targets = [Target(measure: metric.id, goal: .atLeast(Decimal(1000)))]
      #expect(world.settings.hasBlock(metric.id), "\(metric.id)")
      let commentary = try Commentary(parsing: "## Reach\n### \(metric.title)\n#### Story\nAs it was planned.")
      let facts = try world.facts
      let printed = facts.measures.printedFigures(ProjectKeys(facts.programme)) { _ in false }
      world.commentary = try QuotedCommentary(commentary, facts.measures, printed: printed)
      #expect(
        try world.report.paper.plain.matches(of: /Story\nAs it was planned\./).count == 1, "\(metric.id)")
      #expect(try world.facts.unexplainedTargets.isEmpty)
      // Where the job leaves out the question, what lies ahead has the text beside the targets.
      world.settings.sections = [.ahead]
      #expect(world.settings.hasBlock(metric.id))
      #expect(try world.report.paper.plain.matches(of: /As it was planned\./).count == 1, "\(metric.id)")
    }
    #expect(!ReportSettings().hasBlock("response_rate"))
  }

  @Test func `a missed target without a word is an exception, and without targets nothing is said`() throws {
    var world = ReportedProgramme.small
    let before = try world.report.paper
    #expect(before.section("Looking ahead")?.plain.contains("Target") == false)
    world.settings.thresholds.targets = [Target(measure: "days_delivered", goal: year(400))]
    let paper = try world.report.paper
    let exceptions = try #require(paper.front.first { $0.title.plain == "Exceptions" }).plain
    #expect(exceptions.contains("Targets missed, no explanation given:"))
    #expect(exceptions.contains("Days delivered: 17.50, where at least 100.00 was the target."))
    let ahead = try #require(paper.section("Looking ahead"))
    #expect(ahead.rows.contains { $0.hasPrefix("Days delivered | 17.50 | at least 100.00 | Missed") })
    let headline = try #require(paper.front.first { $0.title.plain == "Headline measures" })
    #expect(
      headline.rows.contains { $0.hasPrefix("Days delivered | 17.50") && $0.contains("at least 100.00 | missed") })
  }
}
