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
    /// Whether all points are equal. A change across a gap is in no moving range.
    let isLevel: Bool
    /// By index in `range`; nil for a gap.
    package let judged: [JudgedPoint?]

    package var hasLimits: Bool { points >= Verdict.leastPoints }

    /// Whether all points are equal, and two of them are neighbours.
    fileprivate var isAlwaysTheSame: Bool { isLevel && limits.averageMovingRange == .zero }

    /// Whether nothing can be judged by the limits: no two points are neighbours, no neighbours differ though the points do, or a
    /// sum comes to less than one a month.
    package func isTooFew(isSum: Bool) -> Bool {
      if isAlwaysTheSame { return false }
      guard let range = limits.averageMovingRange, range > .zero else { return true }
      return isSum && limits.mean < Rational(1)
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
        range: start..<end, limits: limits, median: median, points: points.count,
        isLevel: points.first == points.last, judged: limits.judge(part))
    }
  }

  package func segment(of index: Int) -> Int { segments.firstIndex { $0.range.contains(index) } ?? 0 }

  /// Returns the verdict: that of the latest point, by the limits of the last segment.
  ///
  /// - Parameters:
  ///   - isSum: whether the points are counts or days. Of less than one a month nothing can be said.
  ///   - unit: what the points are: `months`.
  package func verdict(isSum: Bool, _ direction: Direction, unit: String = "months") -> Verdict {
    guard let segment = segments.last, let last = segment.judged.last ?? nil else { return .none }
    guard segment.hasLimits else { return .tooEarly(points: segment.points, unit: unit) }
    if segment.isAlwaysTheSame { return .alwaysTheSame }
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
  /// All points are equal.
  case alwaysTheSame
  /// A count, or days, of less than one a month; or no two neighbours differ, and so there are no limits.
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

/// The mean of a segment of a series and the limits of its usual variation, as an XmR chart draws them.
///
/// The moving range mR of a point is its distance from the point before it; a point after a gap has none. The limits are
/// the mean plus and minus 2.66 times the average moving range.
package struct ControlLimits: Sendable {
  package let mean: Rational
  package let lower: Rational
  package let upper: Rational
  package let nearLower: Rational
  package let nearUpper: Rational
  /// The average moving range that the limits are drawn from; nil where no two points are neighbours.
  package let averageMovingRange: Rational?
  /// How many moving ranges were too large to be counted.
  package let dropped: Int

  /// - Parameters:
  ///   - values: the points of a segment in order, nil for a gap; at least one is a point.
  ///   - screensOutliers: whether moving ranges of 3.267 times their average or more are dropped, once.
  package init(_ values: [Rational?], screensOutliers: Bool) {
    let points = values.compactMap(\.self)
    mean = Self.mean(points) ?? .zero
    let ranges = zip(values, values.dropFirst()).compactMap { before, value -> Rational? in
      guard let before, let value else { return nil }
      return (value - before).magnitude
    }
    let all = Self.mean(ranges)
    var (average, dropped) = (all, 0)
    if screensOutliers, let all, all > .zero {
      let limit = all * Rational(Decimal(mantissa: 3267, scale: 3))
      let kept = ranges.filter { $0 < limit }
      if let screened = Self.mean(kept), screened > .zero { (average, dropped) = (screened, ranges.count - kept.count) }
    }
    self.dropped = dropped
    averageMovingRange = average
    let reach = (average ?? .zero) * Rational(Decimal(mantissa: 266, scale: 2))
    (lower, upper) = (mean - reach, mean + reach)
    let near = reach * Rational(2) / 3
    (nearLower, nearUpper) = (mean - near, mean + near)
  }

  private static func mean(_ values: [Rational]) -> Rational? {
    values.isEmpty ? nil : values.reduce(.zero, +) / values.count
  }
}

/// How a point of a series lies among the others of its segment. The first that holds is the point's type.
package enum PointType: String, CaseIterable, Hashable, Sendable {
  /// Above the upper limit, or below the lower limit.
  case outside
  /// One of seven in a row that rise, or that fall.
  case trend
  /// Of three in a row on one side of the mean, one of at least two that lie beyond the near limit.
  case twoOfThree = "two of three"
  /// One of seven in a row on one side of the mean.
  case shift
  case usual
}

/// A judged point: its type, and whether it lies up (above the mean, or rising) or down.
package struct JudgedPoint: Hashable, Sendable {
  package let type: PointType
  package let isUp: Bool
}

extension ControlLimits {
  /// How many points in a row make a trend or a shift.
  private static let run = 7

  /// Returns the judgement of each point of the segment; nil for a gap.
  package func judge(_ values: [Rational?]) -> [JudgedPoint?] {
    let isRising = marks(values, Self.run) { run in zip(run, run.dropFirst()).allSatisfy { $0 < $1 } }
    let isFalling = marks(values, Self.run) { run in zip(run, run.dropFirst()).allSatisfy { $0 > $1 } }
    let isNearTwo = marks(values, 3) { three in isOnOneSide(three) && three.count(where: isBeyondNear) >= 2 }
    let isShifted = marks(values, Self.run, isOnOneSide)
    return values.indices.map { index in
      guard let value = values[index] else { return nil }
      let type: PointType =
        if value > upper || value < lower { .outside } else if isRising[index] || isFalling[index] {
          .trend
        } else if isNearTwo[index], isBeyondNear(value) { .twoOfThree } else { isShifted[index] ? .shift : .usual }
      return JudgedPoint(type: type, isUp: type == .trend ? isRising[index] : value > mean)
    }
  }

  private func isBeyondNear(_ value: Rational) -> Bool {
    (value > nearUpper && value <= upper) || (value < nearLower && value >= lower)
  }

  private func isOnOneSide(_ points: [Rational]) -> Bool {
    points.allSatisfy { $0 > mean } || points.allSatisfy { $0 < mean }
  }

  /// Marks every point that is one of `count` in a row, without a gap, for which the condition holds.
  private func marks(_ values: [Rational?], _ count: Int, _ holds: ([Rational]) -> Bool) -> [Bool] {
    var marks = values.map { _ in false }
    for start in values.indices where start + count <= values.count {
      let points = values[start..<start + count].compactMap(\.self)
      if points.count == count, holds(points) { for index in start..<start + count { marks[index] = true } }
    }
    return marks
  }
}
