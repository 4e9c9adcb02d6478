/// What the series of a measure says; a figure for each measure that has a series.
package struct TrendMetrics: MetricGroup, Sendable {
  package let mean = Metric<Decimal, Never>(
    "trend_mean", "Mean of the series", .ofMeasure, [.measure], .toDate, blank: few,
    means: """
      The mean of the points of the measure's last segment: one point for each whole calendar month in which somebody was \
      in post on its first day, or one for each project whose first day lies in these months.
      """, together: .series { series in series.mean(series.last).map { .decimal($0) } }
  ) { _ in Decimal(0) }

  package let lower = Metric<Decimal, Never>(
    "trend_lower", "Lower limit of the series", .ofMeasure, [.measure], .toDate, blank: few,
    means: """
      The mean less 2.66 times the average moving range: the mean distance of a point from the point before it, ranges of \
      3.267 times that mean or more dropped once, where the job does not say otherwise. Never below 0, but for waits.
      """, together: .series { series in series.lower(series.last).map { .decimal($0) } }
  ) { _ in Decimal(0) }

  package let upper = Metric<Decimal, Never>(
    "trend_upper", "Upper limit of the series", .ofMeasure, [.measure], .toDate, blank: few,
    means: "The mean plus 2.66 times the average moving range.",
    together: .series { series in series.upper(series.last).map { .decimal($0) } }
  ) { _ in Decimal(0) }

  package let trend = Metric<Text, Never>(
    "trend", "Verdict", .word, [.measure], .toDate, blank: "The last month of the series is a gap.",
    means: """
      What the latest point of the series says. Higher or lower than usual: it lies outside the limits, or is one of two \
      of three points beyond two thirds of the way to a limit, or one of seven in a row on one side of the mean. Rising or \
      falling: it is one of seven points in a row that rise or fall. Else there is no sign of change. With fewer than 13 \
      points in the last segment, where a count comes to less than one a month, or where points differ but no two \
      neighbours do, nothing is judged.
      """,
    together: .series { series in
      series.verdict == .none ? nil : .word(Text(series.verdict.words))
    }
  ) { _ in "" }

  private static let few = "The last segment of the series has fewer than 13 points."
}

extension Series {
  /// The segment that the verdict is taken from.
  package var last: Curve.Segment? { curve.segments.last }
}

extension Together {
  /// A figure of the series of the measure. No project adds to it.
  static func series(_ amount: @escaping @Sendable (Series) -> Amount?) -> Self {
    of { place in
      guard case .measure(let id) = place.topic,
        let series = place.conditions.series.first(where: { $0.measure.id == id.string })
      else { return (.notApplicable, nil) }
      place.recorder?.list(series, place.conditions.seriesFacts)
      return (amount(series).map { .amount($0) } ?? .notApplicable, series.last?.points)
    }
  }
}

extension Recorder {
  /// Lists the points of a series, the rows behind them, and the steps from the points to the limits.
  func list(_ series: Series, _ facts: SeriesFacts) {
    let types = series.curve.segments.flatMap(\.judged)
    let rows = series.points.enumerated().map { index, point in
      [
        point.grain == .project ? point.key : point.span, point.day.description,
        point.amount?.description ?? "-", String(series.curve.segment(of: index) + 1),
        types[index].map(\.type.rawValue) ?? "-",
      ]
    }
    derive("Points of the series", ["point", "from", "value", "segment", "type"], rows)
    listRows(of: series, Set(series.points.map(\.span)), facts)
    guard let segment = series.last else { return }
    conclude("\(segment.points.counted("point", "points")) in the last segment; \(Verdict.leastPoints) are needed")
    guard segment.hasLimits, let range = segment.limits.averageMovingRange else { return }
    let limits = segment.limits
    conclude(
      "mean \(limits.mean.rounded(to: 4)); average moving range \(range.rounded(to: 4)), \(limits.dropped) dropped")
    conclude("limits \(limits.lower.rounded(to: 4)) and \(limits.upper.rounded(to: 4))")
    conclude("near limits \(limits.nearLower.rounded(to: 4)) and \(limits.nearUpper.rounded(to: 4))")
  }

  package func list(_ point: Series.Point, of series: Series, _ facts: SeriesFacts) {
    listRows(of: series, [point.span], facts)
    let begun = facts.firstDays.filter {
      point.grain == .project ? $0.firstDayOn == point.day : $0.firstDayOn.monthKey == point.span
    }
    guard series.measure == .waitDays else { return }
    derive(
      "First days (evidence/first_days.csv)", ["commission", "reference", "requested_on", "first_day_on", "wait"],
      begun.map {
        [
          String($0.commissionID), $0.reference?.string ?? "-", $0.requestedOn.description, $0.firstDayOn.description,
          String($0.waitDays),
        ]
      })
  }

  private func listRows(of series: Series, _ months: Set<String>, _ facts: SeriesFacts) {
    guard series.measure != .waitDays else { return }
    let source = series.measure == .utilisation ? SeriesMeasure.daysDelivered.id : series.measure.id
    derive(
      "Rows by month (evidence/months.csv)", ["month", "adviser_id", "count", "sum"],
      facts.months.filter { $0.metric == Text(source) && months.contains($0.month.string) }.map {
        [$0.month.string, $0.adviserID.map { String($0) } ?? "-", String($0.count), $0.sum.description]
      })
  }
}
