import Support
import Testing

@testable import Core

/// The sentences of the first page, of what moved and of what lies ahead, computed again from the rows of random programmes.
@Suite struct `What the first page claims`: ReadsPapers {
  private static let seeds = RandomReport.seeds

  @Test(arguments: seeds) func `the headline measures of this period and the one before`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let facts = Facts(random)
    let rows = try #require(random.paper.section("Headline measures")).rows
    func cells(_ title: String) throws -> [String] {
      let row = try #require(rows.first { $0.hasPrefix("\(title) | ") })
      return row.components(" | ")
    }
    let days = try cells("Days delivered")
    #expect(days[1] == written(facts.days(RandomReport.period)), "\(days)")
    let boroughs = try cells("Boroughs with days")
    #expect(boroughs[1] == "\(facts.boroughs(RandomReport.period))", "\(boroughs)")
    let outcomes = try cells("Outcomes achieved")
    let achieved = random.outcomes.filter(\.isAchieved)
    #expect(outcomes[1] == "\(achieved.count { RandomReport.period.contains($0.day) })", "\(outcomes)")
    let occasions = facts.programme.projects.reduce(0) { sum, project in
      sum
        + Set(
          project.shares.filter { RandomReport.period.contains($0.sharedOn) }.map {
            "\($0.sharedOn) \($0.channel?.string ?? "none")"
          }
        ).count
    }
    #expect(try cells("Occasions of practice shared")[1] == "\(occasions)")
    let waits = facts.waits.sorted()
    let wait = try cells("Median wait for the first day")[1]
    if waits.isEmpty {
      #expect(wait == "not applicable")
    } else {
      let twice = waits[(waits.count - 1) / 2] + waits[waits.count / 2]
      let median = "\(twice < 0 && twice > -2 ? "-" : "")\(twice / 2).\(twice % 2 == 0 ? 0 : 5)"
      #expect(wait == "\(median) calendar days (\(count(waits.count, "project")))")
    }
    let (used, capacity) = facts.posts.reduce((0, 0)) { ($0.0 + $1.days, $0.1 + $1.capacity) }
    #expect(
      try cells("Adviser utilisation")[1]
        == (capacity == 0
          ? "not applicable" : "\(percent(used * 500, of: capacity)) (\(count(facts.posts.count, "adviser")))"))
    guard facts.hasPrevious else { return }
    #expect(days[2] == written(facts.days(RandomReport.before)), "\(days)")
    #expect(boroughs[2] == "\(facts.boroughs(RandomReport.before))", "\(boroughs)")
    #expect(outcomes[2] == "\(achieved.count { RandomReport.before.contains($0.day) })", "\(outcomes)")
  }

  @Test(arguments: seeds) func `how many projects need attention, each listed once`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let items = items("Exceptions", random.paper) + items("Further exceptions", random.paper)
    let summary = try #require(random.paper.section("Summary")).plain
    guard !items.isEmpty else {
      #expect(summary.contains("There are no exceptions."))
      return
    }
    #expect(summary.contains("Exceptions: \(count(items.count, "project")) "), "\(summary)")
    let names = items.map { String($0.drop { $0 != ":" }.dropFirst(2).prefix { $0 != "," }) }
    #expect(Set(names).count == names.count, "\(names)")
    if items.count > 1 {
      #expect(
        try #require(random.paper.section("Exceptions")).plain.hasPrefix("\(items.count) projects need attention."))
    }
  }

  @Test(arguments: seeds) func `whose parts moved the days, and what the rest comes to`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    var numbers = SplitMix64(seed: seed)
    var parts: [(id: Int64, was: Int64, now: Int64)] = []
    var projects: [Int64: LastProject] = [:]
    for (index, project) in random.world.programme.projects.enumerated() {
      let now = random.entries.filter { $0.project == index && RandomReport.period.contains($0.day) }
        .reduce(0) { $0 + $1.hundredths }
      let was = numbers.chance(50) ? now : Int64(numbers.below(900))
      var last = LastProject()
      last.days = Days(hundredths: was)
      projects[project.commission.id] = last
      parts.append((project.commission.id, was, now))
    }
    // One that is no longer there.
    var gone = LastProject()
    gone.days = Days(hundredths: Int64(numbers.below(300)))
    projects[900] = gone
    parts.append((900, gone.days.hundredths, 0))
    var earlier = EarlierReports()
    let versions = Dictionary(uniqueKeysWithValues: Catalogue.all.map { ($0.id, $0.definition.version) })
    earlier.last = LastReport(
      period: try quarter("2010/11-Q2"), projects: projects, versions: versions, figures: [:], actionsDue: [:])
    let blocks = try facts(random.world, earlier).movers(of: metrics.daysDelivered)
    let moved = parts.filter { $0.was != $0.now }
    guard !moved.isEmpty else {
      #expect(blocks.isEmpty)
      return
    }
    let lines = Section("", blocks).plain.split(separator: "\n").map(String.init).dropFirst()
    func signed(_ change: Int64) -> String { (change > 0 ? "+" : change < 0 ? "-" : "") + written(abs(change)) }
    func largest(_ isUp: Bool) -> [Int64] {
      moved.map { $0.now - $0.was }.filter { ($0 > 0) == isUp }.sorted { abs($0) > abs($1) }
    }
    let (up, down) = (largest(true), largest(false))
    let rest = Array(up.dropFirst(3)) + Array(down.dropFirst(3))
    let named = up.prefix(3) + down.prefix(3) + (rest.count == 1 ? rest : [])
    #expect(lines.count == named.count + (rest.count > 1 ? 1 : 0))
    for (line, change) in zip(lines, named) { #expect(line.contains(": \(signed(change)), "), "\(line), \(change)") }
    if rest.count > 1 {
      #expect(lines.last == "\(rest.count) others: \(signed(rest.reduce(0, +))) together.")
    }
  }

  @Test(arguments: seeds) func `what is committed and what is left come to the capacity`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    guard let section = random.paper.section("Looking ahead") else { return }
    let facts = try facts(random.world)
    func hundredths(_ id: String) throws -> Int64 {
      let metric = try #require(Catalogue.metric(id))
      guard case .amount(.days(let days)) = facts.figure(metric)?.measure else { return 0 }
      return days.hundredths
    }
    let (firm, asked) = (try hundredths("days_committed_firm"), try hundredths("days_committed_asked"))
    let left = try hundredths("capacity_next") - firm - asked
    guard case .amount(.count(let unknown)) = facts.figure(metrics.ahead.commitmentUnknown)?.measure else { return }
    guard firm != 0 || asked != 0 || unknown == 0 else {
      #expect(
        section.plain.hasPrefix("What \(count(unknown, "project")) will take in Quarter 4 of 2010/11 is unknown."))
      #expect(!section.plain.contains("as headroom") && !section.plain.contains("are expected"))
      return
    }
    let committed = firm == 0 ? "no days" : spelled(firm)
    let requested = asked == 0 ? "none" : written(asked)
    #expect(
      section.plain.hasPrefix(
        "For Quarter 4 of 2010/11, \(committed) \(firm == 100 ? "is" : "are") committed, and \(requested) requested."),
      "\(section.plain)")
    #expect(
      section.plain.contains(
        left < 0
          ? "\(spelled(-left)) more than that \(left == -100 ? "is" : "are") expected."
          : "\(spelled(left)) \(left == 100 ? "is" : "are") left as headroom."),
      "\(section.plain)")
    let size = try hundredths("usual_size")
    #expect(section.plain.contains("That is room for about ") == (size > 0 && left >= size), "\(section.plain)")
    if size > 0, left >= size {
      #expect(
        section.plain.contains(
          "room for about \(count(Int(left / size), "more project")) of the usual \(spelled(size))"))
    }
  }

  @Test(arguments: seeds) func `whether a target is met, near or missed`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    var world = random.world
    let delivered = Facts(random).days(RandomReport.period)
    // Around what was delivered, so that each of the three comes.
    let year = max(1, delivered * 4 / 100 + Int64(seed % 9) - 3) * (seed % 3 == 0 ? 2 : 1)
    world.settings.thresholds.targets = [
      Target(
        measure: "days_delivered", goal: .year(Decimal(Int(year)), byQuarter: [25, 25, 25, 25].map { Decimal($0) }))
    ]
    let paper = try world.report.paper
    // In hundredths: a quarter of the year's days, and nine tenths of that.
    let status = delivered * 4 >= year * 100 ? "met" : delivered * 40 >= year * 900 ? "near" : "missed"
    let rows = try #require(paper.section("Headline measures")).rows
    let row = try #require(rows.first { $0.hasPrefix("Days delivered") })
    let wanted = "at least \(written(year * 25))"
    #expect(row.contains(" | \(wanted) | \(status)"), "\(row)")
    let unexplained = "Days delivered: \(written(delivered)), where \(wanted) was the target."
    #expect(try #require(paper.section("Exceptions")).plain.contains(unexplained) == (status == "missed"))
    let summary = try #require(paper.section("Summary")).plain
    #expect(summary.contains("1 target missed without an explanation") == (status == "missed"), "\(summary)")
  }

  @Test(arguments: seeds) func `which actions are open, and which of them are overdue`(seed: Int) throws {
    var world = try RandomReport.of(seed: seed).world
    var numbers = SplitMix64(seed: seed)
    let end = RandomReport.period.until
    func some(_ percent: Int, _ from: String) -> CalendarDay? {
      numbers.chance(percent) ? day(from).advanced(by: numbers.below(200)) : nil
    }
    world.programme.actions = (1...max(1, numbers.below(12))).map { number in
      var action = Action()
      action.number = Int64(number)
      action.agreedOn = some(100, "2010-08-01") ?? end
      action.what = Text("Do \(number)")
      action.dueOn = some(80, "2010-09-01")
      action.doneOn = some(30, "2010-09-01")
      action.droppedOn = some(10, "2010-09-01")
      return action
    }
    let open = world.programme.actions.filter { action in
      guard action.agreedOn < end else { return false }
      return !(action.doneOn.map { $0 < end } ?? false) && !(action.droppedOn.map { $0 < end } ?? false)
    }
    let overdue = open.filter { $0.dueOn.map { $0 < end } ?? false }
    let paper = try world.report.paper
    let listed = paper.section("Overdue actions")?.rows ?? []
    #expect(listed.count == min(5, overdue.count), "\(listed)")
    #expect(listed.allSatisfy { $0.contains("overdue") })
    let earliest = overdue.sorted { ($0.dueOn ?? end, $0.number ?? 0) < ($1.dueOn ?? end, $1.number ?? 0) }
    for (row, action) in zip(listed, earliest) { #expect(row.hasPrefix("\(action.what?.string ?? "") | "), "\(row)") }
    let all = try #require(paper.section("Actions"))
    #expect(all.rows.count { $0.hasPrefix("Do ") } == open.count, "\(all.rows)")
    let counts = all.rows.first { $0.hasPrefix("Actions overdue | ") }
    #expect(counts.map { $0.components(" | ")[1] } == "\(overdue.count)", "\(all.rows)")
  }
}

extension String {
  /// The parts between each `separator`.
  fileprivate func components(_ separator: String) -> [String] {
    split(separator: separator, omittingEmptySubsequences: false).map(String.init)
  }
}
