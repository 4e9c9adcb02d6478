import Core
import Support
import Testing

/// A period, the day it is asked about, and the thresholds.
struct Question: CustomStringConvertible {
  let context: ReportingContext
  var thresholds = Thresholds(freeDays: Days(hundredths: 1000))

  /// From the first to the last day, both included.
  init(_ from: CalendarDay, _ last: CalendarDay, today: CalendarDay) throws {
    let period = try #require(Period(Span(from: from, until: last.next), yearStartsIn: 4))
    context = try #require(ReportingContext(period, today: today))
  }

  init(_ from: String, _ last: String, today: String) throws {
    try self.init(#require(CalendarDay(from)), #require(CalendarDay(last)), today: #require(CalendarDay(today)))
  }

  var description: String { "\(context.period.name) as seen on \(context.today)" }

  /// The same question, for the second path.
  var call: String {
    let span = context.period.span
    return """
      call second.ask('\(span.from)', '\(span.until)', '\(context.today)', \
      \(thresholds.freeDays.map { "\($0)" } ?? "null"), \(thresholds.behindBelow), \
      \(thresholds.slippingBelow), \(thresholds.waitLimitDays), \(thresholds.stalledAfterDays), \
      \(thresholds.caseStudyDueDays), \(thresholds.planningShare), '\(targets)')
      """
  }

  /// The targets as the second path takes them.
  private var targets: String {
    let all = thresholds.targets.map { target in
      switch target.goal {
      case .year(let year, let parts):
        "\"\(target.measure)\": {\"year\": \(year), \"by_quarter\": [\(parts.map(\.description).joined(separator: ", "))]}"
      case .atMost(let number): "\"\(target.measure)\": {\"at_most\": \(number)}"
      case .atLeast(let number): "\"\(target.measure)\": {\"at_least\": \(number)}"
      }
    }
    return "{\(all.joined(separator: ", "))}"
  }

  /// Of every kind: of the year with and without parts that are whole, at most and at least.
  private static let targets = [
    Target(measure: "days_delivered", goal: .year(Decimal(240), byQuarter: [20, 30, 25, 25].map { Decimal($0) })),
    Target(measure: "outcomes_in_period", goal: .year(Decimal(10), byQuarter: Target.equalQuarters)),
    Target(measure: "wait_days_median", goal: .atMost(Decimal(21))),
    Target(measure: "response_rate", goal: .atLeast(Decimal(80))),
  ]

  /// A quarter, a year, a range across 1 April, a period that is not over, the quarter with February in it, one day.
  static func some(of year: Int, _ numbers: inout SplitMix64) throws -> [Question] {
    let april = CalendarDay.april(year)
    let quarter = april.advanced(byMonths: 3 * numbers.below(8))
    let next = april.advanced(byMonths: 12)
    let later = next.advanced(byMonths: 24).advanced(by: numbers.below(400))
    let odd = next.advanced(by: -numbers.between(1, 300))
    let end = quarter.advanced(byMonths: 3).previous
    let day = numbers.day(around: year)
    var free = try Question(next.advanced(byMonths: -3), next.previous, today: next)
    free.thresholds = Thresholds()
    free.thresholds.behindBelow = 50
    free.thresholds.slippingBelow = 101
    free.thresholds.waitLimitDays = 7
    free.thresholds.stalledAfterDays = 1
    free.thresholds.caseStudyDueDays = 0
    free.thresholds.planningShare = 85
    free.thresholds.targets = Self.targets
    return try [
      Question(quarter, end, today: numbers.one(of: [end.next, later])), Question(april, next.previous, today: later),
      Question(odd, next.advanced(by: numbers.below(300)), today: later),
      Question(quarter, end, today: quarter.advanced(by: numbers.one(of: [0, 17, 44, end - quarter]))), free,
      Question(day, day, today: numbers.one(of: [day, later])),
    ]
  }
}
