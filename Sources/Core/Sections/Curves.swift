// The curve of a measure in the paper: a small chart, what it says, and what the author says about it.

extension ReportFacts {
  /// Returns the blocks of the measures of a question, in the order of the catalogue: charts two a row, then a paragraph for
  /// each measure.
  func measureBlocks(of part: HeadlinePart) -> [Block] {
    measureBlocks(
      Catalogue.of(part).filter {
        settings.headline.contains($0.id) || measures.series(of: $0) != nil
          || !commentary.blocks(measure: $0.id).isEmpty
      })
  }

  func measureBlocks(_ measures: [any AnyMetric]) -> [Block] {
    let charts = measures.compactMap { self.measures.series(of: $0) }.map(lineChart)
    let rows = stride(from: 0, to: charts.count, by: 2).map {
      Block.curves(Array(charts[$0..<min($0 + 2, charts.count)]))
    }
    return rows + measures.flatMap(block)
  }

  /// What is said about one measure: the verdict, then the author's text. A heading of its own only where there is text.
  private func block(_ metric: any AnyMetric) -> [Block] {
    let series = measures.series(of: metric)
    let lines = (series.map { [sentence($0)] + rebased($0) } ?? []) + targetSentences(metric)
    let events = series.map { $0.marks(settings.events) } ?? []
    let list: [Block] =
      events.isEmpty ? [] : [.list(events.map { "\($0.number): \($0.event.on), \($0.event.what)" })]
    let text = commentary.blocks(measure: metric.id)
    guard text.isEmpty else {
      return [.heading(.words(metric.title))] + lines.map { .paragraph($0) } + list + text
    }
    guard let first = lines.first else { return [] }
    let lead = Prose.strong(.words(metric.title + ":")) + " " + first
    return [.paragraph(([lead] + lines.dropFirst()).joined(" "))] + list
  }

  // MARK: Sentences

  /// `19.00 in December 2010, too early to judge: 9 of 13 months. The median is 18.00.` The verdict's sign is for tables.
  private func sentence(_ series: Series) -> Prose {
    guard let point = series.points.last else { return Prose() }
    guard let amount = point.amount else { return "No verdict: \(gap(series, point))." }
    let value: Prose = "\(printed(amount)) \(place(series, point))"
    guard let segment = series.last, let mean = series.mean(segment), let lower = series.lower(segment),
      let upper = series.upper(segment)
    else {
      let median = series.last?.median.map { $0.rounded(to: series.measure.medianScale) }.map {
        Amount(series.measure, $0)
      }
      let rest: Prose = median.map { " The median is \(printed($0))." } ?? ""
      return "\(value), \(words: series.verdict.words).\(rest)"
    }
    guard case .judged(let judged, _) = series.verdict else { return "\(value), \(words: series.verdict.words)." }
    let (low, middle, high) = (
      Amount(series.measure, lower), Amount(series.measure, mean), Amount(series.measure, upper)
    )
    let units: Prose = series.isByProject ? "projects" : "months"
    let start: Prose = """
      \(value), \(words: series.verdict.words). The mean of \(segment.points) \(units) is \(printed(middle))
      """
    guard let reason = reason(judged, series.latest(in: segment), segment.limits, units) else {
      return "\(start); \(printed(low)) to \(printed(high)) is usual."
    }
    return "\(start), and the limits are \(printed(low)) and \(printed(high)); \(reason)."
  }

  /// Returns why the latest point is a sign of change though it lies within the limits; nil for any other point.
  ///
  /// - Parameter latest: the points back to the last gap, the latest first.
  private func reason(_ judged: JudgedPoint, _ latest: [Rational], _ limits: ControlLimits, _ units: Prose) -> Prose? {
    let isUp = judged.isUp
    switch judged.type {
    case .usual, .outside: return nil
    case .trend:
      let steps = zip(latest, latest.dropFirst()).prefix { isUp ? $0 > $1 : $0 < $1 }.count
      return "the last \(steps + 1) \(units) \(words: isUp ? "rise, each above" : "fall, each below") the one before"
    case .shift:
      let count = latest.prefix { isUp ? $0 > limits.mean : $0 < limits.mean }.count
      return "the last \(count) \(units) all lie \(words: isUp ? "above" : "below") the mean"
    case .twoOfThree:
      let count = latest.prefix(3).count { isUp ? $0 > limits.nearUpper : $0 < limits.nearLower }
      return """
        \(count) of the last 3 \(units) lie more than two thirds of the way from the mean to the \
        \(words: isUp ? "upper" : "lower") limit
        """
    }
  }

  /// As the picture prints it: a share in hundredths with two decimals, so that a limit and a value beyond it differ.
  private func printed(_ amount: Amount) -> Prose {
    guard case .ratio = amount else { return .words(amount.description) }
    return .words("\(shown(amount))%")
  }

  private func place(_ series: Series, _ point: Series.Point) -> Prose {
    series.isByProject
      ? "calendar days for \(.data(point.key)), whose first day was on \(point.day)"
      : "in \(words: point.day.monthWritten)"
  }

  private func gap(_ series: Series, _ point: Series.Point) -> Prose {
    if point.isUnstaffed { return "nobody was in post on \(point.day)" }
    return series.measure == .utilisation
      ? "there was no capacity in \(words: point.day.monthWritten)"
      : "no project began in \(words: point.day.monthWritten)"
  }

  /// What a person decided about the series; printed here and in Methods.
  func rebased(_ series: Series) -> [Prose] {
    series.rebases.map { "Judged anew from \($0.from): \($0.why)." }
  }

  // MARK: The picture

  func lineChart(_ series: Series) -> LineChart {
    let title = series.measure.headline.title
    let numbers = series.points.compactMap { $0.amount.map { shown($0) } }
    let sign = series.measure == .utilisation ? "%" : ""
    let range: Prose =
      if let least = numbers.min(by: { $0.isBelow($1) }), let most = numbers.max(by: { $0.isBelow($1) }) {
        "least \(least)\(words: sign), greatest \(most)\(words: sign)"
      } else { "no point" }
    let (first, last) = (series.points.first?.day ?? period.span.from, series.points.last?.day ?? period.span.from)
    let count: Prose =
      series.isByProject
      ? .count(series.points.count, "project", "projects") : .count(series.points.count, "month", "months")
    let said: Prose = """
      \(count), \(words: first.monthWritten) to \
      \(words: last.monthWritten), \(range). \(sentence(series))
      """
    return LineChart(
      path: "charts/trend-\(series.measure.id.split(separator: "_").joined(separator: "-")).svg", title: .words(title),
      sentence: said, subject: series.isByProject ? "Project" : "Month", unit: unit(series.measure),
      points: series.points.enumerated().map { index, point in
        LineChart.ChartPoint(
          label: series.isByProject ? Text(point.key) : Text(point.day.monthShort),
          value: point.amount.map { shown($0) },
          isSignal: series.isSignal(index))
      },
      segments: series.curve.segments.compactMap { segment in
        let median = segment.median?.rounded(to: series.measure.medianScale)
        guard let centre = series.mean(segment) ?? median else { return nil }
        func shown(_ number: Decimal) -> Decimal { self.shown(Amount(series.measure, number)) }
        return LineChart.ChartSegment(
          range: segment.range, centre: shown(centre), centreName: segment.hasLimits ? "mean" : "median",
          lower: series.lower(segment).map(shown), upper: series.upper(segment).map(shown))
      },
      marks: series.marks(settings.events).map {
        LineChart.Mark(number: $0.number, index: $0.index, what: $0.event.what)
      })
  }

  /// As the picture draws it: a share in hundredths.
  private func shown(_ amount: Amount) -> Decimal {
    guard case .ratio(let fraction) = amount else { return amount.number ?? Decimal(0) }
    return Decimal(mantissa: fraction.rounded(to: 4).mantissa, scale: 2)
  }

  private func unit(_ measure: SeriesMeasure) -> String {
    measure == .utilisation ? "per cent of capacity" : measure.metric.unit.rawValue
  }
}

extension Amount {
  /// A computed value of a measure, with the decimals that it is printed with.
  fileprivate init(_ measure: SeriesMeasure, _ value: Decimal) {
    guard measure == .utilisation, let share = Fraction(value.mantissa, over: 10_000) else {
      self = .decimal(value)
      return
    }
    self = .ratio(share)
  }
}

extension Decimal {
  fileprivate func isBelow(_ other: Decimal) -> Bool { Rational(self) < Rational(other) }
}

extension CalendarDay {
  /// `Dec 2010`.
  fileprivate var monthShort: String { "\(Self.monthNames[month - 1].prefix(3)) \(year)" }
}

extension Series {
  /// Returns the points of the last segment back to its last gap, the latest first.
  fileprivate func latest(in segment: Curve.Segment) -> [Rational] {
    points[segment.range].reversed().prefix { $0.amount != nil }.compactMap { $0.amount?.rational }
  }

  /// Returns how a point lies among the others of its segment; nil for a gap, and where the segment has too few points.
  func judged(_ index: Int) -> JudgedPoint? {
    let segment = curve.segments[curve.segment(of: index)]
    return segment.hasLimits ? segment.judged[index - segment.range.lowerBound] : nil
  }

  /// Whether a point is a sign of change. Of too few nothing is.
  fileprivate func isSignal(_ index: Int) -> Bool {
    let segment = curve.segments[curve.segment(of: index)]
    return !segment.isTooFew(isSum: measure.isSum) && judged(index).map { $0.type != .usual } ?? false
  }

  /// The events of the series, numbered by date, each with the point that it is marked at.
  fileprivate func marks(_ events: [Event]) -> [(number: Int, index: Int, event: Event)] {
    guard let first = points.first?.day, let last = points.last?.day else { return [] }
    let until = isByProject ? last.next : last.advanced(byMonths: 1)
    let shown = events.filter { $0.concerns(measure) && $0.on >= first && $0.on < until }.sorted { $0.on < $1.on }
    return shown.enumerated().map { number, event in
      (number + 1, points.lastIndex { $0.day <= event.on } ?? 0, event)
    }
  }
}
