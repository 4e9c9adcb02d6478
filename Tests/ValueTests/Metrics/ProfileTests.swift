import Testing

@testable import Core

/// The project as the third quarter of 2010/11 sees it, which is over.
func measured(_ project: Project, today: String = "2011-01-20", _ thresholds: Thresholds = Thresholds()) throws
  -> MeasuredProject
{
  let period = try #require(Period(quarter: "2010/11-Q3", yearStartsIn: 4))
  let context = try #require(ReportingContext(period, today: try calendarDay(today)))
  let conditions = Conditions(Programme(), context, MeasuringPeriod(context), thresholds)
  return MeasuredProject(Subject(project), conditions)
}

@Suite struct ProfileTests {
  private func profiled(_ change: (inout Project) throws -> Void) throws -> String? {
    var project = Project(Commission(id: 1))
    project.commission.startsOn = try calendarDay("2010-12-01")
    project.commission.dueOn = try calendarDay("2011-01-31")
    project.commission.daysAgreed = Days(hundredths: 1000)
    try change(&project)
    return try measured(project).daysProfiled?.description
  }

  private func strand(_ number: Int64, _ from: String?, _ due: String?) throws -> Strand {
    var strand = Strand(number: number)
    strand.startsOn = try from.map(calendarDay)
    strand.dueOn = try due.map(calendarDay)
    return strand
  }

  @Test func `the share is the planned days that are over`() throws {
    #expect(try profiled { _ in } == "5.00")  // 31 of 62 days
    #expect(try profiled { $0.commission.dueOn = try calendarDay("2010-12-31") } == "10.00")
    #expect(try profiled { $0.commission.startsOn = try calendarDay("2011-01-01") } == "0.00")
    #expect(try profiled { $0.commission.dueOn = try calendarDay("2010-12-01") } == "10.00")
  }

  @Test func `the day before the start counts for nothing, after the due date for all`() throws {
    #expect(
      try profiled {
        $0.commission.startsOn = try calendarDay("2010-12-31")
        $0.commission.dueOn = try calendarDay("2011-01-02")
      } == "3.33")
  }

  @Test func `variations count from their agreement on, and an unknown agreement stays unknown`() throws {
    let early = Variation(number: 1, agreedOn: try calendarDay("2010-12-31"), daysChange: Days(hundredths: -400))
    let late = Variation(number: 2, agreedOn: try calendarDay("2011-01-01"), daysChange: Days(hundredths: 900))
    #expect(try profiled { $0.variations = [early, late] } == "3.00")
    #expect(
      try profiled {
        $0.variations = [early]
        $0.commission.daysAgreed = nil
      } == nil)
  }

  @Test func `where every strand has its dates the share is that of their union`() throws {
    let strands = [
      try strand(1, "2010-12-01", "2010-12-10"), try strand(2, "2010-12-06", "2010-12-10"),
      try strand(3, "2011-01-01", "2011-01-30"),
    ]
    #expect(try profiled { $0.strands = strands } == "2.50")  // 10 of 40 days
    let open = try strand(4, "2010-12-01", nil)
    #expect(try profiled { $0.strands = strands + [open] } == "5.00")
    let reversed = try strand(4, "2010-12-10", "2010-12-01")
    #expect(try profiled { $0.strands = strands + [reversed] } == "5.00")
  }

  @Test func `a weekly rate runs to the first end there is`() throws {
    let rate: (inout Project) throws -> Void = {
      $0.commission.daysAgreed = nil
      $0.commission.dueOn = nil
      $0.commission.startsOn = try calendarDay("2010-10-01")
      $0.commission.daysPerWeek = Days(hundredths: 150)
    }
    #expect(try profiled(rate) == "19.71")  // 92 days
    #expect(
      try profiled {
        try rate(&$0)
        $0.commission.withdrawnOn = try calendarDay("2010-10-14")
        $0.commission.completedOn = try calendarDay("2010-11-14")
      } == "3.00")
    #expect(
      try profiled {
        try rate(&$0)
        $0.commission.onHoldSince = try calendarDay("2010-10-15")
      } == "3.00")
    #expect(
      try profiled {
        try rate(&$0)
        $0.commission.startsOn = nil
      } == nil)
  }

  @Test func `the profile stops before a hold that lasts, and with the day of a withdrawal`() throws {
    #expect(try profiled { $0.commission.onHoldSince = try calendarDay("2010-12-16") } == "2.42")  // 15 of 62 days
    #expect(try profiled { $0.commission.withdrawnOn = try calendarDay("2010-12-16") } == "2.58")  // 16 of 62 days
    #expect(try profiled { $0.commission.onHoldSince = try calendarDay("2011-01-01") } == "5.00")
    let strands = [try strand(1, "2010-12-11", "2010-12-20"), try strand(2, "2011-01-01", "2011-01-10")]
    #expect(
      try profiled {
        $0.strands = strands
        $0.commission.onHoldSince = try calendarDay("2010-12-16")
      } == "2.50")  // 5 of 20 days
  }

  @Test func `of a completed project all days agreed are profiled`() throws {
    #expect(try profiled { $0.commission.completedOn = try calendarDay("2010-12-10") } == "10.00")
    #expect(try profiled { $0.commission.completedOn = try calendarDay("2011-01-01") } == "5.00")
  }

  @Test func `a planned end before the start counts as not recorded`() throws {
    #expect(try profiled { $0.commission.dueOn = try calendarDay("2010-11-30") } == nil)
  }

  @Test func `of a period that is not over the profile ends with today`() throws {
    var project = Project(Commission(id: 1))
    project.commission.startsOn = try calendarDay("2010-12-01")
    project.commission.dueOn = try calendarDay("2010-12-31")
    project.commission.daysAgreed = Days(hundredths: 3100)
    #expect(try measured(project, today: "2010-12-10").daysProfiled?.description == "10.00")
  }
}
