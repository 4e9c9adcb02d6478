package import Facts

/// Where a commission stands at a moment; the first that holds, by its dates. See `Metric.state`.
package enum State: String, CaseIterable, Sendable {
  case withdrawn, completed
  case onHold = "on hold"
  case active, agreed, requested
  case notYetRequested = "not yet requested"
}

extension Commission {
  /// The state at `day`, counting what is dated before it.
  package func state(at day: CalendarDay) -> State {
    func isBefore(_ date: CalendarDay?) -> Bool { date.map { $0 < day } ?? false }
    if isBefore(withdrawnOn) { return .withdrawn }
    if isBefore(completedOn) { return .completed }
    if isBefore(onHoldSince) { return .onHold }
    if isBefore(startsOn) { return .active }
    if isBefore(agreedOn) { return .agreed }
    if isBefore(requestedOn) { return .requested }
    return .notYetRequested
  }

  /// Whether work could go on in the span: started before its end, neither completed nor withdrawn before it.
  package func isLive(in span: Span) -> Bool {
    guard let startsOn, startsOn < span.until else { return false }
    if let completedOn, completedOn < span.from { return false }
    if let withdrawnOn, withdrawnOn < span.from { return false }
    return true
  }

  /// Completed long enough before `frame`'s end for its case study to be due, and not shared by then.
  package func isCaseStudyDue(in frame: Frame, after days: Int) -> Bool {
    guard state(at: frame.asOf) == .completed, let completedOn, frame.asOf - completedOn > days
    else { return false }
    return caseStudyOn.map { $0 >= frame.span.until } ?? true
  }
}

extension Project {
  /// Whether it belongs in the report of a period. See `Metric.projectsInScope`.
  package func isInScope(of frame: Frame) -> Bool {
    commission.isLive(in: frame.span) || frame.span.contains(commission.requestedOn)
      || days(in: frame.window).entries > 0 || achieved(in: frame.window) > 0
      || shares.contains { frame.span.contains($0.sharedOn) }
  }
}
