/// What a job wants a measure of the programme to come to.
package struct Target: Hashable, Sendable {
  package enum Goal: Hashable, Sendable {
    /// At least this in the financial year, and per cent of it in each quarter.
    case year(Decimal, byQuarter: [Decimal])
    case atMost(Decimal)
    case atLeast(Decimal)
  }

  /// The metric's id.
  package let measure: String
  /// Ratios in per cent.
  package let goal: Goal

  package init(measure: String, goal: Goal) {
    self.measure = measure
    self.goal = goal
  }

  package static let equalQuarters = Array(repeating: Decimal(25), count: 4)

  /// The metrics that may have a target: those of the programme that are numbers, and not what lies ahead.
  package static let measures = Catalogue.of(.programme).filter {
    $0.unit.counted != nil && $0.definition.isCompared
  }

  package var metric: (any AnyMetric)? { Catalogue.metric(measure) }

  /// Whether more than the target is better.
  package var wantsMore: Bool { if case .atMost = goal { false } else { true } }

  /// Returns the number that the period is to come to: of a quarter its part of the year. Returns nil for a target of the year
  /// where the period is neither a quarter nor a year.
  package func number(of period: Period) -> Rational? {
    switch goal {
    case .year(let year, let parts):
      switch period.kind {
      case .quarter(let number, _): return Rational(year) * Rational(parts[number - 1]) / 100
      case .year: return Rational(year)
      case .range: return nil
      }
    case .atMost(let number), .atLeast(let number):
      return metric?.unit == .ratio ? Rational(number) / 100 : Rational(number)
    }
  }

  /// The number that the whole year is to come to; nil for a target of any other kind.
  package var ofYear: Rational? { if case .year(let year, _) = goal { Rational(year) } else { nil } }

  /// Returns a value as it reads beside the target: a share that misses the target never reads as the target.
  func prose(_ measure: Measure) -> Prose {
    guard case .amount(.ratio(let share)) = measure, let limit = wholePercent else { return measure.prose }
    return .words(wantsMore ? share.percentWritten(limits: [limit]) : share.percentWritten(caps: [limit]))
  }

  /// The percentage of a target that is one; nil where the job gave it decimals.
  private var wholePercent: Int? {
    switch goal {
    case .atMost(let percent), .atLeast(let percent): percent.scale == 0 ? Int(percent.mantissa) : nil
    case .year: nil
    }
  }

  /// Returns a number of the target as it is printed: ratios with 4 decimals, whole numbers of counts whole, else 2 decimals. A value
  /// that prints alike meets the target.
  func amount(_ number: Rational) -> Amount {
    switch metric?.unit {
    case .ratio:
      let ratio = number.rounded(to: 4)
      return Fraction(ratio.mantissa, over: 10_000).map { .ratio($0) } ?? .decimal(ratio)
    case .days: return .days(Days(hundredths: inHundredths(number).mantissa))
    default:
      let whole = number.rounded(to: 0)
      return Rational(whole) == number ? .count(Int(whole.mantissa)) : .decimal(inHundredths(number))
    }
  }

  /// Rounds a number of the target towards what is harder to meet.
  private func inHundredths(_ number: Rational) -> Decimal {
    let rounded = number.rounded(to: 2)
    let isEasier = wantsMore ? Rational(rounded) < number : number < Rational(rounded)
    return isEasier ? Decimal(mantissa: rounded.mantissa + (wantsMore ? 1 : -1), scale: 2) : rounded
  }
}

/// How a measure did against its target; the first that holds.
package enum TargetStatus: String, CaseIterable, Sendable {
  /// The period is not over, the value is not known, or it is taken from too few.
  case noJudgement = "no judgement"
  case met
  /// Within the tolerance.
  case near
  /// Better than in the same quarter of the year before.
  case missedImproving = "missed, improving"
  case missed

  package var isMissed: Bool { self == .missed || self == .missedImproving }
}

/// Whether a sum will meet its target as things are: by the limits of its series.
package enum Assurance: String, CaseIterable, Sendable {
  case willMeet = "will meet it as things are"
  case willMiss = "will miss it as things are"
  case mayOrMayNot = "may or may not"

  fileprivate var sentence: String {
    switch self {
    case .willMeet: "a quarter will meet it"
    case .willMiss: "a quarter will miss it"
    case .mayOrMayNot: "a quarter may or may not meet it"
    }
  }
}

/// A measure beside its target.
package struct TargetResult: Sendable {
  package let metric: any AnyMetric
  package let target: Target
  /// What the period was to come to, as it is printed.
  package let wanted: Amount
  package let status: TargetStatus
  /// nil for a measure that is no sum with a series and limits, for a sum of too few, and for a period that is no quarter.
  package let assurance: Assurance?

  /// `at least 72.00`, `at most 21`, `at least 80%`. A percentage has the decimals that the job gave it.
  package var wantedWords: Prose {
    let number: Prose =
      switch target.goal {
      case .atMost(let number) where metric.unit == .ratio, .atLeast(let number) where metric.unit == .ratio:
        "\(number)%"
      default: Measure.amount(wanted).prose
      }
    return "\(words: target.wantsMore ? "at least" : "at most") \(number)"
  }
}

extension ReportFacts {
  /// Returns a measure beside its target; nil where the job sets none for the period.
  package func target(of metric: any AnyMetric) -> TargetResult? {
    guard let target = settings.thresholds.targets.first(where: { $0.measure == metric.id }),
      let wanted = target.number(of: period)
    else { return nil }
    return TargetResult(
      metric: metric, target: target, wanted: target.amount(wanted), status: status(target, metric, wanted),
      assurance: assurance(target, metric, wanted))
  }

  /// Every measure that has a target for the period, in the order of the catalogue.
  package var targetResults: [TargetResult] { Target.measures.compactMap { target(of: $0) } }

  private func status(_ target: Target, _ metric: any AnyMetric, _ wanted: Rational) -> TargetStatus {
    guard !context.isPartial, let figure = figure(metric), let value = figure.measure.amount?.rational,
      !isOfTooFew(figure)
    else { return .noJudgement }
    func isBetter(_ one: Rational, than other: Rational) -> Bool { target.wantsMore ? other < one : one < other }
    if !isBetter(wanted, than: value) { return .met }
    if !(Rational.zero < wanted) { return .missed }
    let tolerance = settings.targetTolerance
    let nearly = wanted * Rational(target.wantsMore ? 100 - tolerance : 100 + tolerance) / 100
    if !isBetter(nearly, than: value) { return .near }
    let before = context.lastYear.flatMap { self.figure(metric, $0)?.measure.amount?.rational }
    return before.map { isBetter(value, than: $0) } ?? false ? .missedImproving : .missed
  }

  /// Whether a ratio of counts or a median is taken from too few to be judged.
  private func isOfTooFew(_ figure: Figure) -> Bool {
    guard let n = figure.n, case .amount(let amount) = figure.measure else { return false }
    switch amount {
    case .median: return n < 3
    case .ratio: return figure.metric !== metrics.utilisation && n < settings.leastForPercent
    default: return false
    }
  }

  /// By a third of the quarter's part, because the series has a point a month.
  private func assurance(_ target: Target, _ metric: any AnyMetric, _ wanted: Rational) -> Assurance? {
    guard target.ofYear != nil, case .quarter = period.kind, let series = measures.series(of: metric),
      series.measure.isSum, series.points.last?.amount != nil, let segment = series.last,
      !segment.isTooFew(isSum: true),
      let lower = series.lower(segment), let upper = series.upper(segment)
    else { return nil }
    let month = wanted / 3
    if month < Rational(lower) { return .willMeet }
    return Rational(upper) < month ? .willMiss : .mayOrMayNot
  }

  /// What the block of a measure says of its target and of the year's end.
  func targetSentences(_ metric: any AnyMetric) -> [Prose] {
    let target = target(of: metric).map { result -> Prose in
      let assurance = result.assurance.map { " By its curve, \($0.sentence) as things are." } ?? ""
      return "The target of \(result.wantedWords): \(words: result.status.rawValue).\(words: assurance)"
    }
    guard metric === metrics.daysDelivered, let days = knownForecast else { return [target].compactMap(\.self) }
    return [target, "By the year's end \(atLeast(days)) \(.isOrAre(days)) expected."].compactMap(\.self)
  }

  /// The targets that were missed without a word under their measure in the commentary.
  var unexplainedTargets: [TargetResult] {
    targetResults.filter { $0.status.isMissed && commentary.blocks(measure: $0.metric.id).isEmpty }
  }

  /// `Days delivered: 57.00, where at least 72.00 was the target.`
  func unexplainedLine(_ result: TargetResult) -> Prose {
    """
    \(words: result.metric.title): \(value(result) ?? "unknown"), where \(result.wantedWords) was the target.
    """
  }

  private func value(_ result: TargetResult) -> Prose? {
    figure(result.metric)?.prose(leastForPercent: settings.leastForPercent, beside: result.target)
  }
}

// In the section that looks ahead.
extension ReportFacts {
  /// Every measure that has a target, beside it; nothing where the job sets none.
  var targetTable: [Block] {
    let results = targetResults
    guard !results.isEmpty else { return [] }
    return [
      .heading("Targets"),
      .table(
        results, from: "figures.csv",
        [
          .init("Measure") { .words($0.metric.title) },
          .number(.words(period.label)) { value($0) ?? "not applicable" }, .number("Target") { $0.wantedWords },
          .init("Status") { .words($0.status.rawValue.capitalised) },
          .init("As things are") { .words($0.assurance?.rawValue ?? "–") },
        ]),
    ] + measureBlocks(results.map(\.metric).filter(isExplainedHere))
  }

  /// Whether a measure has text, and no section before this one that would print it.
  private func isExplainedHere(_ metric: any AnyMetric) -> Bool {
    let sections = settings.orderedSections
    let isAsked = sections.contains { section in section.headline.contains { $0 === metric } }
    let hasCurve = sections.contains(.trend) && measures.series(of: metric) != nil
    return !isAsked && !hasCurve && !commentary.blocks(measure: metric.id).isEmpty
  }

  /// What the year will come to, and what it was to come to, while it is not over.
  var yearEnd: [Block] {
    guard let year = period.year, let rest = context.lookAhead?.restOfYear, rest.length > 0,
      case .amount(.days(let delivered)) = yearToDate(metrics.daysDelivered)?.measure
    else { return [] }
    let expected = knownForecast.map { forecast -> Prose in
      """
      By the end of the \(words: year.title.lowercasedFirst), \(atLeast(forecast)) \(.isOrAre(forecast)) expected: \(delivered) \
      delivered so far, and \(forecast - delivered) committed.
      """
    }
    let target = settings.thresholds.targets.first { $0.measure == metrics.daysDelivered.id }
    let sentences = [expected, pace, target?.ofYear.flatMap { reachable($0, delivered, rest) }].compactMap(\.self)
    return sentences.isEmpty ? [] : [.paragraph(sentences.joined(" "))]
  }

  /// Returns the days that are known, of which more may come where it is unknown of some project what it still takes.
  private func atLeast(_ days: Days) -> Prose {
    count(metrics.ahead.commitmentUnknown) == 0 ? .days(days) : "at least \(.days(days))"
  }

  /// What the year will come to; nil where it is not known of any project what it still takes, and of some it is unknown.
  private var knownForecast: Days? {
    guard case .amount(.days(let forecast)) = figure(metrics.ahead.forecast)?.measure,
      case .amount(.days(let delivered)) = yearToDate(metrics.daysDelivered)?.measure,
      forecast != delivered || count(metrics.ahead.commitmentUnknown) == 0
    else { return nil }
    return forecast
  }

  /// `The last 4 quarters had 42.00 on average, between 20.00 and 57.00.`
  private var pace: Prose? {
    let quarters = lastQuarters
    guard let least = quarters.min(), let most = quarters.max(), quarters.count == 4 else { return nil }
    let mean = Fraction(quarters.reduce(0) { $0 + $1.hundredths }, over: 4).map(Days.init(rounded:)) ?? .zero
    return "The last 4 quarters had \(.days(mean)) delivered on average, between \(least) and \(most)."
  }

  /// The days of the last whole quarters before the reporting end, by the months of the series.
  private var lastQuarters: [Days] {
    guard let points = measures.series(of: metrics.daysDelivered)?.points,
      let last = Period(lastQuarterBefore: period.span.until, yearStartsIn: period.yearStartsIn)
    else { return [] }
    let months = Dictionary(points.map { ($0.day, $0.amount) }, uniquingKeysWith: { first, _ in first })
    return (0..<4).compactMap { back -> Days? in
      var sum = Days.zero
      for month in 1...3 {
        guard case .some(.some(.days(let days))) = months[last.span.until.advanced(byMonths: -3 * back - month)] else {
          return nil
        }
        sum += days
      }
      return sum
    }
  }

  /// What can still become of the year's target; nil where no capacity is known.
  private func reachable(_ target: Rational, _ delivered: Days, _ rest: Span) -> Prose? {
    let left = target - Rational(delivered.decimal)
    guard Rational.zero < left else { return "The target of \(target.rounded(to: 2)) is met already." }
    guard offer.has(metrics.ahead.headroom.definition.needs) else { return nil }
    let capacity = measures.conditions.plannedCapacity(in: rest)
    let can: Prose = !(Rational(capacity.decimal) < left) ? "can still be met" : "can no longer be met"
    return "The target of \(target.rounded(to: 2)) \(can): the capacity to the year's end is \(capacity)."
  }
}

extension String {
  fileprivate var lowercasedFirst: String { prefix(1).lowercased() + dropFirst() }
}
