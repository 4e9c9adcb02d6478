/// The metrics of what is still to be done after the reporting end, and of the capacity for it.
package struct CommitmentMetrics: MetricGroup, Sendable {
  init() {}

  package let daysCommittedFirm = Metric<Days, NoValue>(
    "days_committed_firm", "Days committed", .days, [.programme], .toDate, compared: false,
    means: """
      The days of the next quarter that the projects active or agreed at the end still take: the sum of their days \
      committed, where these are known.
      """, together: .sum.lookingAhead
  ) { project throws(NoValue) in try project.commitment(of: [.active, .agreed]) }

  package let daysCommittedAsked = Metric<Days, NoValue>(
    "days_committed_asked", "Days requested", .days, [.programme], .toDate, compared: false,
    means: """
      The days of the next quarter that the projects requested and not yet agreed would take: the sum of their days \
      committed, where these are known.
      """, together: .sum.lookingAhead
  ) { project throws(NoValue) in try project.commitment(of: [.requested]) }

  package let daysCommittedOnHold = Metric<Days, NoValue>(
    "days_committed_on_hold", "Days committed, on hold", .days, [.programme], .toDate, compared: false,
    means: """
      The days of the next quarter that the projects on hold at the end would take: the sum of their days committed, where \
      these are known. No other figure counts them.
      """, together: .sum.lookingAhead
  ) { project throws(NoValue) in try project.commitment(of: [.onHold]) }

  package let commitmentUnknown = Metric<Bool, NoValue>(
    "commitment_unknown", "Projects whose commitment is unknown", .projects, [.programme], .toDate, compared: false,
    means: "How many of the projects active, agreed or requested at the end have unknown days committed.",
    together: .count.lookingAhead
  ) { project throws(NoValue) in
    do throws(NoValue) {
      _ = try project.commitment(of: [.active, .agreed, .requested])
      return false
    } catch {
      guard case .unknown = error else { throw error }
      return true
    }
  }

  package let capacityNext = Metric<Days, NoValue>(
    "capacity_next", "Capacity of the next quarter", .days, [.programme], .toDate, compared: false,
    needs: ["advisers.days_per_week"],
    means: """
      Weekdays of the next quarter in post that are no bank holiday, times days a week, divided by five, times the job's \
      planning share.
      """, together: .nextCapacity
  ) { _ in .zero }

  package let headroom = Metric<Days, NoValue>(
    "headroom", "Headroom", .days, [.programme], .toDate, compared: false, needs: ["advisers.days_per_week"],
    means: """
      The capacity of the next quarter less days committed and days requested. Below zero, more is expected than the \
      capacity allows.
      """, together: .headroom
  ) { project throws(NoValue) in try project.commitment(of: [.active, .agreed, .requested]) }

  package let usualSize = Metric<Days, NoValue>(
    "usual_size", "Usual size of a project", .days, [.programme], .toDate, compared: false,
    means: """
      The median of days agreed over the commissions agreed in the twelve months before the end; one whose agreement is \
      not dated counts by its start. Not applicable where there are fewer than 3.
      """, together: .medianDays(least: 3).lookingAhead
  ) { project throws(NoValue) in
    let agreedOn = project.term("agreed_on, else starts_on", project.commission.agreedOn ?? project.commission.startsOn)
    guard project.conditions.twelveMonths.contains(agreedOn) else {
      throw .notApplicable("the commission was not agreed in these twelve months")
    }
    return try project.value(of: metrics.project.daysAgreed)
  }

  package let forecast = Metric<Days, NoValue>(
    "forecast", "Forecast of days delivered", .days, [.programme], .year, compared: false,
    means: """
      Days delivered in the year to date, and the days that the projects active or agreed at the end still take before the \
      year's end, where these are known. Not applicable at the year's end.
      """, together: .sumOfYear
  ) { project throws(NoValue) in try project.expectedInYear() }

  package let daysCommittedNext = Metric<Days, NoValue>(
    "days_committed_next", "Days committed, next quarter", .days, [.project], .toDate,
    means: """
      What the project still takes in the next quarter; not applicable once it is completed or withdrawn. Of the days \
      agreed and not yet delivered: nothing where none are left; all of them where the planned end is over; else the share \
      of the days from the end, or a later start, to the planned end that lies in the next quarter, by the days of the \
      strands where these are the plan. Without days agreed or a planned end: days a week times the weeks of the next \
      quarter from the start to the planned end. Else unknown. Rounded once, to 2 decimals.
      """
  ) { project throws(NoValue) in
    let ahead = try project.needGoingOn()
    return try project.committed(in: ahead.quarter.span)
  }

  package let finishOn = Metric<CalendarDay, NoValue>(
    "finish_on", "Finishes at this pace", .date, [.project], .toDate,
    means: """
      The last day reported on, and as many days more as the days agreed and not yet delivered take at the pace of the last \
      56 days, rounded up. Not applicable with fewer than 3 day entries in these 56 days, where no days are left, on hold, \
      completed or withdrawn, and where the end is more than 5 years away: not in sight.
      """
  ) { project throws(NoValue) in
    let days = try project.daysToFinish()
    let last = project.reportingEnd.previous
    guard days <= Int64(last.advanced(byMonths: 60) - last) else {
      throw .notApplicable("the end is not in sight within 5 years")
    }
    return last.advanced(by: Int(days))
  }
}

extension MeasuredProject {
  /// Returns what the report looks ahead to. Throws where it does not look ahead, and for a project that is over.
  func needGoingOn() throws(NoValue) -> LookAhead {
    guard let ahead = conditions.ahead else { throw .noLookAhead }
    listDates()
    switch value(of: metrics.project.state) {
    case .withdrawn, .completed: throw .notApplicable("the project is over")
    default: return ahead
    }
  }

  /// Returns the days committed in the next quarter of a project in one of the states.
  func commitment(of states: Set<State>) throws(NoValue) -> Days {
    guard conditions.ahead != nil, states.contains(value(of: metrics.project.state)) else {
      throw .notApplicable("the project is in another state")
    }
    return try value(of: metrics.ahead.daysCommittedNext)
  }

  /// Returns days delivered in the year to date, and those that a firm commitment adds to the year's end.
  func expectedInYear() throws(NoValue) -> Days {
    guard let ahead = conditions.ahead else { throw .noLookAhead }
    let delivered = term("days, year to date", entries(.yearToDate).days)
    let state = value(of: metrics.project.state)
    guard state == .active || state == .agreed, let committed = try? committed(in: ahead.restOfYear) else {
      return delivered
    }
    return delivered + term("days committed to the year's end", committed)
  }

  /// Returns the days agreed and not yet delivered; never below zero.
  private func daysLeft() throws(NoValue) -> Days {
    let agreed = try value(of: metrics.project.daysAgreed)
    return term("days left", max(.zero, agreed - value(of: metrics.project.daysToDate)))
  }

  /// Returns what the project still takes in a span after the reporting end. See `CommitmentMetrics.daysCommittedNext`.
  func committed(in span: Span) throws(NoValue) -> Days {
    let due = commission.plannedLastDay
    if let left = try? daysLeft() {
      if left == .zero { return .zero }
      if let due {
        guard due >= reportingEnd else { return left }
        let planned = daysPlanned(until: due.next)
        let inside = term("planned days in the span", planned.reduce(0) { $0 + $1.overlap(span).length })
        let whole = term("planned days left", planned.reduce(0) { $0 + $1.length })
        guard let days = Fraction(left.hundredths * Int64(inside), over: Int64(whole)) else {
          throw .unknown("a planned day")
        }
        return Days(rounded: days)
      }
    }
    let rate = try need("days_per_week", commission.daysPerWeek)
    let live = Span(from: commission.startsOn ?? reportingEnd, until: due?.next ?? span.until)
    let days = term("calendar days of the span", live.overlap(span).length)
    guard let taken = Fraction(rate.hundredths * Int64(days), over: 7) else { throw .unknown("days_per_week") }
    return Days(rounded: taken)
  }

  /// Returns the planned days after the reporting end, by strands where these are the plan; where no strand day is left, the
  /// commission's own.
  private func daysPlanned(until end: CalendarDay) -> [Span] {
    let own = Span(from: max(reportingEnd, commission.startsOn ?? reportingEnd), until: end)
    let ofStrands = plannedSpans(else: own).map { Span(from: max(reportingEnd, $0.from), until: $0.until) }.filter {
      $0.length > 0
    }
    let planned = ofStrands.isEmpty ? [own] : ofStrands
    if isExplaining {
      recorder?.derive(
        "Planned days left", ["from", "to", "days"], planned.map { ["\($0.from)", "\($0.lastDay)", "\($0.length)"] })
    }
    return planned
  }

  /// Returns how many days after the last day reported on the days left are delivered at the pace of the last 56 days.
  func daysToFinish() throws(NoValue) -> Int64 {
    _ = try needGoingOn()
    guard value(of: metrics.project.state) != .onHold else { throw .notApplicable("the project is on hold") }
    let left = try daysLeft()
    guard left > .zero else { throw .notApplicable("no days are left") }
    let before = project.days(in: .recent)
    if isExplaining { listRecent() }
    let entries = term("day entries of the last 56 days", before.entries + project.recentEntries)
    let days = term("days of the last 56 days", before.days + project.recentDays)
    guard entries >= 3 else { throw .notApplicable("there are fewer than 3 day entries in the last 56 days") }
    guard days > .zero else { throw .notApplicable("the days of the last 56 days come to nothing") }
    let (needed, pace) = (Int128(left.hundredths) * Int128(ReportingContext.paceDays), Int128(days.hundredths))
    return Int64(clamping: (needed + pace - 1) / pace)
  }

  private func listRecent() {
    let recent = Span(from: reportingEnd.advanced(by: -ReportingContext.paceDays), until: reportingEnd)
    let rows = (subject.entries?.days ?? []).filter { recent.contains($0.workedOn) }
    recorder?.list(
      "Day entries of the period in the last 56 days", ["worked_on", "adviser_id", "days"],
      rows.map { ["\($0.workedOn)", printed($0.adviserID), "\($0.days)"] })
  }

  /// How many days the project finishes after its planned end at the present pace, below zero for before it; nil where its
  /// planned end is over or where there is no pace.
  package var daysPastDue: Int64? {
    guard let due = commission.plannedLastDay, due >= reportingEnd, let days = try? daysToFinish() else { return nil }
    return days - Int64(due - reportingEnd.previous)
  }

  /// Whether the project finishes more than 14 days after its planned end.
  package var isHeadingPastItsDate: Bool { daysPastDue.map { $0 > 14 } ?? false }

  /// Whether the days agreed are delivered more than 14 days before the planned end.
  package var runsOutEarly: Bool { daysPastDue.map { $0 < -14 } ?? false }
}

extension Together {
  /// The same, but not applicable where the report does not look ahead.
  var lookingAhead: Self { unless { $0.conditions.ahead == nil ? .noLookAhead : nil } }
}

extension Together where Value == Days {
  /// The middle value, or the mean of the middle two; not applicable of fewer than `least`.
  static func medianDays(least: Int) -> Self {
    Self(ignoresZero: false) {
      var values: [Days] = []
      return Fold {
        values.append($0)
      } result: { place in
        let sorted = values.sorted()
        place.recorder?.conclude("in order: \(sorted.map(\.description).joined(separator: ", "))")
        guard sorted.count >= least else { return (.notApplicable, sorted.count) }
        let middle = sorted[(sorted.count - 1) / 2].hundredths + sorted[sorted.count / 2].hundredths
        return (Fraction(middle, over: 2).map { .days(Days(rounded: $0)) } ?? .notApplicable, sorted.count)
      }
    }
  }

  /// The capacity of the next quarter. No project adds to it.
  static var nextCapacity: Self {
    of { place in (place.capacityNext.map { .days($0) } ?? .notApplicable, nil) }.lookingAhead
  }

  /// The capacity of the next quarter less the sum.
  static var headroom: Self {
    Self(ignoresZero: true) {
      var committed = Days.zero
      return Fold {
        committed += $0
      } result: { place in
        place.recorder?.uses(metrics.ahead.capacityNext)
        guard let capacity = place.capacityNext else { return (.notApplicable, nil) }
        place.recorder?.conclude("\(capacity) days of capacity less \(committed)")
        return (.days(capacity - committed), nil)
      }
    }.lookingAhead
  }

  /// The sum, but not applicable at the year's end.
  static var sumOfYear: Self {
    sum.unless { place in
      if let rest = place.conditions.ahead?.restOfYear, rest.length > 0 { return nil }
      return .notApplicable("the year is over, or \(noLookAheadWords)")
    }
  }
}

private let noLookAheadWords = "the period is not over, or no commission records a planned end or days a week"

extension NoValue { static let noLookAhead = NoValue.notApplicable(noLookAheadWords) }

extension FigurePlace {
  /// The capacity of the next quarter that may be planned, rounded once; nil where the report does not look ahead.
  fileprivate var capacityNext: Days? { conditions.ahead.map { capacity(in: $0.quarter.span) } }

  private func capacity(in span: Span) -> Days {
    let posts = conditions.posts(in: span)
    recorder?.list(posts, in: span, conditions)
    recorder?.conclude("planning share: \(conditions.thresholds.planningShare)%")
    return conditions.plannedCapacity(in: span)
  }
}

extension Conditions {
  /// Returns the capacity of a span after the reporting end that may be planned, rounded once.
  func plannedCapacity(in span: Span) -> Days {
    let capacity = posts(in: span).reduce(0) { $0 + $1.capacity.weekHundredths }
    let share = Int64(thresholds.planningShare)
    return Fraction(capacity * share, over: Capacity.weekdays * 100).map(Days.init(rounded:)) ?? .zero
  }
}
