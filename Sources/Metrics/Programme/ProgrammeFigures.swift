import Facts

/// Programme figures of one period: the report's own, or one it is compared with.
struct ProgrammeFigures {
  let programme: Programme
  let frame: Frame
  let tally: ProgrammeTally

  init(_ programme: Programme, _ frame: Frame, _ thresholds: Thresholds) {
    self.programme = programme
    self.frame = frame
    tally = ProgrammeTally(programme, frame, thresholds)
  }

  var figures: [Figure] { howMuch + howWell + betterOff }

  private func figure(_ metric: Metric, _ measure: Measure, n: Int? = nil) -> Figure {
    Figure(metric, span: metric.span(of: frame.period), measure, n: n)
  }

  private var howMuch: [Figure] {
    let boroughs = tally.boroughsWithDays.count
    return [
      figure(.projectsInScope, .count(tally.inScope)),
      figure(.projectsStarted, .count(tally.events.started)),
      figure(.projectsCompleted, .count(tally.events.completed)),
      figure(.requestsReceived, .count(tally.events.requested)),
      figure(.daysDelivered, .days(tally.days)),
      figure(.daysAgreedActive, .days(tally.active.days)),
      figure(.daysAgreedActiveUnknown, .count(tally.active.unknown)),
      figure(.daysAgreedInScope, .days(tally.scope.days)),
      figure(.daysAgreedInScopeOpenEnded, .count(tally.openEnded)),
      figure(.daysAgreedInScopeUnknown, .count(tally.scope.unknown - tally.openEnded)),
      figure(.boroughsWithDays, .count(boroughs)),
      figure(
        .boroughsShare, .ratio(boroughs, of: programme.boroughs.count), n: programme.boroughs.count),
    ]
  }

  private var howWell: [Figure] {
    [
      utilisation,
      figure(.waitDaysMedian, Self.median(tally.waits), n: tally.waits.count),
      figure(.reviewsAsked, .count(tally.events.reviewsAsked)),
      figure(.reviewsReceived, .count(tally.events.reviewsReceived)),
      figure(.projectsRated, .count(tally.rated)),
      figure(.projectsWithFeedback, .count(tally.withFeedback)),
      figure(.responseRate, tally.response), figure(.veryUsefulShare, tally.veryUseful),
      figure(.caseStudiesShared, .count(tally.events.caseStudies)),
      figure(.caseStudiesDue, .count(tally.caseStudiesDue)),
    ]
  }

  private func figure(_ metric: Metric, _ share: ProgrammeTally.Share) -> Figure {
    figure(metric, .ratio(share.part, of: share.whole), n: share.whole)
  }

  private var utilisation: Figure {
    let advisers = programme.adviserMeasures(in: frame)
    let days = advisers.reduce(Days.zero) { $0 + $1.daysInPeriod }
    let capacity = advisers.reduce(0) { $0 + $1.capacity.weekHundredths }
    let measure = Fraction(days.hundredths * Capacity.weekdays, over: capacity)
      .map { Measure.amount(.ratio($0)) }
    return figure(.utilisation, measure ?? .notApplicable, n: advisers.count)
  }

  /// The middle one, or the mean of the middle two, to 1 decimal.
  static func median(_ values: [Int]) -> Measure {
    guard !values.isEmpty else { return .notApplicable }
    let sorted = values.sorted()
    let sum = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
    return .amount(.median(Decimal(mantissa: Int64(sum * 5), scale: 1)))
  }

  private var betterOff: [Figure] {
    [
      figure(.outcomesInPeriod, .count(tally.outcomes)),
      figure(.practiceShared, .count(tally.events.shared)),
      figure(.boroughsSharedWith, .count(tally.boroughsSharedWith.count)),
    ]
  }
}
