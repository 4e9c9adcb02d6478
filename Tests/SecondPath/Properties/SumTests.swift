import Core
import Support
import Testing

@Suite(.waits) struct SumTests {
  @Test(arguments: 1...6) func `printed rows add up to the printed total in every table`(seed: Int) throws {
    let random = RandomProgramme(seed: seed)
    let world = try ProgrammeDatabase.own()
    try world.load(random.relations)
    var numbers = SplitMix64(seed: seed)
    for question in try Question.some(of: random.year, &numbers) {
      let measured = try world.measured(question)
      let measures = measured.measures
      let total = try measures.days("days_delivered/programme/all/", question)
      let place: Comment = "seed \(seed), \(question)"
      #expect(measured.entries.map(\.days).sum == total, place)
      #expect(measures.projects.map(\.daysInPeriod).sum == total, place)
      #expect(measures.boroughs.map(\.daysInPeriod).sum == total, place)
      #expect(measures.advisers.map(\.daysInPeriod).sum == total, place)
      #expect(measures.themes.map(\.daysInPeriod).sum == total, place)
      #expect(measures.arrangements.map(\.daysInPeriod).sum == total, place)
      for grain in [Grain.activity, .month] {
        let figures = measures.figures.filter { $0.grain == grain }
        #expect(figures.compactMap(\.measure.days).sum == total, place)
      }
      for adviser in measures.advisers {
        let split = [
          adviser.daysHost, adviser.daysCommissioned, adviser.daysUrgent, adviser.daysBoard, adviser.daysUnrecorded,
        ]
        #expect(split.sum == adviser.daysInPeriod, place)
      }
      #expect(measures.boroughs.map(\.projects).reduce(0, +) == measures.projects.count, place)
    }
  }

  @Test(arguments: 1...6) func `the four quarters' days add up to the year's, project by project`(seed: Int) throws {
    let random = RandomProgramme(seed: seed)
    let world = try ProgrammeDatabase.own()
    try world.load(random.relations)
    let april = CalendarDay.april(random.year)
    let today = april.advanced(byMonths: 12)
    let year = try world.measured(Question(april, today.previous, today: today)).measures
    var days: [Int64: Days] = [:]
    for quarter in 0..<4 {
      let from = april.advanced(byMonths: 3 * quarter)
      let question = try Question(from, from.advanced(byMonths: 3).previous, today: today)
      for project in try world.measured(question).measures.projects {
        days[project.commission.id, default: .zero] += project.daysInPeriod
      }
    }
    for project in year.projects {
      #expect(
        days[project.commission.id] ?? .zero == project.daysInPeriod,
        "seed \(seed), commission \(project.commission.id)")
    }
    #expect(Array(days.values).sum == year.projects.map(\.daysInPeriod).sum, "seed \(seed)")
  }

  @Test(arguments: 1...4) func `each day row is lent to the files once, however many rows hang on its project`(
    seed: Int
  ) throws {
    let random = RandomProgramme(seed: seed)
    let world = try ProgrammeDatabase.own()
    try world.load(random.relations)
    let april = CalendarDay.april(random.year - 1)
    let last = april.advanced(byMonths: 36).previous
    let measured = try world.measured(Question(april, last, today: last.next))
    let keys = measured.entries.map {
      "\($0.commissionID) \($0.workedOn) \($0.adviserID ?? 0) \($0.activity?.string ?? "")"
    }
    let rows = random.days.rows.filter { (quoted("\(april)")...quoted("\(last)")).contains($0[1]) }
    #expect(Set(keys).count == keys.count, "seed \(seed)")
    #expect(keys.count == rows.count, "seed \(seed)")
    #expect(measured.entries.map(\.days).sum == rows.compactMap { Days($0[4]) }.sum, "seed \(seed)")
  }
}

extension [Days] { var sum: Days { reduce(.zero, +) } }

extension Measure { var days: Days? { if case .amount(.days(let days)) = self { days } else { nil } } }

extension Measures {
  /// A figure of days of the question's period.
  func days(_ stem: String, _ question: Question) throws -> Days {
    let identity = stem + question.context.period.name
    return try #require(figures.first { $0.identity == identity }?.measure.days)
  }
}
