/// What projects produced, what was expected of them, who confirmed it, and who learnt from whom.
package struct ResultMetrics: MetricGroup, Sendable {
  init() {}

  package let outcomesConfirmed = Metric<Part, NoValue>(
    "outcomes_confirmed", "Outcomes confirmed by others", .outcomes, [.programme], in: .betterOff,
    means: """
      Outcomes at stage achieved observed in the period that were confirmed by somebody other than the adviser, of those \
      of which it is recorded who confirmed them; not applicable where it is recorded of none.
      """, together: .count("confirmed by others", of: "of which it is recorded who confirmed them")
  ) { project throws(NoValue) in
    let counts = project.achievedCounts()
    guard counts.attested > 0 else { throw .notApplicable("it is recorded of no outcome who confirmed it") }
    return Part(count: counts.confirmed, all: counts.attested)
  }

  package let expectationsOpen = Metric<Int, Never>(
    "expectations_open", "Expectations open", .outcomes, [.programme], .toDate, in: .betterOff,
    means: """
      Outcomes at stage expected that were observed before the end, and that no outcome observed before the end follows; \
      not applicable where no outcome is recorded as following another.
      """, together: .sumOfExpectations
  ) { $0.openExpectations().count }

  package let expectationsDue = Metric<Int, Never>(
    "expectations_due", "Expectations due", .outcomes, [.programme], .toDate, in: .betterOff,
    means: "Of the open expectations, those that should have been seen by a day before the end.",
    together: .sumOfExpectations
  ) { $0.dueExpectations().count }

  package let outputs = Metric<Int, Never>(
    "outputs", "Outputs", .outputs, [.kind],
    means: "What projects produced, by kind: the sum of the quantities in the period, and to date.", together: .sum
  ) { $0.produced() }

  package let learntFrom = Metric<Set<Text>, Never>(
    "learnt_from", "Boroughs learnt from", .boroughs, [.borough], counts: .all,
    blank: "The row is of no listed borough.",
    means: "Listed boroughs whose practice was shared with the borough in the period, the borough itself left out.",
    together: .boroughsOfOne
  ) { $0.boroughsLearntFrom() }
}

extension MeasuredProject {
  /// Returns the counts of the outcomes achieved in the period.
  func achievedCounts() -> AchievedCounts {
    if isExplaining {
      _ = recorder?.listAchieved(self)
      term("confirmed_by recorded", project.achieved(in: window).attested)
    }
    return project.achieved(in: window)
  }

  func openExpectations() -> [ExpectedOutcome] {
    if isExplaining { recorder?.list(project.expectationsBefore + project.expectations, self) }
    guard !(project.expectationsBefore.isEmpty && project.expectations.isEmpty) else { return [] }
    return project.openExpectations(at: reportingEnd)
  }

  /// Returns the open expectations that should have been seen by now.
  package func dueExpectations() -> [ExpectedOutcome] {
    guard conditions.recordsFollowing else { return [] }
    return openExpectations().filter { $0.expectedBy.isBefore(reportingEnd) }
  }
}
