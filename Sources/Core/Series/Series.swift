package enum SeriesMeasure: CaseIterable, Sendable {
  case daysDelivered, requestsReceived, utilisation, waitDays, outcomesInPeriod, practiceOccasions

  /// What a point of the series is a value of.
  package var metric: any AnyMetric {
    switch self {
    case .daysDelivered: metrics.daysDelivered
    case .requestsReceived: metrics.requestsReceived
    case .utilisation: metrics.utilisation
    case .waitDays: metrics.project.waitDays
    case .outcomesInPeriod: metrics.outcomesInPeriod
    case .practiceOccasions: metrics.practiceOccasions
    }
  }

  /// The programme's figure that the series belongs to.
  package var headline: any AnyMetric { self == .waitDays ? metrics.waitDaysMedian : metric }

  /// As `rebase`, `history --series` and the figures name it.
  package var id: String { metric.id }

  package init?(id: String) {
    guard let found = Self.allCases.first(where: { $0.id == id || $0.headline.id == id }) else { return nil }
    self = found
  }

  package var direction: Direction {
    switch self {
    case .daysDelivered, .outcomesInPeriod, .practiceOccasions: .moreIsBetter
    case .waitDays: .fewerIsBetter
    case .requestsReceived, .utilisation: .neither
    }
  }

  /// Whether months add up: counts and days, not ratios and waits.
  package var isSum: Bool { self != .utilisation && self != .waitDays }

  /// The decimals that a mean or a limit is printed with.
  package var scale: Int { self == .utilisation ? 4 : 2 }

  /// Half a count is the finest median of counts.
  package var medianScale: Int { self == .utilisation || self == .daysDelivered ? scale : 1 }
}

/// The series of a measure to the reporting end, and what it says.
package struct Series: Sendable {
  package struct Point: Sendable {
    /// The first day of the month, or the first day of work on the project.
    package let day: CalendarDay
    /// Of the identity: programme and `all`, or the project.
    package let grain: Grain
    /// Percent-encoded.
    package let key: String
    package let span: String
    /// nil for a gap.
    package let amount: Amount?
    /// Whether nobody was in post on the first day of the month: the reason of a gap, whatever the measure.
    let isUnstaffed: Bool
    package let n: Int?
  }

  package let measure: SeriesMeasure
  package let points: [Point]
  package let curve: Curve
  /// Where a person said that a new segment begins; those that lie in the series.
  package let rebases: [TrendSettings.Rebase]

  init(_ measure: SeriesMeasure, _ points: [Point], _ settings: TrendSettings) {
    self.measure = measure
    self.points = points
    let starts = (settings.rebases[measure.id] ?? []).compactMap { rebase in
      points.firstIndex { $0.day >= rebase.from }.map { (rebase: rebase, index: $0) }
    }
    rebases = starts.filter { $0.index > 0 }.map(\.rebase)
    curve = Curve(
      points.map { $0.amount?.rational }, newSegmentsAt: Array(Set(starts.map(\.index))).sorted(),
      screensOutliers: settings.screensOutliers)
  }

  /// Whether a point is a project and not a month.
  package var isByProject: Bool { points.first?.grain == .project }

  package var verdict: Verdict {
    curve.verdict(isSum: measure.isSum, measure.direction, unit: isByProject ? "projects" : "months")
  }

  /// Returns the mean of a segment as it is printed; nil where the segment has too few points.
  package func mean(_ segment: Curve.Segment?) -> Decimal? { printed(segment, \.mean) }
  package func upper(_ segment: Curve.Segment?) -> Decimal? { printed(segment, \.upper) }

  /// Returns the lower limit. Nothing but a wait can be below zero, so no other limit is.
  package func lower(_ segment: Curve.Segment?) -> Decimal? {
    printed(segment, \.lower).map {
      measure != .waitDays && $0.mantissa < 0 ? Decimal(mantissa: 0, scale: $0.scale) : $0
    }
  }

  private func printed(_ segment: Curve.Segment?, _ value: (ControlLimits) -> Rational) -> Decimal? {
    guard let segment, segment.hasLimits else { return nil }
    return value(segment.limits).rounded(to: measure.scale)
  }
}

extension Amount {
  /// The exact number; nil for a day or a word.
  var rational: Rational? {
    if case .ratio(let fraction) = self { return Rational(fraction) }
    return number.map { Rational($0) }
  }
}

/// Makes the series out of what was read.
struct SeriesBuilder {
  private let facts: SeriesFacts
  private let advisers: [Adviser]
  private let bankHolidays: Set<CalendarDay>
  private let context: ReportingContext
  private let settings: TrendSettings
  private let sums: [SumPlace: Total]

  private struct SumPlace: Hashable {
    let month: Text
    let metric: Text
  }

  private struct Total {
    var sum = Days.zero
    var byAdviser: [Int64: Days] = [:]
  }

  init(_ programme: Programme, _ context: ReportingContext, _ settings: TrendSettings) {
    facts = programme.series
    advisers = programme.advisers
    bankHolidays = programme.bankHolidays
    self.context = context
    self.settings = settings
    var sums: [SumPlace: Total] = [:]
    for row in facts.months {
      let place = SumPlace(month: row.month, metric: row.metric)
      sums[place, default: Total()].sum += row.sum
      if let id = row.adviserID { sums[place, default: Total()].byAdviser[id, default: .zero] += row.sum }
    }
    self.sums = sums
  }

  /// Every series that has a point.
  var all: [Series] {
    let months = months
    guard !months.isEmpty else { return [] }
    return SeriesMeasure.allCases.compactMap { measure in
      guard has(measure) else { return nil }
      let points = measure == .waitDays ? waits(months) : months.map { point(measure, $0) }
      guard points.contains(where: { $0.amount != nil }) else { return nil }
      return Series(measure, points, settings)
    }
  }

  private func has(_ measure: SeriesMeasure) -> Bool {
    switch measure {
    case .waitDays: !facts.firstDays.isEmpty
    case .utilisation: !advisers.isEmpty && hasRows(of: .daysDelivered)
    default: hasRows(of: measure)
    }
  }

  private func hasRows(of measure: SeriesMeasure) -> Bool { facts.months.contains { $0.metric == Text(measure.id) } }

  /// The months of the series: from the first in which somebody was in post on its first day, else from the first with a day
  /// entry, at most as many as the job says.
  private var months: [CalendarDay] {
    let months = context.months(settings.months).months
    // Whoever has no recorded appointment is in post always, and says nothing about the beginning.
    let inPost = advisers.compactMap { adviser -> CalendarDay? in
      guard let month = adviser.appointedOn?.firstOfNextMonth else { return nil }
      return adviser.isInPost(on: month) ? month : nil
    }
    let days = Text(metrics.daysDelivered.id)
    let worked = Set(facts.months.filter { $0.metric == days }.map(\.month))
    guard let first = inPost.min() ?? months.first(where: { worked.contains(Text($0.monthKey)) }) else { return [] }
    return months.filter { $0 >= first }
  }

  /// Whether nobody was in post on the first day of a month. Without any adviser nobody can say.
  private func isUnstaffed(_ month: CalendarDay) -> Bool {
    !advisers.isEmpty && !advisers.contains { $0.isInPost(on: month) }
  }

  private func point(_ measure: SeriesMeasure, _ month: CalendarDay) -> Series.Point {
    var (amount, n): (Amount?, Int?) = (nil, nil)
    let isUnstaffed = isUnstaffed(month)
    if !isUnstaffed {
      if measure == .utilisation {
        (amount, n) = utilisation(month)
      } else {
        let sum = sums[SumPlace(month: Text(month.monthKey), metric: Text(measure.id))]?.sum ?? .zero
        amount = measure == .daysDelivered ? .days(sum) : .count(Int(sum.hundredths / 100))
      }
    }
    return Series.Point(
      day: month, grain: .programme, key: "all", span: month.monthKey, amount: amount, isUnstaffed: isUnstaffed, n: n)
  }

  /// Days as a share of the capacity of everyone in post on a day of the month, or with days in it.
  private func utilisation(_ month: CalendarDay) -> (Amount?, Int?) {
    let span = Span(from: month, until: month.advanced(byMonths: 1))
    let days = sums[SumPlace(month: Text(month.monthKey), metric: Text(metrics.daysDelivered.id))]?.byAdviser ?? [:]
    let counted = advisers.filter { $0.inPost(during: span).length > 0 || days[$0.id] != nil }
    let capacity = counted.reduce(0) { $0 + Capacity($1, in: span, bankHolidays: bankHolidays).weekHundredths }
    let sum = counted.reduce(Days.zero) { $0 + (days[$1.id] ?? .zero) }
    let share = Fraction(sum.hundredths * Capacity.weekdays, over: capacity)
    return (share.map { .ratio($0) }, share == nil ? nil : counted.count)
  }

  /// A point a project, or the median of each month where there are very many projects.
  private func waits(_ months: [CalendarDay]) -> [Series.Point] {
    guard let first = months.first, let last = months.last else { return [] }
    let span = Span(from: first, until: last.advanced(byMonths: 1))
    let begun = facts.firstDays.filter { span.contains($0.firstDayOn) }
    guard begun.count > settings.mostProjects else {
      let keys = ProjectKeys(facts.firstDays.map { (id: $0.commissionID, reference: $0.reference) })
      let ordered = begun.sorted { left, right in
        if left.firstDayOn != right.firstDayOn { return left.firstDayOn < right.firstDayOn }
        if left.reference != right.reference { return left.reference.precedes(right.reference) }
        return left.commissionID < right.commissionID
      }
      return ordered.suffix(settings.months).map {
        Series.Point(
          day: $0.firstDayOn, grain: .project, key: keys[$0.commissionID], span: context.period.toDateName,
          amount: .count($0.waitDays), isUnstaffed: false, n: nil)
      }
    }
    var byMonth: [CalendarDay: [Int]] = [:]
    for item in begun {
      byMonth[item.firstDayOn.advanced(by: 1 - item.firstDayOn.day), default: []].append(item.waitDays)
    }
    return months.map { month in
      let waits = byMonth[month] ?? []
      let isUnstaffed = isUnstaffed(month)
      return Series.Point(
        day: month, grain: .programme, key: "all", span: month.monthKey,
        amount: isUnstaffed ? nil : Amount.median(of: waits), isUnstaffed: isUnstaffed,
        n: waits.isEmpty ? nil : waits.count)
    }
  }
}

extension CalendarDay {
  /// The first day of the month, or of the next one where the month has begun.
  fileprivate var firstOfNextMonth: CalendarDay { day == 1 ? self : advanced(by: 1 - day).advanced(byMonths: 1) }
}
