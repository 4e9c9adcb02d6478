import Testing

@testable import Core

/// Each sentence is true of the figures that it cites.
@Suite struct `The paper's sentences` {
  private func summary(_ world: ReportedProgramme) throws -> String {
    try #require(try world.report.paper.section("Summary")).plain
  }

  private func sentence(_ chart: String, _ world: ReportedProgramme) throws -> String {
    try #require(try world.report.charts.first { $0.path == "charts/\(chart).svg" }).sentence.plain
  }

  private func line(_ metric: String, _ world: ReportedProgramme) throws -> String? {
    try world.report.paper.all.flatMap(\.rows).first { $0.hasPrefix("\(metric) | ") }
  }

  // MARK: Comparisons follow what they compare

  /// 5.00 days in one borough before the period, and 5.00 in two in it.
  private func compared(before: Int64) -> ReportedProgramme {
    var world = ReportedProgramme.small
    world.programme.projects = [project(1, "A", days: 300), project(2, "B", borough: "E09000015", days: 200)]
    world.programme.projects[0].add(
      DayTally(entries: 1, days: Days(hundredths: before), first: day("2010-09-10"), last: day("2010-09-10")),
      in: .previous, by: 1)
    world.settle()
    return world
  }

  @Test func `compare days with days and boroughs with boroughs`() throws {
    #expect(
      try summary(compared(before: 500)).hasPrefix(
        """
        The advisers delivered 5.00 days, as in Quarter 2 of 2010/11, on 2 projects in 2 of 3 boroughs (1 in Quarter 2).
        """))
    #expect(
      try summary(compared(before: 600)).hasPrefix(
        """
        The advisers delivered 5.00 days, 1.00 fewer than in Quarter 2 of 2010/11, on 2 projects in 2 of 3 boroughs (1 in Quarter 2).
        """))
  }

  @Test func `compare nothing before anybody was in post`() throws {
    var world = compared(before: 0)
    world.programme.advisers = world.programme.advisers.map {
      Adviser(id: $0.id, name: $0.name, appointedOn: day("2010-10-01"), leftOn: nil, daysPerWeek: $0.daysPerWeek)
    }
    #expect(try summary(world).hasPrefix("The advisers delivered 5.00 days on 2 projects in 2 of 3 boroughs."))
  }

  // MARK: Small numbers and percentages

  private func veryUseful(_ world: ReportedProgramme) throws -> String? {
    let row = try line("Rated very useful, 12 months", world)
    return row?.split(separator: "|").dropFirst().first?.split(separator: " ").joined(separator: " ")
  }

  @Test(arguments: [
    (1, 1, "1 of 1"), (4, 3, "3 of 4"), (5, 5, "100% of 5"), (200, 199, "over 99% of 200"), (201, 1, "under 1% of 201"),
    (199, 198, "99% of 199"), (6, 0, "0% of 6"),
  ]) func `give few as their counts, and 0% and 100% only where they are`(count: Int, useful: Int, expected: String)
    throws
  { #expect(try veryUseful(.rated(count, useful: useful)) == expected) }

  @Test func `give as many as the job file says as their counts`() throws {
    var world = ReportedProgramme.rated(5, useful: 4)
    #expect(try veryUseful(world) == "80% of 5")
    world.settings.leastForPercent = 6
    #expect(try veryUseful(world) == "4 of 5")
    world.settings.leastForPercent = 1
    #expect(try veryUseful(world) == "80% of 5")
    let methods = try #require(try world.report.paper.section("Methods")).plain
    #expect(!methods.contains("A share of fewer"))
  }

  @Test func `keep value and n of a share in the data, and print it in the workbook`() throws {
    let report = try ReportedProgramme.rated(4, useful: 3).report
    let figures = report.tables[0]
    let place = try #require(figures["figure"].firstIndex(of: "very_useful_share/programme/all/12m-2010-12-31".cell))
    #expect(figures["value"][place].printed == "0.7500")
    #expect(figures["n"][place] == Cell(4))
    let row = try #require(report.headline["measure"].firstIndex(of: "Rated very useful, 12 months".cell))
    #expect(report.headline["value"][row] == "3 of 4".cell)
    let whole = try ReportedProgramme.rated(8, useful: 6).report.headline
    #expect(whole["value"][row].printed == "0.7500")
    let nearly = try ReportedProgramme.rated(200, useful: 199).report.headline
    #expect(nearly["value"][row] == "over 99%".cell)
  }

  // MARK: Utilisation

  /// Ann has capacity and 16.00 days; Bob left before the period, and has 48.00 days in it.
  private var leaver: ReportedProgramme {
    var world = ReportedProgramme.small
    world.programme.advisers = [
      Adviser(id: 1, name: "Ann", appointedOn: day("2010-04-01"), leftOn: nil, daysPerWeek: Days(hundredths: 500)),
      Adviser(
        id: 2, name: "Bob", appointedOn: day("2010-04-01"), leftOn: day("2010-09-30"),
        daysPerWeek: Days(hundredths: 500)),
    ]
    world.programme.projects = [project(1, "A", days: 1600)]
    world.programme.projects[0].add(Days(hundredths: 4800), on: day("2010-11-10"), by: 2)
    world.programme.projects[0].periodDaysThisYear = Days(hundredths: 6400)
    world.settle()
    return world
  }

  @Test func `name everybody whose days utilisation counts`() throws {
    #expect(
      try sentence("adviser-utilisation", leaver) == """
        2 advisers used 100% of their joint capacity, with 48.00 days by 1 adviser without capacity; Ann used 25% of it.
        """)
    #expect(
      try summary(leaver).contains(
        """
        100% of the capacity of 2 advisers was used, with 48.00 days by 1 adviser without capacity.
        """))
  }

  @Test func `name no one beside those with capacity where they did all the work`() throws {
    var world = leaver
    world.programme.projects = [project(1, "A", days: 1600)]
    world.settle()
    #expect(try sentence("adviser-utilisation", world) == "1 adviser used 25% of the capacity.")
    #expect(try summary(world).contains("25% of the capacity of 1 adviser was used."))
  }

  @Test func `name the adviser who used least, and not one who seems equal by rounding`() throws {
    var world = leaver
    world.programme.advisers =
      world.programme.advisers.map {
        Adviser(id: $0.id, name: $0.name, appointedOn: $0.appointedOn, leftOn: nil, daysPerWeek: $0.daysPerWeek)
      } + [Adviser(id: 3, name: "Cat", appointedOn: day("2010-04-01"), leftOn: nil, daysPerWeek: Days(hundredths: 500))]
    world.programme.projects = [project(1, "A", days: 1610)]
    world.programme.projects[0].add(Days(hundredths: 1600), on: day("2010-11-10"), by: 2)
    world.programme.projects[0].add(Days(hundredths: 3200), on: day("2010-11-10"), by: 3)
    world.settle()
    #expect(
      try sentence("adviser-utilisation", world)
        == "3 advisers used 33% of their joint capacity, from 25% (Bob) to 50% (Cat).")
  }

  // MARK: Superlatives

  @Test func `call no share the most that is not`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = [
      project(1, "A", days: 1874), project(2, "B", borough: "E09000015", days: 2000),
      project(3, "C", borough: "E09000003", days: 1900),
    ]
    world.settle()
    #expect(try sentence("days-by-borough", world) == "Of 57.74 days, the largest share went to Harrow (20.00).")
    world.programme.projects = [project(1, "A", days: 500), project(2, "B", borough: "E09000015", days: 500)]
    world.settle()
    #expect(
      try sentence("days-by-borough", world)
        == "Of 10.00 days, the largest shares went to Haringey and Harrow (5.00 each).")
    world.programme.projects = [project(1, "A", days: 500)]
    world.settle()
    #expect(try sentence("days-by-borough", world) == "Of 5.00 days, all went to Haringey.")
    world.programme.monthDays = [
      day("2010-10-01"): Days(hundredths: 2000), day("2010-11-01"): Days(hundredths: 1800),
      day("2010-12-01"): Days(hundredths: 1900),
    ]
    #expect(
      try sentence("days-by-month", world).hasSuffix(
        "October 2010 (20.00) had the most and November 2010 (18.00) the fewest."))
  }

  @Test func `compare whole months only, and leave out a month that has not begun`() throws {
    var world = ReportedProgramme.small
    world.programme.monthDays = [
      day("2010-10-01"): Days(hundredths: 1000), day("2010-11-01"): Days(hundredths: 750),
    ]
    func said() throws -> (sentence: String, months: [String]) {
      let chart = try #require(try world.report.charts.first { $0.path == "charts/days-by-month.svg" })
      return (chart.sentence.plain, chart.bars.map(\.label.string))
    }
    world.today = day("2010-11-22")
    let running = try said()
    #expect(running.sentence == "17.50 days were delivered.")
    #expect(running.months == ["October 2010", "November 2010 so far"])
    world.today = day("2010-12-05")
    let later = try said()
    #expect(
      later.sentence == """
        17.50 days were delivered. Of the whole months, October 2010 (10.00) had the most and \
        November 2010 (7.50) the fewest.
        """)
    #expect(later.months == ["October 2010", "November 2010", "December 2010 so far"])
    world.today = day("2010-11-22")
    world.programme.monthDays[day("2010-12-01")] = Days(hundredths: 100)
    #expect(try said().months.last == "December 2010, dated ahead")
  }

  @Test func `name the months of a range by their days in it`() throws {
    let world = ReportedProgramme.small
    let range = Span(from: day("2010-10-15"), until: day("2010-12-02"))
    let period = try #require(Period(range, yearStartsIn: 4))
    let context = try #require(ReportingContext(period, today: world.today))
    let snapshot = try #require(Instant("2011-01-20T09:30:00Z"))
    let report = Report(
      ReportFacts(
        programme: world.programme, measures: Measures(world.programme, context, world.settings.thresholds),
        settings: world.settings, stamp: Stamp(snapshot: snapshot, issue: 1, programVersion: "1.0.0")))
    let chart = try #require(report.charts.first { $0.path == "charts/days-by-month.svg" })
    #expect(chart.sentence.plain == "17.50 days were delivered.")
    #expect(chart.bars.map(\.label.string) == ["15 to 31 October 2010", "November 2010", "1 December 2010"])
  }

  /// Five projects of 10.00 days profiled, all of which have fewer to date.
  private func late(_ change: (inout Project) -> Void) -> ReportedProgramme {
    var world = ReportedProgramme.small
    world.programme.projects = [
      project(1, "Behind", days: 500, change), project(2, "Slipping", days: 800),
      project(3, "Held", days: 100) { $0.commission.onHoldSince = day("2010-11-20") },
      project(4, "Stopped", days: 100) { $0.commission.withdrawnOn = day("2010-11-20") },
      project(5, "On track", days: 950),
    ]
    world.settle()
    return world
  }

  @Test func `call furthest behind only what is behind, by the words of the exceptions`() throws {
    #expect(
      try sentence("days-against-profile", late { _ in }) == """
        5 of 5 projects in scope have a profile; 1 is behind and 1 is slipping. \
        Furthest behind is Behind, Haringey (5.00 days fewer than profiled).
        """)
    #expect(
      try sentence("days-against-profile", late { $0.commission.onHoldSince = day("2010-11-20") }).hasSuffix(
        "1 is slipping. Furthest behind is Slipping, Haringey (2.00 days fewer than profiled)."))
  }

  @Test func `count overdue work, and work that has just started, by their own words`() throws {
    let overdue = late { $0.commission.dueOn = day("2010-12-21") }
    #expect(
      try sentence("days-against-profile", overdue) == """
        5 of 5 projects in scope have a profile; 1 is overdue and 1 is slipping. \
        Furthest behind is Behind, Haringey (5.00 days fewer than profiled).
        """)
    // Overdue with all its days delivered, and just started with none of 5.00 days.
    var world = ReportedProgramme.small
    world.programme.projects = [
      project(1, "Overdue", days: 1000) { $0.commission.dueOn = day("2010-12-21") },
      project(2, "New") {
        $0.commission.startsOn = day("2010-12-17")
        $0.commission.dueOn = day("2011-01-15")
      },
    ]
    world.settle()
    #expect(
      try sentence("days-against-profile", world)
        == "2 of 2 projects in scope have a profile; 1 is overdue and 1 has just started.")
  }

  @Test func `name all who are furthest behind`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = [project(1, "A", days: 500), project(2, "B", days: 500)]
    world.settle()
    #expect(
      try sentence("days-against-profile", world).hasSuffix(
        "2 are behind. Furthest behind are A and B (5.00 days fewer than profiled each)."))
    world.programme.projects = (1...60).map { project($0, Text("P\($0)"), days: 100) }
    world.settle()
    #expect(
      try sentence("days-against-profile", world).contains(
        "Furthest behind are P1, P2, P3 and 57 more (9.00 days fewer than profiled each)."))
  }

  // MARK: Case studies

  @Test func `say in a case study only what had happened by the end of the period`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = [
      project(1, "A", days: 100) {
        $0.commission.arrangement = Term(.host)
        $0.commission.completedOn = day("2011-02-20")
        $0.commission.hasNarrative = true
      }
    ]
    world.settle()
    let study = try #require(try world.report.caseStudies.first)
    #expect(study.paper.lines[0].plain == "Started: 1 October 2010. Completed: ongoing.")
    world.period = "2010/11-Q4"
    world.today = day("2011-04-20")
    let later = try #require(try world.report.caseStudies.first)
    #expect(later.paper.lines[0].plain == "Started: 1 October 2010. Completed: 20 February 2011.")
  }

  // MARK: Exceptions

  /// One project 40 days overdue, one 7, and one on hold.
  private var grave: ReportedProgramme {
    var world = ReportedProgramme.small
    world.programme.projects = [
      project(1, "Seven", borough: "E09000003", days: 1000) { $0.commission.dueOn = day("2010-12-24") },
      project(2, "Forty", borough: "E09000014", days: 500) {
        $0.commission.dueOn = day("2010-11-21")
        $0.commission.onHoldSince = day("2010-11-20")
      },
      project(3, "Held", borough: "E09000015", days: 1000) {
        $0.commission.dueOn = day("2011-03-31")
        $0.commission.onHoldSince = day("2010-12-01")
      },
    ]
    world.settle()
    return world
  }

  @Test func `list an exception once, with all its kinds, the gravest first`() throws {
    let section = try #require(try grave.report.paper.section("Exceptions")).plain
    #expect(
      section == """
        3 projects need attention. Each is listed once, the gravest first.
        Overdue: Forty, Haringey: due on 21 November 2010, 40 days overdue, and not completed. Also on hold since 20 November 2010.
        Overdue: Seven, Barnet: due on 24 December 2010, 7 days overdue, and not completed.
        On hold: Held, Harrow: on hold since 1 December 2010.
        """)
    #expect(try summary(grave).contains("Exceptions: 3 projects (2 overdue and 2 on hold)."))
  }

  @Test func `are not below a limit at the limit`() throws {
    var world = ReportedProgramme.small
    world.programme.projects = [
      project(1, "A", days: 1874) {
        $0.commission.daysAgreed = Days(hundredths: 2500)
        $0.commission.dueOn = day("2010-12-31")
      }
    ]
    world.settle()
    let text = try #require(try world.report.paper.section("Exceptions")).plain
    #expect(text.contains("Also behind: 18.74 of 25.00 days profiled (under 75%)."), "\(text)")
  }

  @Test func `leave out the least grave where the list is short`() throws {
    var world = grave
    world.settings.listLimit = 1
    let section = try #require(try world.report.paper.section("Exceptions")).plain
    #expect(section.contains("Forty, Haringey: due on 21 November 2010, 40 days overdue"))
    #expect(!section.contains("Seven") && section.hasSuffix("\nAnd 2 more."))
    #expect(try world.report.paper.section("Further exceptions") == nil)
  }

  // MARK: Practice shared

  @Test func `give one line to an occasion, whoever taught and learnt`() throws {
    func share(_ number: Int64, _ date: String, _ learner: Text?, from: Text? = nil) -> SharedPractice {
      SharedPractice(
        number: number, sharedOn: day(date), boroughCode: learner, channel: "workshop", fromBoroughCode: from)
    }
    var world = ReportedProgramme.small
    // Project 2 is Haringey's.
    world.programme.projects[0].shares = [
      share(1, "2010-11-18", "E09000014", from: "E09000003"), share(2, "2010-11-18", "E09000014", from: "E09000015"),
      share(3, "2010-11-19", "E09000014", from: "E09000003"), share(4, "2010-11-19", "E09000015"),
      share(5, "2010-11-20", nil), share(6, "2010-11-20", "E09000003"),
    ]
    let section = try #require(try world.report.paper.section("Is anyone better off"))
    #expect(
      section.plain.contains(
        """
        Practice shared
        18 November 2010: Barnet and Harrow taught Haringey (workshop)
        19 November 2010: Barnet taught Haringey; Haringey taught Harrow (workshop)
        20 November 2010: Haringey taught Barnet and a wider audience (workshop)
        """), "\(section.plain)")
    #expect(section.rows.contains { $0.hasPrefix("Occasions of practice shared | 3 | ") })
    #expect(try summary(world).contains("Practice was shared on 3 occasions"))
  }

  // MARK: Strands

  @Test func `give a strand on hold with its note to the board`() throws {
    var world = ReportedProgramme.small
    world.programme.projects[0].strands = [1, 2, 3].map { Strand(number: $0) }
    world.programme.projects[0].strands[0].onHoldSince = day("2010-11-01")
    world.programme.projects[0].strands[1].onHoldSince = day("2010-11-01")
    world.programme.projects[0].strands[1].completedOn = day("2010-12-01")
    world.programme.projects[0].strands[2].onHoldSince = day("2011-01-01")
    var texts = ProjectTexts()
    texts.strands = [
      StrandText(number: 1, title: "Guidance", note: "The schools are reorganised."),
      StrandText(number: 2, title: "Audit", note: "Done."), StrandText(number: 3, title: "Training", note: "Later."),
    ]
    world.programme.texts[2] = texts
    let section = try #require(try world.report.paper.section("Projects")).plain
    #expect(
      section.contains(
        """
        Strands on hold:
        Guidance, on hold since 1 November 2010: The schools are reorganised.
        Outcomes in the period:
        """), "\(section)")
  }
}

extension ReportedProgramme {
  /// A project a rating, all received in the period.
  ///
  /// - Parameter useful: how many of the ratings are very useful.
  static func rated(_ count: Int, useful: Int) -> ReportedProgramme {
    var world = ReportedProgramme.small
    world.programme.projects = (1...count).map { id in
      project(Int64(id), Text("R-\(id)")) {
        $0.reviews = [
          Review(
            askedOn: day("2010-11-01"), receivedOn: day("2010-12-01"),
            rating: Term(id <= useful ? .veryUseful : .notUseful), hasComment: false)
        ]
      }
    }
    world.settle()
    return world
  }
}
