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
  package func isCaseStudyDue(in frame: MeasuringPeriod, after days: Int) -> Bool {
    guard state(at: frame.reportingEnd) == .completed, let completedOn,
      frame.reportingEnd - completedOn > days
    else { return false }
    return caseStudyOn.map { $0 >= frame.span.until } ?? true
  }
}

extension Project {
  /// Whether it belongs in the report of a period. See `Metric.projectsInScope`.
  package func isInScope(of frame: MeasuringPeriod) -> Bool {
    commission.isLive(in: frame.span) || frame.span.contains(commission.requestedOn)
      || days(in: frame.window).entries > 0 || achieved(in: frame.window) > 0
      || shares.contains { frame.span.contains($0.sharedOn) }
  }
}

/// How a project is doing at a period's end; the first that holds. See `Metric.progress`.
package enum Progress: String, CaseIterable, Sendable {
  case stopped, delivered
  case onHold = "on hold"
  case notStarted = "not started"
  case overrun
  case noPlan = "no plan"
  case behind, slipping
  case onTrack = "on track"

  init(_ facts: ProgressFacts, _ thresholds: Thresholds) {
    switch facts.state {
    case .withdrawn: self = .stopped
    case .completed: self = .delivered
    case .onHold: self = .onHold
    default:
      if !facts.hasBegun {
        self = .notStarted
      } else if let agreed = facts.daysAgreed, facts.daysToDate > agreed {
        self = .overrun
      } else if let profiled = facts.daysProfiled {
        self = .init(delivered: facts.daysToDate, of: profiled, thresholds)
      } else {
        self = .noPlan
      }
    }
  }

  private init(delivered: Days, of profiled: Days, _ thresholds: Thresholds) {
    func isBelow(_ percent: Int) -> Bool {
      delivered.hundredths * 100 < profiled.hundredths * Int64(percent)
    }
    self =
      isBelow(thresholds.behindBelow)
      ? .behind : isBelow(thresholds.slippingBelow) ? .slipping : .onTrack
  }
}

/// What progress is judged by.
struct ProgressFacts {
  let state: State
  /// A day entry to date, or a start before the end.
  let hasBegun: Bool
  let daysToDate: Days
  let daysAgreed: Days?
  let daysProfiled: Days?
}

/// What is known of the client's view by a period's end. See `Metric.feedback`.
package enum Feedback: String, CaseIterable, Sendable {
  case rated
  case commentOnly = "comment only"
  case received, asked, none

  /// By what was received, and else asked for, before `end`.
  package init(_ review: Review?, before end: CalendarDay) {
    func isBefore(_ day: CalendarDay?) -> Bool { day.map { $0 < end } ?? false }
    guard let review else {
      self = .none
      return
    }
    if isBefore(review.receivedOn) {
      self = review.rating?.value != nil ? .rated : review.hasComment ? .commentOnly : .received
    } else {
      self = isBefore(review.askedOn) ? .asked : .none
    }
  }

  package var isReceived: Bool { self == .rated || self == .commentOnly || self == .received }
}

extension Project {
  /// Days first agreed plus the variations agreed before the period's end. See `Metric.daysAgreed`.
  package func daysAgreed(before end: CalendarDay) -> Days? {
    commission.daysAgreed.map { first in
      variations.reduce(first) { $1.agreedOn < end ? $0 + $1.daysChange : $0 }
    }
  }

  /// What should have been delivered by `frame.reportingEnd`. See `Metric.daysProfiled`.
  package func daysProfiled(in frame: MeasuringPeriod) -> Days? {
    guard let startsOn = commission.startsOn else { return nil }
    if let agreed = daysAgreed(before: frame.span.until), let due = commission.plannedLastDay {
      let planned = plannedSpans(else: Span(from: startsOn, until: due.next))
      let over = planned.reduce(0) { $0 + max(0, min(frame.reportingEnd, $1.until) - $1.from) }
      let whole = planned.reduce(0) { $0 + $1.length }
      return Fraction(agreed.hundredths * Int64(over), over: Int64(whole)).map(Days.init(rounded:))
    }
    guard let rate = commission.daysPerWeek else { return nil }
    let ends = [commission.completedOn, commission.withdrawnOn, commission.plannedLastDay]
      .compactMap { $0?.next }
    let days = max(0, (ends + [frame.reportingEnd]).reduce(frame.reportingEnd, min) - startsOn)
    return Fraction(rate.hundredths * Int64(days), over: 7).map(Days.init(rounded:))
  }

  /// The days that strands cover, each once, where every strand has its dates; else `whole`.
  private func plannedSpans(else whole: Span) -> [Span] {
    let spans = strands.compactMap { strand -> Span? in
      guard let from = strand.startsOn, let due = strand.dueOn, from <= due else { return nil }
      return Span(from: from, until: due.next)
    }
    return spans.isEmpty || spans.count < strands.count ? [whole] : Span.merged(spans)
  }
}

extension Days {
  /// A quotient of hundredths, rounded to hundredths, halves away from zero.
  init(rounded fraction: Fraction) { self.init(hundredths: fraction.rounded(to: 0).mantissa) }
}

/// What a job may set: from where on a project counts as behind, a wait as long, a case study as due.
package struct Thresholds: Hashable, Sendable {
  /// Days a borough has for nothing; nil when the programme has no such allowance.
  package var freeDays: Days?
  /// Per cent of days profiled.
  package var behindBelow: Int
  package var slippingBelow: Int
  package var waitLimitDays: Int
  package var stalledAfterDays: Int
  package var caseStudyDueDays: Int

  package init(
    freeDays: Days? = nil, behindBelow: Int = 75, slippingBelow: Int = 90, waitLimitDays: Int = 28,
    stalledAfterDays: Int = 28, caseStudyDueDays: Int = 30
  ) {
    self.freeDays = freeDays
    self.behindBelow = behindBelow
    self.slippingBelow = slippingBelow
    self.waitLimitDays = waitLimitDays
    self.stalledAfterDays = stalledAfterDays
    self.caseStudyDueDays = caseStudyDueDays
  }
}
