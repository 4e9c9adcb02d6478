/// What the job wants a measure to come to; a figure for each measure that has a target.
package struct TargetMetrics: MetricGroup, Sendable {
  init() {}

  package let ofPeriod = Metric<Days, Never>(
    "target", "Target", .ofMeasure, [.measure], compared: false,
    blank: "The target is of a year, and the period is neither a quarter nor a year.",
    means: """
      What the job wants the measure to come to in the period, ratios as shares: of a target of the year the quarter's part.
      """, together: .target { target, period in target.number(of: period) }
  ) { _ in .zero }

  package let ofYear = Metric<Days, Never>(
    "target_year", "Target of the year", .ofMeasure, [.measure], .year, compared: false,
    blank: "The target is not one of the year.",
    means: "What the job wants the measure to come to in the financial year.",
    together: .target { target, _ in target.ofYear }
  ) { _ in .zero }
}

extension Together where Value == Days {
  /// A number of the target of the measure. No project adds to it.
  static func target(_ number: @escaping @Sendable (Target, Period) -> Rational?) -> Self {
    of { place in
      guard case .measure(let id) = place.topic,
        let target = place.conditions.thresholds.targets.first(where: { $0.measure == id.string })
      else { return (.notApplicable, nil) }
      place.recorder?.term("targets", target.written)
      let number = number(target, place.conditions.measuring.period)
      return (number.map { .amount(target.amount($0)) } ?? .notApplicable, nil)
    }
  }
}

extension Target {
  /// As the job file says it.
  fileprivate var written: String {
    switch goal {
    case .year(let year, let parts):
      "year \(year), by quarter \(parts.map(\.description).joined(separator: ", ")) per cent"
    case .atMost(let number): "at most \(number)"
    case .atLeast(let number): "at least \(number)"
    }
  }
}
