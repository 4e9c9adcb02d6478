import Core

/// The days that the span of a figure's identity means: a measuring period, or the year to date.
struct FigureSpan: Hashable {
  let measuring: MeasuringPeriod
  let isYearToDate: Bool
  private let yearToDate: Span

  /// Returns nil for a span that is none of the context's.
  init?(_ name: String, _ context: ReportingContext) {
    yearToDate = context.yearToDate
    let measuring = context.frames.first {
      [$0.period.name, $0.period.toDateName, $0.period.twelveMonthsName].contains(name)
    }
    let isYear = measuring == nil && name == context.period.yearName
    guard measuring != nil || isYear || name == context.period.yearToDateName else { return nil }
    self.measuring = measuring ?? MeasuringPeriod(context)
    self.name = name
    isYearToDate = measuring == nil && !isYear
  }

  private let name: String

  /// The days that the figure counts.
  var days: Span {
    if isYearToDate { return yearToDate }
    return name == measuring.period.twelveMonthsName ? measuring.period.twelveMonths : measuring.period.span
  }

  /// Returns the span as people write it.
  func written(_ name: String) -> String {
    let period = measuring.period
    if name == period.toDateName { return "to \(period.span.lastDay.written)" }
    if name == period.yearName, let year = period.year { return year.span.written }
    if name == period.twelveMonthsName { return period.twelveMonths.written }
    return (isYearToDate ? yearToDate : period.span).written
  }
}

extension FigureIdentity {
  /// Returns what the figure is about; nil for a project that is not there and for what is no key of the grain.
  ///
  /// - Parameter project: finds a project by its key.
  func topic(_ metric: any AnyMetric, project: (String) -> Project?) -> Topic? {
    switch grain {
    case .programme: .programme
    case .project: project(key).map { .project($0.commission.id) }
    case .adviser: Int64(key).map { .adviser($0) }
    case .borough: metric.definition.counts == .all ? .boroughToDate(decodedKey) : .borough(decodedKey)
    case .theme: .theme(decodedKey)
    case .arrangement: .arrangement(decodedKey)
    case .activity: .activity(decodedKey)
    case .month: .month(Text(key))
    case .kind where metric === metrics.results.outputs:
      span.hasPrefix("to-") ? .outputToDate(decodedKey) : .output(decodedKey)
    case .kind: .kind(decodedKey)
    case .measure: .measure(Text(key))
    }
  }
}
