import Facts
import Metrics

/// The few figures a run shows whoever asked for them.
struct Headline {
  let horizon: Horizon
  let measures: Measures

  var text: String {
    let period = horizon.period
    let title =
      period.title == period.span.written ? period.title : "\(period.title), \(period.span.written)"
    let lines = Self.metrics.compactMap { metric in
      figure(metric).map { (metric.title, $0) }
    }
    let width = lines.map(\.0.count).max() ?? 0
    let values = lines.map(\.1.count).max() ?? 0
    return
      ([title] + lines.map { "  \($0.padded(to: width))  \($1.padded(to: values, left: true))" })
      .joined(separator: "\n")
  }

  private static let metrics: [Metric] = [
    .projectsInScope, .daysDelivered, .daysAgreedInScope, .daysAgreedInScopeOpenEnded,
    .daysAgreedInScopeUnknown, .boroughsWithDays, .boroughsShare, .utilisation, .projectsRated,
    .projectsWithFeedback, .outcomesInPeriod, .practiceShared,
  ]

  private func figure(_ metric: Metric) -> String? {
    let identity = "\(metric.id)/programme/all/\(metric.span(of: horizon.period))"
    guard let figure = measures.figures.first(where: { $0.identity == identity }) else {
      return nil
    }
    switch figure.measure {
    case .amount(.ratio(let ratio)): return "\(ratio.percent)%"
    case .amount(let amount): return amount.printed.description
    case .notApplicable: return "not applicable"
    case .unknown: return "unknown"
    }
  }
}

extension String {
  fileprivate func padded(to width: Int, left: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - count))
    return left ? space + self : self + space
  }
}
