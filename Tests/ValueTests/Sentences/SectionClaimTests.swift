import Support
import Testing

@testable import Core

/// The sentences about single projects and about the sections, computed again from the rows of random programmes.
@Suite struct `What the sections claim`: ReadsPapers {
  private static let seeds = RandomReport.seeds

  // MARK: Exceptions

  @Test(arguments: seeds) func `each exception of each project, the gravest first`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let projects = PlainProject.all(random).map { (project: $0, all: $0.exceptions) }.filter { !$0.all.isEmpty }
    let kinds = [
      "Overdue", "Overrun", "Heading past its date", "Behind", "Stalled", "Waiting too long", "On hold",
      "Case study due", "Runs out early",
    ]
    let expected = kinds.flatMap { kind in
      projects.filter { $0.all[0].title == kind }.sorted {
        ($1.all[0].gravity, $0.project.index) < ($0.all[0].gravity, $1.project.index)
      }
    }.map { project, all in
      let name = random.world.programme.plainName(project.commission)
      let others = all.dropFirst().map { " Also \($0.also)\($0.words)." }
      return "\(all[0].title): \(name): \(all[0].words)." + others.joined()
    }
    let found = items("Exceptions", random.paper) + items("Further exceptions", random.paper)
    #expect(found == expected)
    guard !expected.isEmpty else { return }
    let counts = kinds.compactMap { kind -> String? in
      let states = projects.flatMap(\.all).filter { $0.title == kind }
      return states.first.map { "\(states.count) \($0.counted)" }
    }
    let all = count(projects.count, "project")
    let said = counts.count == 1 ? "\(all) \(counts[0].drop { $0 != " " }.dropFirst())" : "\(all) (\(sentence(counts)))"
    #expect(try section("Summary", random.paper).contains("Exceptions: \(said)."))
    if expected.count > 8 {
      #expect(try section("Exceptions", random.paper).hasSuffix("\(expected.count - 8) more under Further exceptions."))
    }
  }

  @Test(arguments: seeds) func `how many errors and warnings there are, and which are new`(seed: Int) throws {
    var numbers = SplitMix64(seed: seed)
    func finding(_ number: Int) -> Finding {
      Finding(
        rule: number % 3 == 0 ? "orphan-day" : "blank-text", severity: number % 3 == 0 ? .error : .warning,
        relation: "days", key: "commission_id=\(number)", message: "it is wrong")
    }
    let (now, before) = (Set((0..<numbers.below(9)).map { _ in numbers.below(12) }), Set(0..<numbers.below(9)))
    var world = ReportedProgramme.small
    world.programme.findings = now.sorted().map(finding)
    var earlier = EarlierReports()
    earlier.last = LastReport(
      period: try quarter("2010/11-Q2"), projects: [:], versions: [:], figures: [:], actionsDue: [:], issue: 2,
      findings: Set(before.map { finding($0).identity }))
    let paper = Report(try facts(world, earlier)).paper
    let errors = now.count { $0 % 3 == 0 }
    let warnings = now.count - errors
    let quality = try section("Data quality", paper)
    #expect(
      quality.hasPrefix(
        now.isEmpty
          ? "The checks found no error and no warning."
          : "The checks found \(count(errors, "error")) and \(count(warnings, "warning"))"))
    let gone = before.subtracting(now)
    let parts = [
      (now.subtracting(before).count, "new"), (now.intersection(before).count, "carried"), (gone.count, "gone"),
    ].filter { $0.0 > 0 }.enumerated().map { place, part in
      "\(place == 0 ? count(part.0, "finding") : "\(part.0)") \(part.0 == 1 ? "is" : "are") \(part.1)"
    }
    let rules = [("Blank text", gone.count { $0 % 3 != 0 }), ("Orphan day", gone.count { $0 % 3 == 0 })]
    let which = rules.filter { $0.1 > 0 }.map { "\($0.0) (\($0.1))" }.joined(separator: ", ")
    let compared =
      "Compared with Quarter 2 of 2010/11, issue 2: \(sentence(parts))\(which.isEmpty ? "" : ": \(which)")."
    #expect(quality.contains(compared) == !parts.isEmpty, "\(quality)")
    let said = "\(count(errors, "error")) in the data."
    #expect(try section("Summary", paper).contains(said) == (errors > 0))
    #expect(
      try section("Exceptions", paper).contains("Errors in the data (\(errors)): Orphan day (\(errors)).")
        == (errors > 0))
  }

  // MARK: Projects

  @Test(arguments: seeds) func `how far each project has come`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let period = RandomReport.period
    let live = Facts(random).inScope.filter { index in
      let commission = random.world.programme.projects[index].commission
      func isBefore(_ date: CalendarDay?, _ day: CalendarDay) -> Bool { date.map { $0 < day } ?? false }
      return isBefore(commission.startsOn, period.until) && !isBefore(commission.completedOn, period.from)
        && !isBefore(commission.withdrawnOn, period.from)
    }
    let text = (random.paper.section("Projects").map(\.plain) ?? "").split(separator: "\n").map(String.init)
    for index in live {
      let project = PlainProject(random, index)
      let agreed = project.agreed.map { " of \(written($0)) agreed" } ?? "; days agreed unknown"
      let start = "\(project.standing). \(spelled(project.daysInPeriod)) in the period"
      let end = "and \(spelled(project.days)) to date\(agreed). \(project.outlook)."
      let achieved = random.outcomes.count { $0.project == index && $0.isAchieved && period.contains($0.day) }
      let name = random.world.programme.plainName(project.commission)
      if live.count > 12 {
        let outcomes =
          achieved == 0 ? "No outcomes were" : achieved == 1 ? "1 outcome was" : "\(achieved) outcomes were"
        let line = try #require(text.first { $0.hasPrefix("\(name). ") })
        #expect(line.hasPrefix("\(name). \(start)"), "\(line)")
        #expect(line.hasSuffix("\(end) \(outcomes) achieved in the period."), "\(line)")
      } else {
        let heading = try #require(text.firstIndex(of: name))
        let rest = text[(heading + 1)...]
        let line = try #require(rest.first { $0.hasPrefix("Progress: ") })
        #expect(line.hasPrefix("Progress: \(start)") && line.hasSuffix(end), "\(line), \(end)")
        let outcomes = achieved == 0 ? "none." : "\(count(achieved, "outcome")) achieved."
        #expect(rest.first { $0.hasPrefix("Outcomes in the period:") } == "Outcomes in the period: \(outcomes)")
      }
    }
  }

  @Test(arguments: seeds) func `of how many projects the days agreed are unknown`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let unagreed = Facts(random).inScope.map { PlainProject(random, $0) }.filter { $0.agreed == nil }
    let open = unagreed.count { $0.commission.daysPerWeek != nil && $0.due == nil }
    let unknown = unagreed.count - open
    let text = try section("Projects", random.paper)
    let parts = [
      open == 0 ? [] : [count(open, "open-ended project")],
      unknown == 0 ? [] : ["\(count(unknown, "project")) whose days agreed are unknown"],
    ].flatMap(\.self)
    #expect(text.contains("The total of days agreed leaves out") == !parts.isEmpty)
    #expect(
      parts.isEmpty || text.contains("The total of days agreed leaves out \(parts.joined(separator: " and "))."),
      "\(text)")
  }

  @Test(arguments: seeds) func `what is said of each project since the last report`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    var numbers = SplitMix64(seed: seed)
    var projects: [Int64: LastProject] = [:]
    var expected: [String] = []
    var new: [String] = []
    let names = ["first", "second", "third", "fourth", "fifth"]
    for index in Facts(random).inScope {
      let project = PlainProject(random, index)
      let name = random.world.programme.plainName(project.commission)
      guard numbers.chance(80) else {
        new.append(name)
        continue
      }
      var last = LastProject()
      last.progress = numbers.one(of: [project.progress, "behind"])
      last.reports = numbers.between(1, 4)
      last.dueOn = numbers.one(of: [project.commission.dueOn, nil, day("2010-12-31")])
      last.daysAgreed = numbers.one(of: [project.commission.daysAgreed, nil, Days(hundredths: 1234)])
      projects[project.commission.id] = last
      var words: [String] = []
      let isWatched = ["not started", "on hold", "overrun", "overdue", "behind", "slipping"].contains(project.progress)
      if isWatched, last.progress == project.progress {
        words.append("\(project.progress), \(names[last.reports]) report running")
      }
      switch (last.dueOn, project.commission.dueOn) {
      case (let was?, let now?) where was != now:
        let moved = count(abs(now - was), "day") + (now < was ? " earlier" : "")
        words.append("planned end moved from \(was.written) to \(now.written) (\(moved))")
      case (let was?, nil): words.append("planned end of \(was.written) no longer recorded")
      case (nil, let now?): words.append("planned end set to \(now.written)")
      default: break
      }
      if last.daysAgreed != project.commission.daysAgreed {
        func known(_ days: Days?) -> String { days.map { written($0.hundredths) } ?? "unknown" }
        words.append("days agreed \(known(project.commission.daysAgreed)), were \(known(last.daysAgreed))")
      }
      if !words.isEmpty { expected.append("\(name): \(words.joined(separator: "; ")).") }
    }
    // What is no longer in scope, and is no exception; and what is no longer there.
    var left: [String] = []
    let inScope = Set(Facts(random).inScope)
    for project in PlainProject.all(random) where !inScope.contains(project.index) && numbers.chance(60) {
      projects[project.commission.id] = LastProject()
      if project.exceptions.isEmpty { left.append(random.world.programme.plainName(project.commission)) }
    }
    for id in 0..<numbers.below(5) {
      projects[Int64(900 + id)] = LastProject()
      left.append("Commission \(900 + id), all of London")
    }
    var earlier = EarlierReports()
    let versions = Dictionary(uniqueKeysWithValues: Catalogue.all.map { ($0.id, $0.definition.version) })
    earlier.last = LastReport(
      period: try quarter("2010/11-Q2"), projects: projects, versions: versions, figures: [:], actionsDue: [:])
    let lines = try #require(try facts(random.world, earlier).since).projectLines().map(\.plain)
    // Three or more that are new, or no longer reported, are one line.
    expected += new.count < 3 ? new.map { "\($0): new." } : ["New: \(new.joined(separator: "; "))."]
    expected +=
      left.count < 3
      ? left.map { "\($0): no longer reported." } : ["No longer reported: \(left.joined(separator: "; "))."]
    #expect(lines.sorted() == expected.sorted())
  }

  // MARK: Results

  @Test(arguments: seeds) func `outcomes at other stages, and those still expected`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    var numbers = SplitMix64(seed: seed)
    var world = random.world
    let end = RandomReport.period.until
    // Every second programme records what follows an expectation. In the others no outcome follows one.
    let recordsFollowing = seed % 2 == 0
    world.programme.recordsFollowing = recordsFollowing
    let fate = recordsFollowing ? ", and not yet followed up" : ""
    var expected: [String] = []
    for index in world.programme.projects.indices {
      var open: [CalendarDay?] = []
      for number in 0..<numbers.between(0, 3) {
        let by = numbers.chance(60) ? day("2010-10-01").advanced(by: numbers.below(200)) : nil
        let isSettled = numbers.chance(30) && recordsFollowing
        let observed = day("2010-10-01").advanced(by: numbers.below(80))
        world.programme.projects[index].expectations += [
          try #require(
            ExpectedOutcome(
              Outcome(
                commissionID: Int64(index), number: Int64(number), observedOn: observed, stage: Term(.expected),
                expectedBy: by)))
        ]
        if isSettled {
          let follower = Outcome(
            commissionID: Int64(index), number: Int64(100 + number), observedOn: end.previous, stage: Term(.achieved),
            follows: Int64(number))
          world.programme.projects[index].expectations += [try #require(ExpectedOutcome(follower))]
        } else {
          open.append(by)
        }
      }
      guard !open.isEmpty else { continue }
      let first = open.compactMap(\.self).min().map { ", the first by \($0.written)" } ?? ""
      expected.append(
        "\(world.programme.plainName(world.programme.projects[index].commission)): \(count(open.count, "outcome")) expected\(first)\(fate)."
      )
    }
    let text = try section("Is anyone better off", try world.report.paper)
    for line in expected { #expect(text.contains(line), "\(text)") }
    #expect(
      text.matches(of: /expected[^\n]*, and not yet followed up\./).count == (recordsFollowing ? expected.count : 0))
    let others = random.outcomes.count { !$0.isAchieved && RandomReport.period.contains($0.day) }
    let said = "Outcomes recorded in the period at other stages: \(others) expected."
    #expect(text.contains("at other stages") == (others > 0) && text.contains(said) == (others > 0))
  }

  @Test(arguments: seeds) func `who taught whom, a line for each occasion`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let programme = random.world.programme
    func name(_ code: Text?) -> String {
      guard let code else { return "all of London" }
      return programme.boroughs.first { $0.code == code }?.name.recorded?.string ?? "borough \(code.string)"
    }
    var expected: [String] = []
    for project in programme.projects {
      let own = project.commission.boroughCode
      let shares = project.shares.filter {
        RandomReport.period.contains($0.sharedOn) && ($0.boroughCode == nil || $0.boroughCode != own)
      }
      let occasions = Dictionary(grouping: shares) { "\($0.sharedOn.written)|\($0.channel?.string ?? "")" }
      for group in occasions.values {
        let codes = Set(group.compactMap(\.boroughCode)).sorted()
        let learners = codes.map { name($0) } + (group.contains { $0.boroughCode == nil } ? ["a wider audience"] : [])
        let channel = group[0].channel.map { " (\($0.string))" } ?? ""
        expected.append("\(group[0].sharedOn.written): \(name(own)) taught \(sentence(learners))\(channel)")
      }
    }
    let text = try section("Is anyone better off", random.paper).split(separator: "\n").map(String.init)
    #expect(text.filter { $0.contains(" taught ") }.sorted() == expected.sorted())
  }

  // MARK: Boroughs

  @Test(arguments: seeds) func `which boroughs are reached, and how`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let (facts, end) = (Facts(random), RandomReport.period.until)
    let programme = random.world.programme
    let text = try section("Reach", random.paper)
    guard !programme.boroughs.isEmpty else {
      #expect(text.hasPrefix("No borough is listed."))
      return
    }
    func reach(_ code: Text) -> String {
      let own = programme.projects.map(\.commission).filter { commission in
        commission.boroughCode == code && commission.startsOn.map { $0 < end } ?? false
          && !(commission.withdrawnOn.map { $0 < end } ?? false)
      }.compactMap { $0.arrangement?.value }
      if own.contains(.host) { return "Host" }
      if own.contains(.commissioned) || own.contains(.urgent) { return "Commissioned" }
      let isTaught = programme.projects.contains { project in
        project.commission.boroughCode != code
          && project.shares.contains { $0.boroughCode == code && $0.sharedOn < end }
      }
      return isTaught ? "Shared with" : "Not reached"
    }
    let reaches = Dictionary(grouping: programme.boroughs) { reach($0.code) }
    for (kind, boroughs) in reaches { #expect(text.contains("\(kind) (\(boroughs.count)): "), "\(text)") }
    #expect(text.matches(of: /\n(Host|Commissioned|Shared with|Not reached) \(/).count == reaches.count, "\(text)")
    let all = programme.boroughs.count
    let missed = reaches["Not reached"]?.count ?? 0
    let said =
      switch (all - missed, missed) {
      case (1, 0): "reached its one borough."
      case (0, 1): "not reached its one borough."
      case (_, 0): "reached all \(all) boroughs."
      case (0, _): "reached none of \(all) boroughs."
      default:
        "reached \(all - missed) of \(all) boroughs, and \(missed) \(missed == 1 ? "has" : "have") not been reached."
      }
    #expect(text.hasPrefix("To date the programme has \(said)"), "\(text)")
    let served = (reaches["Not reached"] ?? []).count { borough in
      facts.inScope.contains { index in
        programme.projects[index].commission.boroughCode == borough.code && PlainProject(random, index).days != 0
      }
    }
    #expect(text.matches(of: /\(days delivered, but no project of its own\)/).count == served, "\(text)")
    let unlisted = facts.inScope.filter { index in
      programme.projects[index].commission.boroughCode.map { !facts.listed.contains($0) } ?? true
    }
    guard !unlisted.isEmpty else { return }
    let days = unlisted.reduce(0) { $0 + PlainProject(random, $1).daysInPeriod }
    let isOfLondon = programme.projects.allSatisfy { $0.commission.boroughCode.map(facts.listed.contains) ?? true }
    let verb = unlisted.count == 1
    let whose =
      isOfLondon
      ? "\(verb ? "is" : "are") for all of London" : "\(verb ? "belongs" : "belong") to no listed borough"
    #expect(
      text.hasSuffix("\(count(unlisted.count, "project")) with \(spelled(days)) in the period \(whose)."), "\(text)")
  }

  @Test(arguments: seeds) func `how many boroughs had no project`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    let facts = Facts(random)
    let served = Set(facts.inScope.compactMap { random.world.programme.projects[$0].commission.boroughCode })
    let idle = facts.listed.subtracting(served).count
    let text = try section("How much did we do", random.paper)
    let isServed = !facts.inScope.isEmpty
    #expect(
      text.contains("\n\(count(idle, "borough")) had no project in scope of the period.") == (idle > 0 && isServed),
      "\(text)")
  }

  // MARK: Case studies

  @Test(arguments: seeds) func `when the work of a case study began and ended, and its days`(seed: Int) throws {
    let random = try RandomReport.of(seed: seed)
    var world = random.world
    for index in world.programme.projects.indices { world.programme.projects[index].commission.hasNarrative = true }
    let end = RandomReport.period.until
    for study in try world.report.caseStudies {
      let reference = study.name.plain
      let index = try #require(
        world.programme.projects.indices.first {
          study.path == "case-studies/project-\(world.programme.projects[$0].commission.id).md"
        }, "\(reference)")
      let project = PlainProject(random, index)
      let isCompleted = project.commission.completedOn.map { $0 < end } ?? false
      let start = project.commission.startsOn
      let begun = start.map { isCompleted || $0 < end ? $0.written : "not yet" } ?? "not recorded"
      let completed = isCompleted ? project.commission.completedOn?.written ?? "" : "ongoing"
      let agreed = project.agreed.map { "\(spelled($0)) agreed" } ?? "days agreed not recorded"
      let lines = study.paper.lines.map(\.plain)
      #expect(lines[0] == "Started: \(begun). Completed: \(completed).")
      #expect(lines.contains("Days: \(agreed), \(written(project.days)) delivered to date."), "\(lines)")
    }
  }
}
