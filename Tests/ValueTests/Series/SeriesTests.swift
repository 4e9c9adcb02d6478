import Support
import Testing

@testable import Core
@testable import Issues

@Suite struct SeriesTests {
  /// The third quarter of 2010/11 with two advisers from April on, and sums of months.
  private func world(_ change: (inout ReportedProgramme) -> Void = { _ in }) -> ReportedProgramme {
    var world = ReportedProgramme.small
    world.programme.series.months = Self.sample.enumerated().map { index, days in
      MonthSum(
        day("2010-04-01").advanced(byMonths: index), metrics.daysDelivered, adviser: 1, count: 1,
        sum: Days(hundredths: days * 100))
    }
    change(&world)
    return world
  }

  private static let sample: [Int64] = [7, 7, 8, 14, 23, 20, 20, 18, 19]

  private func series(_ measure: SeriesMeasure, _ world: ReportedProgramme) throws -> Series {
    try #require(try world.facts.measures.series.first { $0.measure == measure })
  }

  private func values(_ series: Series) -> [String] { series.points.map { $0.amount?.description ?? "-" } }

  @Test func `months run from the first in post to the last that is over, without rows as zero`() throws {
    let all = try series(.daysDelivered, world())
    #expect(values(all) == Self.sample.map { "\($0).00" })
    #expect(all.points.first?.span == "2010-M04" && all.points.last?.span == "2010-M12")
    let partial = world {
      $0.today = day("2010-11-15")
      $0.programme.series.months.removeAll { $0.month == "2010-M06" }
    }
    #expect(
      values(try series(.daysDelivered, partial)) == ["7.00", "7.00", "0.00", "14.00", "23.00", "20.00", "20.00"])
  }

  @Test func `a month that nobody is in post on the first day of is a gap`() throws {
    let world = world {
      $0.programme.advisers[0].leftOn = day("2010-06-30")
      $0.programme.advisers[1].appointedOn = day("2010-07-02")
    }
    let series = try series(.daysDelivered, world)
    #expect(values(series) == ["7.00", "7.00", "8.00", "-", "23.00", "20.00", "20.00", "18.00", "19.00"])
    #expect(series.curve.segments[0].points == 8)
  }

  @Test func `a gap has the same reason for every measure where nobody was in post, and a quarter with it has no sum`()
    throws
  {
    let world = world {
      $0.programme.advisers[0].leftOn = day("2010-11-15")
      $0.programme.advisers[1].appointedOn = day("2010-12-06")
      $0.programme.series.firstDays = begun(60)
      $0.settings.thresholds.trend.mostProjects = 59
    }
    let paper = try world.report.paper
    let reason = "No verdict: nobody was in post on 1 December 2010."
    #expect(try #require(paper.section("How much did we do")).plain.contains("Days delivered: \(reason)"))
    let howWell = try #require(paper.section("How well did we do it")).plain
    #expect(howWell.contains("Adviser utilisation: \(reason)"), "\(howWell)")
    #expect(howWell.contains("Median wait for the first day: \(reason)"), "\(howWell)")
    let trend = try #require(paper.section("Trend"))
    #expect(trend.rows == ["Q1 2010/11 | 22.00", "Q2 2010/11 | 57.00", "Q3 2010/11 | –"])
    #expect(
      trend.plain.hasSuffix(
        "nobody was in post on the first day of one of its months: 1 December 2010."), "\(trend.plain)")
  }

  @Test func `a month without capacity and a month in which no project began are gaps of their own measure`() throws {
    let world = world {
      $0.programme.advisers[0].leftOn = day("2010-11-30")
      $0.programme.advisers[1].daysPerWeek = .zero
      $0.programme.series.firstDays = begun(60)
      $0.settings.thresholds.trend.mostProjects = 59
    }
    let howWell = try #require(try world.report.paper.section("How well did we do it")).plain
    #expect(howWell.contains("Adviser utilisation: No verdict: there was no capacity in December 2010."))
    #expect(howWell.contains("Median wait for the first day: No verdict: no project began in December 2010."))
  }

  @Test func `the sentence about a wait names the first day of the project`() throws {
    let world = world { $0.programme.series.firstDays = begun(2) }
    let howWell = try #require(try world.report.paper.section("How well did we do it")).plain
    #expect(howWell.contains("20 calendar days for P-001, whose first day was on 4 May 2010, too early"), "\(howWell)")
  }

  @Test func `without advisers months run from the first with a day entry, and there is no utilisation`() throws {
    let world = world {
      $0.programme.advisers = []
      $0.programme.series.months.removeFirst(2)
    }
    #expect(try series(.daysDelivered, world).points.first?.span == "2010-M06")
    #expect(try world.facts.measures.series.map(\.measure) == [.daysDelivered])
  }

  @Test func `utilisation is days as a share of the month's capacity, exactly`() throws {
    // Two full-time advisers: 44 working days in August without a holiday, 23 days worked.
    let series = try series(.utilisation, world())
    #expect(series.points[4].amount == Fraction(2300 * 5, over: 44 * 500).map { .ratio($0) })
    #expect(series.points[4].n == 2)
  }

  @Test func `at most as many months as the job asks for are kept`() throws {
    let world = world {
      $0.settings.thresholds.trend.months = 13
      $0.programme.advisers[0].appointedOn = day("2001-01-15")
    }
    let series = try series(.daysDelivered, world)
    #expect(series.points.count == 13 && series.points.first?.span == "2009-M12")
    #expect(series.points.first?.amount == .days(.zero))
  }

  private func begun(_ count: Int, wait: (Int) -> Int = { _ in 20 }) -> [FirstDay] {
    (0..<count).map { number in
      let first = day("2010-05-03").advanced(by: number)
      return FirstDay(
        Int64(number), Text("P-\(padded(number, 3))"), requestedOn: first.advanced(by: -wait(number)), firstDayOn: first
      )
    }
  }

  @Test func `waits are one point a project, the last of them, in order of the first day`() throws {
    let world = world { $0.programme.series.firstDays = begun(50).reversed() }
    let waits = try series(.waitDays, world)
    #expect(waits.points.count == 36 && waits.points.first?.key == "P-014" && waits.points.last?.key == "P-049")
    #expect(waits.points.last?.grain == .project && waits.points.last?.span == "to-2010-12-31")
    #expect(waits.verdict == .alwaysTheSame)
  }

  @Test func `very many waits are the median of each month, with gaps where nothing began`() throws {
    let world = world {
      $0.programme.series.firstDays = begun(60) { $0 % 2 == 0 ? 10 : 21 }
      $0.settings.thresholds.trend.mostProjects = 59
    }
    let waits = try series(.waitDays, world)
    #expect(values(waits) == ["-", "10.0", "15.5", "21.0", "-", "-", "-", "-", "-"])
    #expect(waits.points[1].n == 29 && waits.verdict == .none)
  }

  @Test func `a segment begins in the month that a person names`() throws {
    let world = world {
      let rebase = TrendSettings.Rebase(from: day("2010-08-01"), why: "third adviser in post")
      $0.settings.thresholds.trend.rebases = ["days_delivered": [rebase]]
    }
    let series = try series(.daysDelivered, world)
    #expect(series.curve.segments.map(\.range) == [0..<4, 4..<9])
    #expect(series.verdict.words == "too early to judge: 5 of 13 months")
    let paper = try world.report.paper
    let said = "Judged anew from 1 August 2010: third adviser in post."
    #expect(paper.section("How much did we do")?.plain.contains(said) == true)
    #expect(paper.section("Methods")?.plain.contains("Days delivered: " + said) == true)
  }

  @Test func `the figures, the file and the first page say the same verdict`() throws {
    var world = world {
      $0.programme.advisers[0].appointedOn = day("2009-04-01")
      for month in 0..<12 {
        $0.programme.series.months.append(
          MonthSum(
            day("2009-04-01").advanced(byMonths: month), metrics.daysDelivered, adviser: 1, count: 1,
            sum: Days(hundredths: month % 2 == 0 ? 700 : 900)))
      }
    }
    world.settings.events = [
      Event(on: day("2010-08-12"), what: "A third adviser", measures: ["days_delivered"]),
      Event(on: day("2010-08-20"), what: "Of another measure", measures: ["wait_days"]),
    ]
    let measures = try world.facts.measures
    let figure = try #require(measures.figures.first { $0.identity == "trend/measure/days_delivered/to-2010-12-31" })
    #expect(figure.measure == .amount(.word("higher than usual, better")) && figure.n == 21)
    #expect(measures.verdict(of: metrics.daysDelivered).written == "▲ higher than usual, better")
    let report = try world.report
    let table = try #require(report.tables.first { $0.shape == .series })
    #expect(table["metric"].last?.printed == "utilisation")
    let types = zip(table["metric"], table["point"]).filter { $0.0.printed == "days_delivered" }.map(\.1.printed)
    #expect(types.count == 21 && types.last == "outside")
    try report.check()
    let paper = report.paper
    #expect(paper.section("Headline measures")?.rows.contains { $0.contains("▲ higher than usual, better") } == true)
    let block = paper.section("How much did we do")?.plain ?? ""
    #expect(block.contains("19.00 in December 2010, higher than usual, better. The mean of 21 months is"))
    #expect(block.contains("1: 12 August 2010, A third adviser") && !block.contains("Of another measure"))
    let chart = try #require(report.curves.first { $0.path == "charts/trend-days-delivered.svg" })
    let drawing = String(decoding: LineChartWriter.write(chart), as: UTF8.self)
    #expect(drawing.contains("<desc>21 months, April 2009 to December 2010, least 7.00, greatest 23.00."))
    #expect(drawing.contains("higher than usual, better") && drawing.contains(">1</text>"))
  }

  /// Up to three years of random months up to December 2010, whole days each, and a target of the year.
  @Test(arguments: 1...200) func `the sentence about a curve says what a second implementation judges`(seed: Int)
    throws
  {
    var numbers = SplitMix64(seed: seed)
    let (length, range, drift) = (numbers.between(1, 36), numbers.one(of: [1, 2, 3, 12, 30]), numbers.below(3) - 1)
    let values = (0..<length).map { max(0, numbers.below(range) + drift * $0 / 3) }
    let first = day("2011-01-01").advanced(byMonths: -length)
    let year = numbers.below(12 * (range + 12))
    let world = world {
      $0.begin(first, values)
      $0.settings.thresholds.targets = [
        Target(measure: "days_delivered", goal: .year(Decimal(year), byQuarter: Target.equalQuarters))
      ]
    }
    let plain = PlainXmR(values: values, screens: true)
    let latest = values[length - 1]
    let start = "Days delivered: \(latest).00 in December 2010, "
    let hasLimits = length >= 13
    let assurance = ["will miss", "may or may not meet", "will meet"][1 - plain.side(ofTwelfth: year)]
    // Of the paper only the section is made that holds the sentence.
    let text = Section("", PaperSection.howMuch.blocks(try world.facts)).plain
    let said = try #require(text.split(separator: "\n").first { $0.hasPrefix("Days delivered: ") })
    // Of too few nothing is judged.
    let isAssured = hasLimits && (plain.allAreEqual || !plain.isBelowOne)
    let assured = " By its curve, a quarter \(assurance) it as things are."
    #expect(said.contains(assured) == isAssured && said.contains("By its curve") == isAssured, "\(said)")
    if !hasLimits {
      let sorted = values.sorted()
      let twice = sorted[(length - 1) / 2] + sorted[length / 2]
      #expect(
        said.hasPrefix(
          start
            + "too early to judge: \(length) of 13 months. The median is \(twice / 2).\(twice % 2 == 0 ? "00" : "50"). "
        ), "\(said)")
    } else if plain.allAreEqual {
      #expect(said.hasPrefix(start + "always the same. The target"), "\(said)")
    } else if plain.isBelowOne {
      #expect(said.hasPrefix(start + "too few to judge. The target"), "\(said)")
    } else {
      let isUp = plain.side(latest) > 0
      let words =
        switch plain.type(of: length - 1) {
        case "usual": "no sign of change"
        case "trend": latest > values[length - 2] ? "rising, better" : "falling, worse"
        default: isUp ? "higher than usual, better" : "lower than usual, worse"
        }
      let (lower, upper) = (plain.lower(2).hasPrefix("-") ? "0.00" : plain.lower(2), plain.upper(2))
      let limits =
        reason(plain, values).map { ", and the limits are \(lower) and \(upper); \($0). " }
        ?? "; \(lower) to \(upper) is usual. "
      #expect(
        said.hasPrefix(start + "\(words). The mean of \(length) months is \(plain.mean(2))" + limits), "\(said)")
    }
  }

  /// What makes the latest month a sign of change though it lies within the limits.
  private func reason(_ plain: PlainXmR, _ values: [Int]) -> String? {
    let back = Array(values.reversed())
    let isUp = plain.side(back[0]) > 0
    switch plain.type(of: values.count - 1) {
    case "trend":
      let isRising = back[0] > back[1]
      var run = 1
      while run < back.count, (back[run - 1] > back[run]) == isRising, back[run - 1] != back[run] { run += 1 }
      return "the last \(run) months \(isRising ? "rise, each above" : "fall, each below") the one before"
    case "two of three":
      let count = back.prefix(3).count { plain.isBeyondNear($0) }
      return """
        \(count) of the last 3 months lie more than two thirds of the way from the mean to the \
        \(isUp ? "upper" : "lower") limit
        """
    case "shift":
      let run = back.prefix { (plain.side($0) > 0) == isUp && plain.side($0) != 0 }.count
      return "the last \(run) months all lie \(isUp ? "above" : "below") the mean"
    default: return nil
    }
  }

  @Test(arguments: [
    (
      [10, 14, 10, 14, 10, 14, 10, 14, 10, 14, 10, 14, 12, 13, 15, 13, 15, 13, 15, 14],
      "higher than usual, better. The mean of 20 months is 12.70, and the limits are 4.58 and 20.82; "
        + "the last 7 months all lie above the mean."
    ),
    (
      [12, 13, 12, 13, 12, 13, 12, 13, 12, 13, 12, 13, 12, 13, 12, 13, 10, 12, 10],
      "lower than usual, worse. The mean of 19 months is 12.21, and the limits are 8.96 and 15.46; "
        + "2 of the last 3 months lie more than two thirds of the way from the mean to the lower limit."
    ),
    (
      [20, 10, 20, 10, 20, 10, 20, 10, 20, 10, 20, 10, 18, 17, 16, 15, 14, 13, 12],
      "falling, worse. The mean of 19 months is 15.00, and the limits are 0.00 and 33.32; "
        + "the last 7 months fall, each below the one before."
    ),
    (
      [10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 10, 12, 30],
      "higher than usual, better. The mean of 13 months is 12.46; 7.14 to 17.78 is usual."
    ),
  ]) func `the sentence says why a month within the limits is a sign of change`(values: [Int], said: String) throws {
    let world = world { $0.begin(day("2011-01-01").advanced(byMonths: -values.count), values) }
    let text = Section("", PaperSection.howMuch.blocks(try world.facts)).plain
    #expect(text.contains("Days delivered: \(values[values.count - 1]).00 in December 2010, \(said)"), "\(text)")
  }

  @Test func `text about a measure follows its curve, in its parts`() throws {
    var world = world()
    let commentary = try Commentary(
      parsing: """
        ## How much did we do
        The section's own text.
        ### Days delivered
        In all {{days_delivered}} days.
        #### Story
        A step in August.
        #### We propose
        To go on.
        """)
    let facts = try world.facts
    let printed = facts.measures.printedFigures(ProjectKeys(facts.programme)) { _ in false }
    world.commentary = try QuotedCommentary(commentary, facts.measures, printed: printed)
    let section = try #require(try world.report.paper.section("How much did we do"))
    let headings = section.blocks.compactMap { block -> String? in
      switch block {
      case .heading(let prose), .subheading(let prose): prose.plain
      default: nil
      }
    }
    #expect(headings.prefix(3) == ["Days delivered", "Story", "We propose"])
    #expect(section.plain.hasPrefix("The section's own text."))
    #expect(throws: CommentaryError.self) { try Commentary(parsing: "## Reach\n### Days delivered\n#### Hope\nText.") }
    #expect(throws: CommentaryError.self) { try Commentary(parsing: "## Reach\n### Story\nText.") }
  }
}

extension ReportedProgramme {
  /// Makes one adviser's days those of the months from the first on, in whole days.
  fileprivate mutating func begin(_ first: CalendarDay, _ values: [Int]) {
    programme.advisers = [
      Adviser(id: 1, name: "A", appointedOn: first, leftOn: nil, daysPerWeek: Days(hundredths: 500))
    ]
    programme.series.months = values.enumerated().map { index, days in
      MonthSum(
        first.advanced(byMonths: index), metrics.daysDelivered, adviser: 1, count: 1,
        sum: Days(hundredths: Int64(days) * 100))
    }
  }
}
