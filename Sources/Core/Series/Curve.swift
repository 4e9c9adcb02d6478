/// The points of a measure in order, cut into segments that are judged apart.
package struct Curve: Sendable {
  /// A part of the curve that begins where a person said that a new one begins.
  package struct Segment: Sendable {
    /// The indices of its points and gaps.
    package let range: Range<Int>
    package let limits: ControlLimits
    /// Of all points; printed where there are too few for limits.
    package let median: Rational?
    /// How many points it has, gaps left out.
    package let points: Int
    /// By index in `range`; nil for a gap.
    package let judged: [JudgedPoint?]

    /// Whether there are enough points for limits.
    package var hasLimits: Bool { points >= Verdict.leastPoints }

    /// Whether nothing can be judged by the limits: no two points are neighbours, or a sum comes to less than one a month.
    package func isTooFew(isSum: Bool) -> Bool {
      guard let range = limits.averageMovingRange else { return true }
      return isSum && range > .zero && limits.mean < Rational(1)
    }
  }

  package let segments: [Segment]

  /// - Parameters:
  ///   - starts: the indices at which a new segment begins, in order.
  package init(_ values: [Rational?], newSegmentsAt starts: [Int] = [], screensOutliers: Bool = true) {
    let starts = starts.filter { $0 > 0 && $0 < values.count }
    segments = zip([0] + starts, starts + [values.count]).filter { $0 < $1 }.map { start, end in
      let part = Array(values[start..<end])
      let points = part.compactMap(\.self).sorted()
      let limits = ControlLimits(part, screensOutliers: screensOutliers)
      let median =
        points.isEmpty ? nil : (points[(points.count - 1) / 2] + points[points.count / 2]) / 2
      return Segment(
        range: start..<end, limits: limits, median: median, points: points.count, judged: limits.judge(part))
    }
  }

  /// Returns the segment of a point.
  package func segment(of index: Int) -> Int { segments.firstIndex { $0.range.contains(index) } ?? 0 }

  /// Returns the verdict: that of the latest point, by the limits of the last segment.
  ///
  /// - Parameters:
  ///   - isSum: whether the points are counts or days. Of less than one a month nothing can be said.
  ///   - unit: what the points are: `months`.
  package func verdict(isSum: Bool, _ direction: Direction, unit: String = "months") -> Verdict {
    guard let segment = segments.last, let last = segment.judged.last ?? nil else { return .none }
    guard segment.hasLimits else { return .tooEarly(points: segment.points, unit: unit) }
    if segment.limits.averageMovingRange == .zero { return .alwaysTheSame }
    if segment.isTooFew(isSum: isSum) { return .tooFew }
    return .judged(last, direction)
  }
}

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
