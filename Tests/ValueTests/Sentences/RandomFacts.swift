import Testing

@testable import Core

/// What the sentences speak of, from the raw rows.
struct Facts {
  struct Post {
    let days: Int64
    /// In hundredths of a day's fifth.
    let capacity: Int64
  }

  let programme: Programme
  /// Of the period.
  let entries: [RandomReport.Entry]
  let free: Int64?
  private let all: [RandomReport.Entry]
  private let outcomes: [RandomReport.Seen]

  init(_ random: RandomReport) {
    programme = random.world.programme
    all = random.entries
    entries = all.filter { RandomReport.period.contains($0.day) }
    outcomes = random.outcomes
    free = random.world.settings.thresholds.freeDays?.hundredths
  }

  var listed: Set<Text> { Set(programme.boroughs.map(\.code)) }

  var hasPrevious: Bool { programme.advisers.contains { ($0.appointedOn ?? .first) < RandomReport.before.until } }

  func days(_ span: Span) -> Int64 { all.filter { span.contains($0.day) }.reduce(0) { $0 + $1.hundredths } }

  func boroughs(_ span: Span) -> Int {
    Set(all.filter { span.contains($0.day) }.compactMap { programme.projects[$0.project].commission.boroughCode })
      .intersection(listed).count
  }

  /// By code; nil for no listed borough.
  var daysByBorough: [Text?: Int64] {
    Dictionary(grouping: entries) { entry -> Text? in
      programme.projects[entry.project].commission.boroughCode.flatMap { listed.contains($0) ? $0 : nil }
    }.mapValues { $0.reduce(0) { $0 + $1.hundredths } }
  }

  var inScope: [Int] {
    let period = RandomReport.period
    return programme.projects.indices.filter { index in
      let project = programme.projects[index]
      let commission = project.commission
      func isBefore(_ date: CalendarDay?, _ day: CalendarDay) -> Bool { date.map { $0 < day } ?? false }
      let isLive =
        isBefore(commission.startsOn, period.until) && !isBefore(commission.completedOn, period.from)
        && !isBefore(commission.withdrawnOn, period.from)
      return isLive || commission.requestedOn.map(period.contains) ?? false
        || entries.contains { $0.project == index }
        || outcomes.contains { $0.project == index && $0.isAchieved && period.contains($0.day) }
        || project.shares.contains { period.contains($0.sharedOn) }
    }
  }

  /// Everyone in post on a day of the period, or with days in it.
  var posts: [Post] {
    programme.advisers.compactMap { adviser in
      let own = entries.filter { $0.adviser == adviser.id }
      let days = (0..<92).map { RandomReport.period.from.advanced(by: $0) }.filter { day in
        day >= adviser.appointedOn ?? .first && adviser.leftOn.map { day <= $0 } ?? true
      }
      guard !days.isEmpty || !own.isEmpty else { return nil }
      let working = days.count { $0.weekday < 6 && !programme.bankHolidays.contains($0) }
      return Post(
        days: own.reduce(0) { $0 + $1.hundredths }, capacity: Int64(working) * (adviser.daysPerWeek?.hundredths ?? 0))
    }
  }

  /// The waits of all projects whose first day lies in the period.
  var waits: [Int] {
    programme.projects.indices.compactMap { index in
      guard let first = all.filter({ $0.project == index }).map(\.day).min(), RandomReport.period.contains(first),
        let asked = programme.projects[index].commission.requestedOn
      else { return nil }
      return first - asked
    }
  }
}

func written(_ hundredths: Int64) -> String {
  let cents = hundredths % 100
  return "\(hundredths / 100).\(cents < 10 ? "0" : "")\(cents)"
}

func spelled(_ hundredths: Int64) -> String { "\(written(hundredths)) \(hundredths == 100 ? "day" : "days")" }

func count(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }

/// - Parameter part: a hundred times the part.
func percent(_ part: Int64, of whole: Int64) -> String {
  let rounded = (2 * part + whole) / (2 * whole)
  if part == 0 || part == 100 * whole { return "\(rounded)%" }
  if rounded == 0 { return "under 1%" }
  return rounded == 100 ? (part < 100 * whole ? "over 99%" : "over 100%") : "\(rounded)%"
}
