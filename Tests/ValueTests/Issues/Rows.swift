import Testing

@testable import Core

// The rows the small programme begins with: every arrangement, state and kind of gap is among them.
extension IssuedProgramme {
  mutating func addProjects() throws {
    var host = Commission(id: 1)
    host.reference = "LRSA-001"
    host.boroughCode = "E01"
    host.theme = "several"
    host.arrangement = Term(.host)
    host.requestedOn = try calendarDay("2010-03-20")
    host.startsOn = try calendarDay("2010-04-12")
    host.daysPerWeek = Days(hundredths: 150)
    var project = Project(host)
    project.reviews = [
      Review(
        askedOn: try calendarDay("2010-10-01"), receivedOn: try calendarDay("2010-11-01"), rating: Term(.veryUseful),
        hasComment: true, mayPublish: true)
    ]
    project.shares = [
      SharedPractice(number: 1, sharedOn: try calendarDay("2010-10-20"), boroughCode: "E04", channel: "event"),
      SharedPractice(number: 2, sharedOn: try calendarDay("2010-07-20"), boroughCode: nil, channel: nil),
    ]
    project.outputs = [Output(number: 1, producedOn: try calendarDay("2010-10-20"), kind: "report")]
    projects.append(project)
    try addCommissioned()
    try addOthers()
  }

  private mutating func addCommissioned() throws {
    var bexley = Commission(id: 2)
    bexley.reference = "LRSA-002"
    bexley.boroughCode = "E02"
    bexley.theme = "child protection, early & late"
    bexley.arrangement = Term(.commissioned)
    bexley.requestedOn = try calendarDay("2010-09-01")
    bexley.agreedOn = try calendarDay("2010-09-10")
    bexley.startsOn = try calendarDay("2010-10-04")
    bexley.dueOn = try calendarDay("2011-01-28")
    bexley.daysAgreed = Days(hundredths: 1200)
    var project = Project(bexley)
    project.variations = [
      Variation(number: 1, agreedOn: try calendarDay("2010-11-15"), daysChange: Days(hundredths: 300)),
      Variation(number: 2, agreedOn: try calendarDay("2011-01-15"), daysChange: Days(hundredths: 100)),
    ]
    var first = Strand(number: 1)
    first.startsOn = try calendarDay("2010-10-04")
    first.dueOn = try calendarDay("2010-10-29")
    first.completedOn = try calendarDay("2010-11-02")
    var second = Strand(number: 2)
    second.startsOn = try calendarDay("2010-12-01")
    second.dueOn = try calendarDay("2011-01-28")
    project.strands = [first, second]
    projects.append(project)
    var urgent = Commission(id: 3)
    urgent.reference = "LRSA-002"
    urgent.boroughCode = "E03"
    urgent.arrangement = Term(.urgent)
    urgent.requestedOn = try calendarDay("2010-08-02")
    urgent.startsOn = try calendarDay("2010-08-16")
    urgent.dueOn = try calendarDay("2010-11-30")
    urgent.completedOn = try calendarDay("2010-11-05")
    urgent.daysAgreed = Days(hundredths: 800)
    urgent.caseStudyOn = try calendarDay("2010-12-20")
    var done = Project(urgent)
    done.reviews = [Review(askedOn: try calendarDay("2010-11-06"))]
    projects.append(done)
  }

  private mutating func addOthers() throws {
    var odd = Commission(id: 4)
    odd.boroughCode = "E99"
    odd.theme = "~"
    odd.arrangement = Term("loan")
    odd.startsOn = try calendarDay("2010-05-01")
    odd.dueOn = try calendarDay("2010-12-01")
    var project = Project(odd)
    project.reviews = [
      Review(
        askedOn: try calendarDay("2010-08-01"), receivedOn: try calendarDay("2010-09-01"), rating: Term("fine"))
    ]
    projects.append(project)
    var waiting = Commission(id: 5)
    waiting.reference = "LRSA-005"
    waiting.boroughCode = "E04"
    waiting.theme = "several"
    waiting.arrangement = Term(.board)
    waiting.requestedOn = try calendarDay("2010-10-11")
    projects.append(Project(waiting))
    var earlier = Commission(id: 6)
    earlier.reference = "LRSA-006"
    earlier.boroughCode = "E03"
    earlier.theme = "several"
    earlier.arrangement = Term(.commissioned)
    earlier.requestedOn = try calendarDay("2010-04-20")
    earlier.startsOn = try calendarDay("2010-05-10")
    earlier.completedOn = try calendarDay("2010-08-31")
    earlier.daysAgreed = Days(hundredths: 500)
    projects.append(Project(earlier))
  }

  mutating func addEntries() throws {
    try work(1, "2010-04-12", 1, "visit", 100)
    try work(1, "2010-07-05", 1, "visit", 150)
    try work(1, "2010-10-05", 1, "visit", 100)
    try work(1, "2010-11-02", 2, "=planning", 50)
    try work(1, "2010-12-06", 1, nil, 75)
    try work(2, "2010-10-04", 2, "visit", 100)
    try work(2, "2010-10-05", 2, "training, day", 100)
    try work(2, "2010-12-13", 1, "visit", 25)
    try work(3, "2010-08-16", 1, "visit", 600)
    try work(3, "2010-09-06", 2, "visit", 300)
    try work(3, "2010-11-05", 1, "report", 300)
    try work(4, "2010-06-01", 1, "visit", 100)
    try work(4, "2010-12-15", 9, "visit", 40)
    try work(6, "2010-05-10", 1, "visit", 200)
    try observe(1, 1, "2010-10-12", "policy", .achieved, by: .audit)
    try observe(1, 2, "2010-12-12", "training", .enabling)
    try observe(1, 3, "2010-07-12", "policy", .achieved, follows: 9)
    try observe(2, 1, "2010-12-20", nil, .achieved, follows: 2, by: .adviser)
    try observe(2, 2, "2010-10-20", "policy", .expected, expectedBy: try calendarDay("2010-11-30"))
    try observe(3, 1, "2010-09-20", "audit", .achieved)
    try observe(3, 2, "2010-11-05", "policy", .notAchieved)
    try observe(6, 1, "2010-08-31", "audit", .expected)
  }

  mutating func work(
    _ commission: Int64, _ date: String, _ adviser: Int64, _ activity: Text?, _ hundredths: Int64,
    at recorded: String = "2010-12-31T10:00:00Z"
  ) throws {
    days.append(
      DayEntry(
        commissionID: commission, workedOn: try calendarDay(date), adviserID: adviser, activity: activity,
        days: Days(hundredths: hundredths), recordedAt: try #require(Instant(recorded) as Instant?)))
  }

  mutating func observe(
    _ commission: Int64, _ number: Int64, _ date: String, _ kind: Text?, _ stage: Stage,
    expectedBy: CalendarDay? = nil, follows: Int64? = nil, by confirmation: ConfirmedBy? = nil,
    at recorded: String = "2010-12-31T10:00:00Z"
  ) throws {
    outcomes.append(
      Outcome(
        commissionID: commission, number: number, observedOn: try calendarDay(date), kind: kind, stage: Term(stage),
        summary: "@seen", recordedAt: try #require(Instant(recorded) as Instant?), expectedBy: expectedBy,
        follows: follows,
        confirmedBy: confirmation.map { Term($0) }))
  }
}

extension Term {
  /// A word of the vocabulary.
  init(_ value: Value) { self.init(Text(value.rawValue)) }
}
