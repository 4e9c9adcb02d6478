/// The state of a commission at a day; the first that holds, by its dates. See `Catalogue.state`.
package enum State: String, CaseIterable, MetricValue {
  case withdrawn, completed
  case onHold = "on hold"
  case active, agreed, requested
  case notYetRequested = "not yet requested"
  /// Neither a request, an agreement nor a start is recorded.
  case notRecorded = "not recorded"
}

/// How a project is doing at a period's end; the first that holds. See `Catalogue.progress`.
package enum Progress: String, CaseIterable, MetricValue {
  case stopped
  case deliveredOver = "delivered over"
  case deliveredShort = "delivered short"
  case delivered
  case onHold = "on hold"
  case notStarted = "not started"
  case overrun, overdue
  case noPlan = "no plan"
  case justStarted = "just started"
  case behind, slipping
  case onTrack = "on track"
}

/// What is known of the client's view by a period's end. See `Catalogue.feedback`.
package enum Feedback: String, CaseIterable, MetricValue {
  case rated
  case commentOnly = "comment only"
  case received, asked, none

  /// By what was received, and else asked for, before `end`.
  package init(_ review: Review, before end: CalendarDay) {
    if review.receivedOn.isBefore(end) {
      self = review.rating?.value != nil ? .rated : review.hasComment ? .commentOnly : .received
    } else {
      self = review.askedOn.isBefore(end) ? .asked : .none
    }
  }

  package var isReceived: Bool { self == .rated || self == .commentOnly || self == .received }
}

/// How the programme reaches a borough; the nearest first. See `Catalogue.reach`.
package enum BoroughEngagement: String, CaseIterable, MetricValue {
  case host, commissioned
  case sharedWith = "shared with"
  case notReached = "not reached"
}

/// What a job may set: from where on a project counts as behind, a wait as long, a case study as due.
package struct Thresholds: Hashable, Sendable {
  /// Days a borough has for nothing; nil when the programme has no such allowance.
  package var freeDays: Days?
  /// Per cent of days profiled.
  package var behindBelow = 75
  package var slippingBelow = 90
  package var waitLimitDays = 28
  package var stalledAfterDays = 28
  package var caseStudyDueDays = 30
  /// Per cent of the capacity of the next quarter that may be planned.
  package var planningShare = 100
  /// What the job wants measures to come to.
  package var targets: [Target] = []
  package var trend = TrendSettings()

  package init(freeDays: Days? = nil) { self.freeDays = freeDays }

  /// A threshold by its key in the job file, which is also its name as a metric's term.
  package struct Key: Sendable {
    package let name: String
    /// Copies the threshold from one set to another.
    package let copy: @Sendable (_ source: Thresholds, _ target: inout Thresholds) -> Void
  }

  package static let keys: [Key] = [
    Key(name: "free_days") { $1.freeDays = $0.freeDays }, Key(name: "behind_below") { $1.behindBelow = $0.behindBelow },
    Key(name: "slipping_below") { $1.slippingBelow = $0.slippingBelow },
    Key(name: "wait_limit_days") { $1.waitLimitDays = $0.waitLimitDays },
    Key(name: "stalled_after_days") { $1.stalledAfterDays = $0.stalledAfterDays },
    Key(name: "case_study_due_days") { $1.caseStudyDueDays = $0.caseStudyDueDays },
    Key(name: "planning_share") { $1.planningShare = $0.planningShare },
    Key(name: "targets") { $1.targets = $0.targets },
    Key(name: "trend_months") { $1.trend.months = $0.trend.months },
    Key(name: "screen_outliers") { $1.trend.screensOutliers = $0.trend.screensOutliers },
    Key(name: "rebase") { $1.trend.rebases = $0.trend.rebases },
    Key(name: "list_limit") { $1.trend.mostProjects = $0.trend.mostProjects },
  ]

  package func keys(differingFrom other: Thresholds) -> [Key] {
    Self.keys.filter { key in
      var copied = self
      key.copy(other, &copied)
      return copied != self
    }
  }
}

extension CalendarDay? {
  /// Whether the day is recorded and lies before another.
  func isBefore(_ day: CalendarDay) -> Bool { map { $0 < day } ?? false }
}

extension Project {
  /// Returns the state at `day`, counting what is dated before it.
  package func state(at day: CalendarDay) -> State {
    if commission.withdrawnOn.isBefore(day) { return .withdrawn }
    if commission.completedOn.isBefore(day) { return .completed }
    if commission.onHoldSince.isBefore(day) { return .onHold }
    if start.isBefore(day) { return .active }
    if commission.agreedOn.isBefore(day) { return .agreed }
    guard let requestedOn = commission.requestedOn else { return .notRecorded }
    return requestedOn < day ? .requested : .notYetRequested
  }

  /// Whether work could go on in the span: started before its end, neither completed nor withdrawn before it.
  package func isLive(in span: Span) -> Bool {
    start.isBefore(span.until) && !commission.completedOn.isBefore(span.from)
      && !commission.withdrawnOn.isBefore(span.from)
  }
}

extension Commission {
  /// Support over time: no days agreed, but a weekly rate, and no planned end.
  package var isOpenEnded: Bool { daysAgreed == nil && daysPerWeek != nil && plannedLastDay == nil }
}

// What several metrics have in common.
extension MeasuredProject {
  /// Throws unless the project is in scope and active.
  func needActive() throws(NoValue) {
    try needScope()
    guard value(of: metrics.project.state) == .active else { throw .notApplicable("the project is not active") }
  }

  func isOpenEnded() -> Bool {
    term("days_per_week", commission.daysPerWeek)
    term("due_on", commission.plannedLastDay)
    return commission.isOpenEnded
  }

  /// Returns the day entries of the measuring period, without listing them.
  var daysOfWindow: DayTally { window == .period ? subject.inPeriod : project.days(in: window) }

  /// Returns how many advisers have days in the period.
  func advisers() -> Int {
    if isExplaining {
      _ = recorder?.list(self, .counted)
      term("advisers", adviserIDs.map(String.init).joined(separator: ", "))
    }
    var count = 0
    project.adviserDays.forEach { if $0.window == .period, $0.adviserID != nil { count += 1 } }
    return count
  }

  /// Returns the days counted where the commission has an arrangement, nil for one that is not recorded.
  func days(by arrangement: Arrangement?) -> Days {
    subject.arrangement == arrangement ? entries(.counted).days : .zero
  }

  /// Returns what should have been delivered by the reporting end. See `Catalogue.daysProfiled`.
  func profile() throws(NoValue) -> Days {
    let agreed = try? value(of: metrics.project.daysAgreed)
    if let agreed, value(of: metrics.project.state) == .completed { return agreed }
    let startsOn = try need("starts_on", commission.startsOn)
    var end = reportingEnd
    if let hold = term("on_hold_since", commission.onHoldSince) { end = min(end, hold) }
    if let withdrawn = term("withdrawn_on", commission.withdrawnOn) { end = min(end, withdrawn.next) }
    if let due = commission.plannedLastDay, let agreed {
      let planned = plannedSpans(else: Span(from: startsOn, until: due.next))
      let over = planned.reduce(0) { $0 + max(0, min(end, $1.until) - $1.from) }
      let whole = planned.reduce(0) { $0 + $1.length }
      if isExplaining { list(planned, before: end) }
      term("planned days that are over", over)
      term("planned days", whole)
      guard let days = Fraction(agreed.hundredths * Int64(over), over: Int64(whole)) else {
        throw .unknown("a planned day")
      }
      return Days(rounded: days)
    }
    let rate = try need("days_per_week", commission.daysPerWeek)
    for day in [commission.completedOn, commission.plannedLastDay] {
      if let day { end = min(end, day.next) }
    }
    let days = term("calendar days from the start", max(0, end - startsOn))
    guard let profiled = Fraction(rate.hundredths * Int64(days), over: 7) else { throw .unknown("days_per_week") }
    return Days(rounded: profiled)
  }

  /// Returns the days that strands cover, each once, where every strand has its dates; else `whole`.
  func plannedSpans(else whole: Span) -> [Span] {
    guard !project.strands.isEmpty else { return [whole] }
    let spans = project.strands.compactMap { strand -> Span? in
      guard let from = strand.startsOn, let due = strand.dueOn, from <= due else { return nil }
      return Span(from: from, until: due.next)
    }
    return spans.count < project.strands.count ? [whole] : Span.merged(spans)
  }

  /// Returns how the project reaches the borough of the figure. See `Catalogue.reach`.
  func engagement() throws(NoValue) -> BoroughEngagement {
    guard case .boroughToDate(let code) = topic else { throw .notApplicable("a figure of a borough") }
    guard commission.boroughCode == code else {
      guard !shares(where: { $0.taught(own: commission.boroughCode) == code }).isEmpty else {
        throw .notApplicable("the borough was taught nothing")
      }
      return .sharedWith
    }
    term("arrangement", commission.arrangement?.text)
    term("starts_on", project.start)
    term("withdrawn_on", commission.withdrawnOn)
    guard project.start.isBefore(reportingEnd), !commission.withdrawnOn.isBefore(reportingEnd) else {
      throw .unknown("a start before the end")
    }
    switch subject.arrangement {
    case .host: return .host
    case .commissioned, .urgent: return .commissioned
    case .board, nil: throw .unknown("an arrangement that reaches the borough")
    }
  }
}

// What an explanation lists of a project.
extension MeasuredProject {
  func listDates() {
    guard isExplaining else { return }
    let dates: [(String, CalendarDay?)] = [
      ("withdrawn_on", commission.withdrawnOn), ("completed_on", commission.completedOn),
      ("on_hold_since", commission.onHoldSince), ("starts_on", project.start), ("agreed_on", commission.agreedOn),
      ("requested_on", commission.requestedOn), ("due_on", commission.dueOn),
    ]
    recorder?.list("The commission's dates", ["column", "date"], dates.map { [$0.0, printed($0.1)] })
  }

  func listDaysToDate() { if isExplaining { _ = recorder?.list(self, .toDate) } }

  /// Returns the days to date, and lists their entries.
  func daysToDateListed() -> Days {
    listDaysToDate()
    return value(of: metrics.project.daysToDate)
  }

  func listVariations() {
    guard isExplaining else { return }
    recorder?.list(
      "Variations (those agreed before \(end) count)", ["variation_no", "agreed_on", "days_change"],
      project.variations.map { [printed($0.number), "\($0.agreedOn)", printed($0.daysChange)] })
  }

  /// Returns the strands, and lists them.
  func allStrands() -> [Strand] {
    if isExplaining {
      recorder?.list(
        "Strands", ["strand_no", "starts_on", "due_on", "completed_on"],
        project.strands.map { [printed($0.number), printed($0.startsOn), printed($0.dueOn), printed($0.completedOn)] })
    }
    return project.strands
  }

  func listReviews() {
    guard isExplaining else { return }
    recorder?.list(
      "Reviews", ["review_no", "asked_on", "received_on", "rating", "comment"],
      project.reviews.map {
        [
          "\($0.number)", printed($0.askedOn), printed($0.receivedOn), printed($0.rating?.text),
          $0.hasComment ? "yes" : "no",
        ]
      })
  }

  private func list(_ planned: [Span], before end: CalendarDay) {
    recorder?.derive(
      "Planned days", ["from", "to", "days", "over before \(end)"],
      planned.map { ["\($0.from)", "\($0.lastDay)", "\($0.length)", "\(max(0, min(end, $0.until) - $0.from))"] })
  }
}

// Why a project is an exception.
extension MeasuredProject {
  /// The last day worked before the reporting end: entries dated ahead do not say that work goes on.
  package var lastDayReported: CalendarDay? {
    if let last = subject.toDate.last, last < reportingEnd { return last }
    return project.lastDayReported ?? project.daysBefore.last
  }

  /// Active for longer than the job allows without a day entry, with a profile, days left to deliver, and no entry since.
  package var isStalled: Bool {
    func isLongAgo(_ day: CalendarDay) -> Bool { reportingEnd - day > thresholds.stalledAfterDays }
    guard self.state == .active, self.daysProfiled != nil, commission.startsOn.map(isLongAgo) ?? false else {
      return false
    }
    return self.daysAgreed.map { self.daysToDate < $0 } ?? true && lastDayReported.map(isLongAgo) ?? true
  }

  /// The days from the request to the last day reported on.
  package var daysWaited: Int? { commission.requestedOn.map { reportingEnd.previous - $0 } }

  /// Requested longer ago than the limit, and not begun; work that is agreed to start later does not wait.
  package var isWaiting: Bool {
    switch self.state {
    case .requested: break
    case .agreed where commission.startsOn == nil: break
    default: return false
    }
    return subject.toDate.entries == 0 && daysWaited.map { $0 > thresholds.waitLimitDays } ?? false
  }

  /// Completed long enough ago for its case study to be due, and the case study not shared.
  package var isCaseStudyDue: Bool {
    guard value(of: metrics.project.state) == .completed, let completedOn = commission.completedOn,
      reportingEnd - completedOn > thresholds.caseStudyDueDays
    else { return false }
    return !commission.caseStudyOn.isBefore(end)
  }
}
