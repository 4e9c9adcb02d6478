package import Facts

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
