/// Outcomes at stage achieved, counted.
package struct AchievedCounts: Hashable, Sendable {
  @CompactCount package var count = 0
  /// Of how many it is recorded who confirmed them.
  @CompactCount package var attested = 0
  /// How many were confirmed by somebody other than the adviser.
  @CompactCount package var confirmed = 0

  package init(count: Int = 0, attested: Int = 0, confirmed: Int = 0) {
    self.count = count
    self.attested = attested
    self.confirmed = confirmed
  }

  /// nil for an outcome at another stage.
  package init?(_ outcome: Outcome) {
    guard outcome.stage?.value == .achieved else { return nil }
    let confirmation = outcome.confirmedBy?.value
    self.init(
      count: 1, attested: confirmation == nil ? 0 : 1,
      confirmed: confirmation == nil || confirmation == .adviser ? 0 : 1)
  }

  package static func + (left: Self, right: Self) -> Self {
    Self(
      count: left.count + right.count, attested: left.attested + right.attested,
      confirmed: left.confirmed + right.confirmed)
  }

  package static func - (left: Self, right: Self) -> Self {
    Self(
      count: left.count - right.count, attested: left.attested - right.attested,
      confirmed: left.confirmed - right.confirmed)
  }
}

/// Outcomes at stage achieved of one kind of a project in a window.
package struct AchievedOutcomes: Hashable, Sendable {
  /// nil when not recorded.
  package let kind: Text?
  package var counts: AchievedCounts
  package let window: ComparisonSpan

  package var count: Int { counts.count }

  package init(window: ComparisonSpan, kind: Text?, _ counts: AchievedCounts) {
    self.window = window
    self.kind = kind
    self.counts = counts
  }
}

extension Project {
  package func achieved(in window: ComparisonSpan) -> AchievedCounts {
    achieved.reduce(AchievedCounts()) { $1.window == window ? $0 + $1.counts : $0 }
  }

  /// Adds to the outcomes achieved of one kind in a window.
  package mutating func add(_ counts: AchievedCounts, of kind: Text?, in window: ComparisonSpan) {
    if let index = achieved.firstIndex(where: { $0.window == window && $0.kind == kind }) {
      achieved[index].counts = achieved[index].counts + counts
    } else {
      achieved.append(AchievedOutcomes(window: window, kind: kind, counts))
    }
  }

  /// Adds an outcome observed in the period.
  package mutating func add(_ outcome: Outcome, isThisYear: Bool) {
    outcomesInPeriod.add(outcome.stage?.value)
    if let expectation = ExpectedOutcome(outcome) { expectations.append(expectation) }
    guard let counts = AchievedCounts(outcome) else { return }
    add(counts, of: outcome.kind, in: .period)
    if isThisYear { add(counts, of: outcome.kind, in: .yearToDate) }
  }
}
