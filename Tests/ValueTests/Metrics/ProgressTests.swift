import Core
import Testing

@Suite struct ProgressTests {
  /// Ten days agreed and profiled, so many delivered.
  private func project(
    _ hundredths: Int64, today: String = "2011-01-20", _ change: (inout Project) throws -> Void = { _ in }
  ) throws -> MeasuredProject {
    var project = Project(Commission(id: 1))
    project.commission.arrangement = Term(.commissioned)
    project.commission.requestedOn = try calendarDay("2010-09-01")
    project.commission.startsOn = try calendarDay("2010-10-01")
    project.commission.dueOn = try calendarDay("2010-12-31")
    project.commission.daysAgreed = Days(hundredths: 1000)
    if hundredths != 0 { project.add(Days(hundredths: hundredths), on: try calendarDay("2010-12-20"), by: 1) }
    try change(&project)
    return try measured(project, today: today, Thresholds(freeDays: Days(hundredths: 800)))
  }

  @Test(
    arguments: [
      (749, Progress.behind), (750, .slipping), (899, .slipping), (900, .onTrack), (1000, .onTrack), (1001, .overrun),
    ] as [(Int64, Progress)]) func `the thresholds themselves are not below the thresholds`(
      days: Int64, progress: Progress
    ) throws
  { #expect(try project(days).progress == progress) }

  @Test func `the first that holds decides`() throws {
    #expect(try project(1001) { $0.commission.withdrawnOn = try calendarDay("2010-12-31") }.progress == .stopped)
    #expect(try project(1001) { $0.commission.completedOn = try calendarDay("2010-12-31") }.progress == .deliveredOver)
    #expect(try project(1001) { $0.commission.onHoldSince = try calendarDay("2010-12-31") }.progress == .onHold)
    #expect(try project(0) { $0.commission.startsOn = try calendarDay("2011-01-01") }.progress == .notStarted)
    #expect(try project(1) { $0.commission.daysAgreed = nil }.progress == .noPlan)
  }

  @Test(
    arguments: [(1001, .deliveredOver), (1000, .delivered), (750, .delivered), (749, .deliveredShort)]
      as [(Int64, Progress)]) func `a completed project is delivered over, short or as agreed`(
      days: Int64, progress: Progress
    ) throws
  { #expect(try project(days) { $0.commission.completedOn = try calendarDay("2010-12-31") }.progress == progress) }

  @Test func `a completed project without days agreed is delivered`() throws {
    let progress = try project(100) {
      $0.commission.completedOn = try calendarDay("2010-12-31")
      $0.commission.daysAgreed = nil
    }.progress
    #expect(progress == .delivered)
  }

  @Test func `a project whose planned last day is over is overdue, however many days it had`() throws {
    for days in [1, 900, 1000] as [Int64] {
      #expect(try project(days) { $0.commission.dueOn = try calendarDay("2010-12-30") }.progress == .overdue)
    }
    #expect(try project(1001) { $0.commission.dueOn = try calendarDay("2010-12-30") }.progress == .overrun)
  }

  @Test func `a project that just started is not behind yet`() throws {
    func started(_ day: String, _ days: Int64 = 0) throws -> Progress {
      try project(days) { $0.commission.startsOn = try calendarDay(day) }.progress
    }
    #expect(try started("2010-12-04") == .justStarted)
    #expect(try started("2010-12-31") == .justStarted)
    #expect(try started("2010-12-04", 900) == .onTrack)
    #expect(try started("2010-12-03") == .behind)
  }

  @Test func `a date on the day after the period is not yet before its end`() throws {
    #expect(try project(1000) { $0.commission.completedOn = try calendarDay("2011-01-01") }.state == .active)
    #expect(try project(1000) { $0.commission.completedOn = try calendarDay("2010-12-31") }.state == .completed)
  }

  @Test func `states follow one another`() throws {
    var commission = Commission(id: 1)
    let end = try calendarDay("2011-01-01")
    #expect(Project(commission).state(at: end) == .notRecorded)
    commission.requestedOn = end
    #expect(Project(commission).state(at: end) == .notYetRequested)
    commission.requestedOn = try calendarDay("2010-12-31")
    #expect(Project(commission).state(at: end) == .requested)
    commission.agreedOn = try calendarDay("2010-12-31")
    #expect(Project(commission).state(at: end) == .agreed)
    commission.startsOn = try calendarDay("2010-12-31")
    #expect(Project(commission).state(at: end) == .active)
    commission.onHoldSince = try calendarDay("2010-12-31")
    #expect(Project(commission).state(at: end) == .onHold)
    commission.completedOn = try calendarDay("2010-12-31")
    #expect(Project(commission).state(at: end) == .completed)
    commission.withdrawnOn = try calendarDay("2010-12-31")
    #expect(Project(commission).state(at: end) == .withdrawn)
  }

  @Test func `stalled means no day entry in the four weeks before the end`() throws {
    func last(_ text: String) throws -> Bool {
      try project(0) { $0.add(Days(hundredths: 100), on: try calendarDay(text), by: 1) }.isStalled
    }
    #expect(try last("2010-12-04") == false)
    #expect(try last("2010-12-03") == true)
  }

  @Test func `stalled is no project that just started, or that has had all its days`() throws {
    func isStalled(_ starts: String, _ days: Int64, agreed: Int64? = 1000) throws -> Bool {
      try project(0) {
        $0.commission.startsOn = try calendarDay(starts)
        $0.commission.daysAgreed = agreed.map { Days(hundredths: $0) }
        $0.commission.daysPerWeek = Days(hundredths: 100)
        if days > 0 { $0.add(Days(hundredths: days), on: try calendarDay("2010-11-01"), by: 1) }
      }.isStalled
    }
    #expect(try isStalled("2010-12-31", 0) == false)
    #expect(try isStalled("2010-12-04", 0) == false)
    #expect(try isStalled("2010-12-03", 0) == true)
    #expect(try isStalled("2010-10-01", 999) == true)
    #expect(try isStalled("2010-10-01", 1000) == false)
    #expect(try isStalled("2010-10-01", 1000, agreed: nil) == true)
  }

  @Test func `waiting counts the days up to the last day reported on`() throws {
    func waits(_ requested: String, agreed: String? = nil, starts: String? = nil) throws -> (Bool, Int?) {
      let project = try project(0) {
        $0.commission.requestedOn = try calendarDay(requested)
        $0.commission.agreedOn = try agreed.map(calendarDay)
        $0.commission.startsOn = try starts.map(calendarDay)
      }
      return (project.isWaiting, project.daysWaited)
    }
    #expect(try waits("2010-12-03") == (false, 28))
    #expect(try waits("2010-12-02") == (true, 29))
    #expect(try waits("2010-12-02", agreed: "2010-12-20") == (true, 29))
    #expect(try waits("2010-12-02", agreed: "2010-12-20", starts: "2011-01-10").0 == false)
    #expect(try waits("2010-12-02", starts: "2011-01-10").0 == true)
  }

  @Test func `days over the allowance hold for commissioned and urgent work alone`() throws {
    func over(_ project: MeasuredProject) -> Measure { metrics.project.daysOverAllowance.measure(project) }
    #expect(over(try project(900)) == .days(Days(hundredths: 100)))
    #expect(over(try project(700)) == .days(.zero))
    #expect(over(try project(900) { $0.commission.arrangement = Term(.host) }) == .notApplicable)
    #expect(over(try project(900) { $0.commission.arrangement = Term("free") }) == .unknown)
  }

  @Test func `a wait may be negative, and is none before the first day`() throws {
    func wait(_ project: MeasuredProject) -> Measure { metrics.project.waitDays.measure(project) }
    #expect(wait(try project(0)) == .notApplicable)
    #expect(wait(try project(100) { $0.commission.requestedOn = try calendarDay("2010-12-25") }) == .count(-5))
    #expect(wait(try project(100) { $0.commission.requestedOn = nil }) == .unknown)
  }

  @Test func `a project due on the period's last day is overdue by no day`() throws {
    #expect(try project(900).daysOverdue == 0)
    #expect(try project(900) { $0.commission.dueOn = try calendarDay("2010-12-21") }.daysOverdue == 10)
    #expect(try project(900) { $0.commission.dueOn = try calendarDay("2011-01-01") }.daysOverdue == nil)
  }
}
