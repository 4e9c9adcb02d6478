import Facts

/// Looks at the period's day entries as they go by, for rules about how entries go with each other and with advisers.
struct DayWatch {
  private let advisers: [Int64: Adviser]
  private let bankHolidays: Set<CalendarDay>
  private let months: [Span]
  private var day: CalendarDay?
  /// Of the date that is going by.
  private var daysByAdviser: [Int64: Days] = [:]
  private var worked: [Set<Int64>]
  private var rules: Set<String> = []

  init(_ programme: Programme, _ horizon: Horizon) {
    advisers = Dictionary(
      programme.advisers.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
    bankHolidays = programme.bankHolidays
    let span = horizon.period.span
    months = Span(from: span.from, until: horizon.asOf).wholeMonths
    worked = Array(repeating: [], count: months.count)
  }

  mutating func note(_ adviser: Int64, _ days: Days, on day: CalendarDay) {
    if self.day != day { begin(day) }
    let total = daysByAdviser[adviser, default: .zero] + days
    daysByAdviser[adviser] = total
    if total.hundredths > 100 { rules.insert("day-above-one") }
  }

  private mutating func begin(_ day: CalendarDay) {
    endDay()
    self.day = day
    if day.weekday > 5 || bankHolidays.contains(day) { rules.insert("day-off-worked") }
  }

  private mutating func endDay() {
    guard let day else { return }
    for id in daysByAdviser.keys {
      guard let adviser = advisers[id] else {
        rules.insert("unknown-adviser")
        continue
      }
      let isOutside = day < adviser.appointedOn || adviser.leftOn.map { day > $0 } ?? false
      if isOutside { rules.insert("day-outside-post") }
    }
    if let month = months.firstIndex(where: { $0.contains(day) }) {
      worked[month].formUnion(daysByAdviser.keys)
    }
    daysByAdviser.removeAll(keepingCapacity: true)
  }

  /// After the last entry.
  mutating func tell(_ quality: inout Suspicions) {
    endDay()
    for (month, worked) in zip(months, worked) {
      let isMissed = advisers.values.contains { adviser in
        adviser.appointedOn <= month.from && adviser.leftOn.map { $0 >= month.lastDay } ?? true
          && !worked.contains(adviser.id)
      }
      if isMissed { rules.insert("adviser-without-days") }
    }
    for rule in rules { quality.suspect(rule: rule) }
  }
}

extension Span {
  /// The calendar months that lie wholly in it.
  fileprivate var wholeMonths: [Span] {
    var months: [Span] = []
    var first = from.day == 1 ? from : from.firstOfMonth.advanced(byMonths: 1)
    while first.advanced(byMonths: 1) <= until, first < until {
      let next = first.advanced(byMonths: 1)
      months.append(Span(from: first, until: next))
      first = next
    }
    return months
  }
}
