import Facts

/// Programme figures of one period: the report's own, or one it is compared with.
struct ProgrammeFigures {
  let programme: Programme
  let frame: Frame
  let thresholds: Thresholds
  let inScope: [Project]

  init(_ programme: Programme, _ frame: Frame, _ thresholds: Thresholds) {
    self.programme = programme
    self.frame = frame
    self.thresholds = thresholds
    inScope = programme.projects.filter { $0.isInScope(of: frame) }
  }

  var figures: [Figure] { howMuch + howWell + betterOff }

  func figure(_ metric: Metric, _ measure: Measure, n: Int? = nil) -> Figure {
    Figure(metric, span: metric.span(of: frame.period), measure, n: n)
  }

  private var howMuch: [Figure] {
    let events = Events(programme, frame.span)
    let active = inScope.filter { $0.commission.state(at: frame.asOf) == .active }.map(agreed)
    let scope = inScope.map(agreed)
    let openEnded = inScope.count { agreed($0) == nil && $0.commission.isOpenEnded }
    let boroughs = boroughsWithDays
    return [
      figure(.projectsInScope, .count(inScope.count)),
      figure(.projectsStarted, .count(events.started)),
      figure(.projectsCompleted, .count(events.completed)),
      figure(.requestsReceived, .count(events.requested)),
      figure(
        .daysDelivered,
        .days(programme.projects.reduce(.zero) { $0 + $1.days(in: frame.window).days })),
      figure(.daysAgreedActive, .days(active.compactMap(\.self).reduce(.zero, +))),
      figure(.daysAgreedActiveUnknown, .count(active.count { $0 == nil })),
      figure(.daysAgreedInScope, .days(scope.compactMap(\.self).reduce(.zero, +))),
      figure(.daysAgreedInScopeOpenEnded, .count(openEnded)),
      figure(.daysAgreedInScopeUnknown, .count(scope.count { $0 == nil } - openEnded)),
      figure(.boroughsWithDays, .count(boroughs)),
      figure(
        .boroughsShare, .ratio(boroughs, of: programme.boroughs.count), n: programme.boroughs.count),
    ]
  }

  private func agreed(_ project: Project) -> Days? { project.daysAgreed(before: frame.span.until) }

  private var boroughsWithDays: Int {
    let codes = programme.projects.lazy.filter { $0.days(in: frame.window).entries > 0 }
      .compactMap(\.commission.boroughCode)
    return Set(codes).intersection(programme.listedBoroughs).count
  }

  private var betterOff: [Figure] {
    let listed = programme.listedBoroughs
    let reached = programme.projects.reduce(into: Set<Text>()) {
      $0.formUnion($1.boroughsShared(in: frame.span, listed: listed))
    }
    return [
      figure(
        .outcomesInPeriod,
        .count(programme.projects.reduce(0) { $0 + $1.achieved(in: frame.window) })),
      figure(.practiceShared, .count(Events(programme, frame.span).shared)),
      figure(.boroughsSharedWith, .count(reached.count)),
    ]
  }
}

extension Commission {
  /// Support over time: no days agreed, but a weekly rate, and no planned end.
  package var isOpenEnded: Bool { daysAgreed == nil && daysPerWeek != nil && plannedLastDay == nil }
}
