import Support
import Testing

@testable import Core

/// The sentences about days committed, the year's end and the days expected, computed again from the rows of random programmes.
@Suite struct `What the paper claims of what lies ahead`: ReadsPapers {
  private static let seeds = RandomReport.seeds

  @Test(arguments: seeds) func `what is committed, requested, on hold and unknown, by project and by the year's end`(
    seed: Int
  ) throws {
    let random = try RandomReport.of(seed: seed)
    let projects = PlainProject.all(random)
    guard projects.contains(where: { $0.due != nil }) else {
      #expect(random.paper.section("Looking ahead") == nil)
      return
    }
    let section = try #require(random.paper.section("Looking ahead"))
    func days(_ states: [String]) -> Int64 {
      projects.filter { states.contains($0.state) }.compactMap(\.committed).reduce(0, +)
    }
    let (firm, asked, held) = (
      days(["active", "agreed"]), days(["requested"]), days(["on hold"])
    )
    let unknown = projects.count { ["active", "agreed", "requested"].contains($0.state) && $0.committed == nil }
    let rest = unknown == 0 ? "" : " What \(count(unknown, "more project")) will take is unknown."
    let hold = held == 0 ? "" : " The projects on hold would take \(written(held)) more."
    let committed = "\(firm == 0 ? "no days" : spelled(firm)) \(firm == 100 ? "is" : "are") committed"
    let requested = "\(asked == 0 ? "none" : written(asked)) requested"
    let isKnown = firm != 0 || asked != 0 || unknown == 0
    let line =
      isKnown
      ? "For Quarter 4 of 2010/11, \(committed), and \(requested).\(rest)\(hold)\n"
      : "What \(count(unknown, "project")) will take in Quarter 4 of 2010/11 is unknown.\(hold)\n"
    #expect(section.plain.hasPrefix(line), "\(section.plain)")
    let delivered = projects.reduce(0) { $0 + $1.days }
    let (year, verb) = (spelled(delivered + firm), delivered + firm == 100 ? "is" : "are")
    let expected =
      "By the end of the financial year 2010/11, \(unknown == 0 ? "" : "at least ")\(year) \(verb) expected: "
      + "\(written(delivered)) delivered so far, and \(written(firm)) committed."
    #expect(section.plain.contains(expected) == (firm != 0 || unknown == 0), "\(section.plain)")
    for project in projects {
      guard ["active", "agreed", "requested", "on hold"].contains(project.state), let days = project.committed, days > 0
      else { continue }
      let name = random.world.programme.plainName(project.commission)
      #expect(
        section.rows.contains {
          $0.hasPrefix("\(name) | \(project.state) | ") && $0.contains(" | \(written(days)) | ")
        },
        "\(section.rows)")
    }
  }

  @Test(arguments: seeds) func `whether the year's target can still be met`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    var world = random.world
    var numbers = SplitMix64(seed: seed)
    let delivered = PlainProject.all(random).reduce(0) { $0 + $1.days }
    let year = numbers.below(250)
    world.settings.thresholds.targets = [
      Target(measure: "days_delivered", goal: .year(Decimal(year), byQuarter: Target.equalQuarters))
    ]
    // The section alone, because the rest of a report takes most of the time.
    func section(_ world: ReportedProgramme) throws -> String {
      Section("", PaperSection.ahead.blocks(try world.facts)).plain
    }
    let ahead = try section(world)
    try #require(!ahead.isEmpty)
    guard PlainProject.all(random).contains(where: { $0.due != nil }) else { return }
    let span = Span(from: RandomReport.period.until, until: day("2011-04-01"))
    let working = (0..<90).map { span.from.advanced(by: $0) }.filter { $0.weekday < 6 }
    // In hundredths of a day's fifth.
    let capacity = world.programme.advisers.reduce(Int64(0)) { sum, adviser in
      let days = working.count { day in
        day >= adviser.appointedOn ?? .first && adviser.leftOn.map { day <= $0 } ?? true
      }
      return sum + Int64(days) * (adviser.daysPerWeek?.hundredths ?? 0)
    }
    let left = Int64(year) * 100 - delivered
    let can = (2 * capacity + 5) / 10 >= left ? "can still be met" : "can no longer be met"
    let said =
      left <= 0
      ? "The target of \(year).00 is met already."
      : "The target of \(year).00 \(can): the capacity to the year's end is \(written((2 * capacity + 5) / 10))."
    #expect(ahead.contains(said), "\(ahead)")
    world.programme.offer = Offer(absent: ["advisers.days_per_week"])
    let withoutCapacity = try section(world)
    #expect(!withoutCapacity.contains("the capacity to the year's end"), "\(withoutCapacity)")
    #expect(withoutCapacity.contains("is met already.") == (left <= 0), "\(withoutCapacity)")
  }

  @Test(arguments: seeds) func `what was expected of the quarter, beside what was delivered`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    var numbers = SplitMix64(seed: seed)
    var earlier = EarlierReports()
    let unknown = numbers.below(3)
    let (firm, asked) = (Int64(numbers.below(5000)), Int64(numbers.below(900)))
    earlier.last = LastReport(
      period: try quarter("2010/11-Q2"), projects: [:], versions: [:], figures: [:], actionsDue: [:])
    earlier.last?.expected = ExpectedDays(
      firm: Days(hundredths: firm), asked: Days(hundredths: asked), unknown: unknown)
    let delivered = written(Facts(random).days(RandomReport.period))
    let parts = [
      "\(written(firm)) firm", asked == 0 ? nil : "\(written(asked)) asked",
      unknown == 0 ? nil : "\(count(unknown, "project")) unknown",
    ].compactMap(\.self)
    let list = parts.dropLast().joined(separator: ", ") + (parts.count > 1 ? " and " : "") + (parts.last ?? "")
    let verb = delivered == "1.00" ? "was" : "were"
    let expected = parts.count == 1 && firm == 100 ? "was" : "were"
    #expect(
      lines(try facts(random.world, earlier).scoredForecast) == [
        "Days delivered: \(list) \(expected) expected; \(delivered) \(verb) delivered."
      ])
  }
}
