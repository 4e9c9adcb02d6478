/// Whether a larger value of a metric is better.
package enum Direction: Sendable { case moreIsBetter, fewerIsBetter, neither }

/// What the curve of a measure says about its latest point.
package enum Verdict: Hashable, Sendable {
  /// The last month is a gap, or there is no point.
  case none
  /// The last segment has too few points for limits.
  case tooEarly(points: Int, unit: String)
  /// Every moving range is zero.
  case alwaysTheSame
  /// A count, or days, of less than one a month.
  case tooFew
  case judged(JudgedPoint, Direction)

  /// How many points a segment needs before it has limits.
  package static let leastPoints = 13

  /// The verdict in words: `higher than usual, better`. Empty for no verdict.
  package var words: String {
    switch self {
    case .none: ""
    case .tooEarly(let points, let unit): "too early to judge: \(points) of \(Self.leastPoints) \(unit)"
    case .alwaysTheSame: "always the same"
    case .tooFew: "too few to judge"
    case .judged(let point, let direction):
      [change(point), quality(point, direction)].compactMap(\.self).joined(separator: ", ")
    }
  }

  /// The verdict's sign, so that a reader finds a change without reading; nil where nothing is judged.
  package var sign: String? {
    guard case .judged(let point, _) = self else { return nil }
    return switch point.type {
    case .usual: "="
    case .trend: point.isUp ? "↑" : "↓"
    default: point.isUp ? "▲" : "▼"
    }
  }

  /// The sign and the words: `▲ higher than usual, better`.
  package var written: String { [sign, words].compactMap(\.self).joined(separator: " ") }

  private func change(_ point: JudgedPoint) -> String {
    switch point.type {
    case .usual: "no sign of change"
    case .trend: point.isUp ? "rising" : "falling"
    case .outside, .twoOfThree, .shift: point.isUp ? "higher than usual" : "lower than usual"
    }
  }

  private func quality(_ point: JudgedPoint, _ direction: Direction) -> String? {
    guard point.type != .usual, direction != .neither else { return nil }
    return point.isUp == (direction == .moreIsBetter) ? "better" : "worse"
  }
}
