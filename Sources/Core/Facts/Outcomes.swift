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

/// An outcome at stage expected, or one that settles an expectation, without its words.
package struct ExpectedOutcome: Hashable, Sendable {
  package var number: Int64?
  package var observedOn = CalendarDay.first
  package var stage: Term<Stage>?
  @CompactDay package var expectedBy: CalendarDay? = nil
  /// The number of the expectation that it settles.
  package var follows: Int64?

  /// The rows before the period; those of the period are in outcomes.csv.
  package static let relation = Relation<ExpectedOutcome>(
    "expectations", key: ["commission_id", "outcome_no"], blank: ExpectedOutcome(),
    evidence: (
      "Expectations",
      "Outcomes before the period that are expected, or that settle an expectation, without their words."
    ), held: .by(\.expectationsBefore), isNew: true
  ) {
    Field.owner("The commission the outcome is of.")
    Field("outcome_no", \.number, "", example: "1", isCode: true).printed(
      "Outcome number", "Counts a project's outcomes.")
    Field("observed_on", \.observedOn, "", example: "").printed("Observed", "When it was observed.")
    Field("stage", \.stage, "", example: "").printed("Stage", "How far the outcome has come")
    Field("expected_by", \.expectedBy, "", example: "").printed(
      "Expected by", "The day by which an expected outcome should be seen.")
    Field("follows", \.follows, "", example: "").printed(
      "Follows", "The number of the project's expectation that the outcome settles.")
  }

  private init() {}

  /// nil for an outcome that is not expected and settles no expectation.
  package init?(_ outcome: Outcome) {
    guard outcome.stage?.value == .expected || outcome.follows != nil else { return nil }
    (number, observedOn, stage) = (outcome.number, outcome.observedOn, outcome.stage)
    (expectedBy, follows) = (outcome.expectedBy, outcome.follows)
  }

  /// Whether an outcome of the project that was observed before `end` settles the expectation.
  func isSettled(by others: [ExpectedOutcome], before end: CalendarDay) -> Bool {
    number != nil && others.contains { $0.follows == number && $0.observedOn < end }
  }
}

extension Project {
  /// The outcomes at stage expected that were observed before `end`, and that no outcome observed before `end` follows.
  package func openExpectations(at end: CalendarDay) -> [ExpectedOutcome] {
    let all = expectationsBefore + expectations
    return all.filter { $0.stage?.value == .expected && $0.observedOn < end && !$0.isSettled(by: all, before: end) }
  }
}
