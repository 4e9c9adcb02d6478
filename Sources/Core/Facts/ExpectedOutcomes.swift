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
