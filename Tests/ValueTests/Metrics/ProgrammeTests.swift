import Testing

@testable import Core

@Suite struct ProgrammeTests {
  private func measures(_ programme: Programme) throws -> Measures {
    let period = try #require(Period(quarter: "2010/11-Q3", yearStartsIn: 4))
    return Measures(
      programme, try #require(ReportingContext(period, today: try calendarDay("2011-01-20"))), Thresholds())
  }

  private func value(_ identity: String, _ programme: Programme) throws -> String? {
    let figure = try #require(try measures(programme).figures.first { $0.identity == identity })
    return figure.measure.amount?.description
  }

  private func adviser(_ id: Int64, left: String? = nil, rate: Int64 = 500) throws -> Adviser {
    Adviser(
      id: id, name: "A", appointedOn: try calendarDay("2010-04-01"), leftOn: try left.map(calendarDay),
      daysPerWeek: Days(hundredths: rate))
  }

  private func worked(_ id: Int64, waits: Int, days: Int64 = 100) throws -> Project {
    var project = Project(Commission(id: id))
    let first = try calendarDay("2010-11-10")
    project.commission.requestedOn = first.advanced(by: -waits)
    project.add(Days(hundredths: days), on: first, by: 1)
    return project
  }

  @Test(arguments: [([5], "5.0"), ([1, 2], "1.5"), ([9, 1, 4], "4.0"), ([-3, 2], "-0.5"), ([1, 1, 2, 100], "1.5")])
  func `the median is the middle, or the mean of the middle two`(waits: [Int], median: String) throws {
    var programme = Programme()
    programme.projects = try waits.enumerated().map { try worked(Int64($0 + 1), waits: $1) }
    #expect(try value("wait_days_median/programme/all/2010-11-Q3", programme) == median)
  }

  @Test func `capacity leaves out weekends, bank holidays and the days after leaving`() throws {
    var programme = Programme()
    programme.advisers = [try adviser(1, left: "2010-10-08"), try adviser(2, rate: 250)]
    programme.bankHolidays = [
      try calendarDay("2010-10-04"), try calendarDay("2010-10-02"), try calendarDay("2010-12-27"),
    ]
    #expect(try value("capacity_days/adviser/1/2010-11-Q3", programme) == "5.00")
    #expect(try value("capacity_days/adviser/2/2010-11-Q3", programme) == "32.00")
  }

  @Test func `utilisation divides unrounded sums, once`() throws {
    var programme = Programme()
    programme.advisers = [try adviser(1, left: "2010-10-01", rate: 33), try adviser(2, left: "2010-10-01", rate: 33)]
    programme.projects = [try worked(1, waits: 1, days: 5)]
    // Five hundredths of a day over two fifths of 0.33, not over twice 0.07.
    #expect(try value("utilisation/programme/all/2010-11-Q3", programme) == "0.3788")
    #expect(try value("capacity_days/adviser/1/2010-11-Q3", programme) == "0.07")
  }

  @Test func `nothing to divide by is not applicable`() throws {
    let figures = try measures(Programme()).figures
    let ratios = figures.filter { $0.metric.unit == .ratio }
    #expect(!ratios.isEmpty && ratios.allSatisfy { $0.measure == .notApplicable })
  }

  @Test func `the nearest way reaches a borough`() throws {
    var programme = Programme()
    programme.boroughs = ["A", "B", "C", "D"].map { Borough(code: $0, name: $0) }
    func project(_ id: Int64, _ code: Text, _ arrangement: Arrangement, sharedWith: Text...) throws {
      var project = Project(Commission(id: id))
      project.commission.boroughCode = code
      project.commission.arrangement = Term(arrangement)
      project.commission.startsOn = try calendarDay("2010-04-01")
      project.shares = try sharedWith.map {
        SharedPractice(number: 1, sharedOn: try calendarDay("2010-11-01"), boroughCode: $0, channel: nil)
      }
      programme.projects.append(project)
    }
    try project(1, "B", .urgent, sharedWith: "A")
    try project(2, "A", .host)
    try project(3, "A", .commissioned, sharedWith: "B", "C", "A")
    try project(4, "D", .board)
    #expect(
      try measures(programme).boroughs.map { $0.measure(metrics.reach).printed } == [
        "host", "commissioned", "shared with", "not reached",
      ])
  }

  @Test func `comparisons before anybody was appointed hold no number`() throws {
    var programme = Programme()
    programme.advisers = [try adviser(1)]
    let figures = try measures(programme).figures
    #expect(figures.filter { $0.span == "2009-10-Q3" }.allSatisfy { $0.measure == .notApplicable })
    #expect(try value("days_delivered/programme/all/2010-11-Q2", programme) == "0.00")
    #expect(try value("days_delivered/programme/all/ytd-2010-12-31", programme) == "0.00")
  }

  @Test func `a recorded tilde is not what is not recorded`() throws {
    var programme = Programme()
    programme.projects = [try worked(1, waits: 1), try worked(2, waits: 1)]
    programme.projects[0].commission.theme = "~"
    let identities = try measures(programme).figures.map(\.identity)
    #expect(Set(identities).count == identities.count)
    #expect(identities.contains("projects/theme/%7E/2010-11-Q3"))
  }

  @Test func `scope begins and ends with the days of the period`() throws {
    func inScope(_ change: (inout Commission) throws -> Void) throws -> Bool {
      var commission = Commission(id: 1)
      try change(&commission)
      return try measured(Project(commission)).isInScope
    }
    #expect(try inScope { $0.startsOn = try calendarDay("2010-12-31") })
    #expect(try !inScope { $0.startsOn = try calendarDay("2011-01-01") })
    #expect(
      try inScope {
        $0.startsOn = try calendarDay("2010-04-01")
        $0.completedOn = try calendarDay("2010-10-01")
      })
    #expect(
      try !inScope {
        $0.startsOn = try calendarDay("2010-04-01")
        $0.completedOn = try calendarDay("2010-09-30")
      })
    #expect(try inScope { $0.requestedOn = try calendarDay("2010-10-01") })
    #expect(try !inScope { $0.requestedOn = try calendarDay("2010-09-30") })
  }
}
