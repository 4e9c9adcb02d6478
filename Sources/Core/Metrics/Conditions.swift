/// What a metric knows besides a project, and what is the same for every project: the measuring period, the job's
/// thresholds, boroughs, advisers and bank holidays.
package final class Conditions: Sendable {
  package let measuring: MeasuringPeriod
  package let yearToDate: Span
  package let thresholds: Thresholds
  /// The codes of the listed boroughs.
  package let listed: Set<Text>
  /// The twelve months before the end of the measuring period.
  let twelveMonths: Span
  /// The bank holidays, in order.
  let bankHolidays: [CalendarDay]
  /// The actions agreed before the end of the report's period, by number.
  let actions: [Action]
  /// See `Programme.recordsFollowing`.
  let recordsFollowing: Bool
  /// The spans in which outcomes are reported by kind.
  let reportedSpans: Set<ComparisonSpan>
  /// What the report looks ahead to; nil where it does not look ahead.
  let ahead: LookAhead?
  /// The series to the reporting end; none for a period of comparison.
  package let series: [Series]
  let seriesFacts: SeriesFacts
  /// What the organisation offers of the contract.
  package let offer: Offer
  private let posts: [Int64: Post]
  private let advisers: [Adviser]

  /// - Parameter looksAhead: whether any commission says how it goes on; by the programme's projects where it is nil.
  package init(
    _ programme: Programme, _ context: ReportingContext, _ measuring: MeasuringPeriod, _ thresholds: Thresholds,
    looksAhead: Bool? = nil
  ) {
    self.measuring = measuring
    self.thresholds = thresholds
    yearToDate = context.yearToDate
    twelveMonths = measuring.period.twelveMonths
    offer = programme.offer
    listed = programme.listedBoroughs
    bankHolidays = programme.bankHolidays.sorted()
    actions = programme.actions
    ahead = measuring.window == .period && looksAhead ?? programme.looksAhead ? context.lookAhead : nil
    advisers = programme.advisers
    recordsFollowing = programme.recordsFollowing
    reportedSpans = Set(context.frames.filter(programme.isApplicable).map(\.window)).union([.yearToDate])
    seriesFacts = programme.series
    series = measuring.window == .period ? SeriesBuilder(programme, context, thresholds.trend).all : []
    let reported = measuring.reported
    posts = Dictionary(
      uniqueKeysWithValues: programme.advisers.map { adviser in
        (
          adviser.id,
          Post(
            adviser: adviser, capacity: Capacity(adviser, in: reported, bankHolidays: programme.bankHolidays),
            isInPost: adviser.inPost(during: measuring.span).length > 0)
        )
      })
  }

  /// Returns why a metric has no value where the organisation does not offer what the metric needs.
  func lack(of needs: [String]) -> NoValue? {
    needs.first { !offer.has([$0]) }.map { .notApplicable("\($0) is not offered") }
  }

  /// Whether a day entry's adviser is known: every number is, where no advisers are offered.
  func isListed(_ adviser: Int64) -> Bool { posts[adviser] != nil || !offer.has("advisers") }

  /// Returns everyone in post on a day of a span after the reporting end, by name and number.
  func posts(in span: Span) -> [Post] {
    let holidays = Set(bankHolidays)
    return advisers.filter { $0.inPost(during: span).length > 0 }.sorted { ($0.name, $0.id) < ($1.name, $1.id) }.map {
      Post(adviser: $0, capacity: Capacity($0, in: span, bankHolidays: holidays), isInPost: true)
    }
  }

  /// Returns the posts that a figure counts, by adviser: everyone in post on a day of the period, or with days in it. Of an
  /// adviser's figure it is the adviser's post alone.
  func posts(_ topic: Topic, with worked: Set<Int64>) -> [Post] {
    guard offer.has("advisers") else {
      let ids = if case .adviser(let id) = topic { [id] } else { worked.sorted() }
      return ids.map(Post.init(unlisted:))
    }
    if case .adviser(let id) = topic { return [posts[id]].compactMap(\.self) }
    return posts.values.filter { $0.isInPost || worked.contains($0.adviser.id) }.sorted {
      ($0.adviser.name, $0.adviser.id) < ($1.adviser.name, $1.adviser.id)
    }
  }
}

/// An adviser's time in post in a measuring period.
package struct Post: Sendable {
  package let adviser: Adviser
  package let capacity: Capacity
  /// Whether the adviser is in post on a day of the period.
  let isInPost: Bool
}

extension Post {
  /// Makes the post of an adviser of whom only the number is offered, which is the name too.
  fileprivate init(unlisted id: Int64) {
    var adviser = Adviser.relation.blank
    adviser.id = id
    adviser.name = Text(String(id))
    self.init(adviser: adviser, capacity: Capacity(weekHundredths: 0), isInPost: false)
  }
}

/// How many days an adviser could have worked: working days in post, times days a week, divided by five, last.
package struct Capacity: Hashable, Sendable {
  static let weekdays: Int64 = 5

  /// Working days × hundredths of a day a week: five times the capacity in hundredths.
  package let weekHundredths: Int64
  package var workingDays = 0

  /// The capacity, rounded to 2 decimals.
  package var days: Days { Fraction(weekHundredths, over: Self.weekdays).map(Days.init(rounded:)) ?? .zero }
}

extension Capacity {
  init(_ adviser: Adviser, in span: Span, bankHolidays: Set<CalendarDay>) {
    let workingDays = adviser.inPost(during: span).workingDays(without: bankHolidays)
    self.init(
      weekHundredths: Int64(workingDays) * (adviser.daysPerWeek ?? .zero).hundredths, workingDays: workingDays)
  }
}

extension Span {
  /// Counts Mondays to Fridays that are no bank holiday.
  package func workingDays(without bankHolidays: Set<CalendarDay>) -> Int {
    guard length > 0 else { return 0 }
    let weeks = length / 7
    let rest = (0..<length % 7).count { from.advanced(by: $0).weekday <= 5 }
    return weeks * 5 + rest - bankHolidays.count { contains($0) && $0.weekday <= 5 }
  }

  /// The first days of the calendar months that the span touches.
  package var months: [CalendarDay] {
    var months: [CalendarDay] = []
    var month = CalendarDay(year: from.year, month: from.month, day: 1) ?? from
    while month < until {
      months.append(month)
      month = month.advanced(byMonths: 1)
    }
    return months
  }
}

extension CalendarDay {
  /// The key of the day's month: `2010-M11`, which no spreadsheet takes for a date.
  package var monthKey: String { "\(padded(year, 4))-M\(padded(month, 2))" }
}

extension Days {
  /// Rounds a quotient of hundredths to hundredths, halves away from zero.
  package init(rounded fraction: Fraction) { self.init(hundredths: fraction.rounded(to: 0).mantissa) }
}

extension Programme {
  package var listedBoroughs: Set<Text> { Set(boroughs.map(\.code)) }

  /// Whether a measuring period has figures: a comparison that ends before the programme began has none.
  package func isApplicable(_ measuring: MeasuringPeriod) -> Bool {
    guard measuring.window != .period else { return true }
    return begin.map { $0 < measuring.span.until } ?? false
  }
}

extension MeasuringPeriod {
  /// The days of the period that are reported on.
  var reported: Span { Span(from: span.from, until: min(reportingEnd, span.until)) }
}
