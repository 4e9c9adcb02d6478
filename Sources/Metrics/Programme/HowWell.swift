import Facts

extension ProgrammeFigures {
  var howWell: [Figure] {
    let events = Events(programme, frame.span)
    let waits = self.waits
    let feedback = inScope.map { Feedback($0.review, before: frame.span.until) }
    return [
      utilisation,
      figure(.waitDaysMedian, Self.median(waits), n: waits.count),
      figure(.reviewsAsked, .count(events.reviewsAsked)),
      figure(.reviewsReceived, .count(events.reviewsReceived)),
      figure(.projectsRated, .count(feedback.count { $0 == .rated })),
      figure(.projectsWithFeedback, .count(feedback.count(where: \.isReceived))),
      responseRate, veryUsefulShare,
      figure(.caseStudiesShared, .count(events.caseStudies)),
      figure(.caseStudiesDue, .count(caseStudiesDue)),
    ]
  }

  private var utilisation: Figure {
    let advisers = programme.adviserMeasures(in: frame)
    let days = advisers.reduce(Days.zero) { $0 + $1.daysInPeriod }
    let capacity = advisers.reduce(0) { $0 + $1.capacity.weekHundredths }
    let measure = Fraction(days.hundredths * Capacity.weekdays, over: capacity)
      .map { Measure.amount(.ratio($0)) }
    return figure(.utilisation, measure ?? .notApplicable, n: advisers.count)
  }

  /// Calendar days from request to first day, of the projects whose first day lies in the period.
  private var waits: [Int] {
    programme.projects.compactMap { project in
      guard let first = project.firstDay, frame.span.contains(first) else { return nil }
      return project.commission.requestedOn.map { first - $0 }
    }
  }

  /// The middle one, or the mean of the middle two, to 1 decimal.
  static func median(_ values: [Int]) -> Measure {
    guard !values.isEmpty else { return .notApplicable }
    let sorted = values.sorted()
    let sum = sorted[(sorted.count - 1) / 2] + sorted[sorted.count / 2]
    return .amount(.median(Decimal(mantissa: Int64(sum * 5), scale: 1)))
  }

  private var responseRate: Figure {
    let asked = programme.projects.compactMap(\.review)
      .filter { frame.period.twelveMonths.contains($0.askedOn) }
    let received = asked.count { $0.receivedOn.map { $0 < frame.span.until } ?? false }
    return figure(.responseRate, .ratio(received, of: asked.count), n: asked.count)
  }

  private var veryUsefulShare: Figure {
    let ratings = programme.projects.compactMap(\.review)
      .filter { frame.period.twelveMonths.contains($0.receivedOn) }.compactMap(\.rating?.value)
    let best = ratings.count { $0 == .veryUseful }
    return figure(.veryUsefulShare, .ratio(best, of: ratings.count), n: ratings.count)
  }

  private var caseStudiesDue: Int {
    programme.projects.count {
      $0.commission.isCaseStudyDue(in: frame, after: thresholds.caseStudyDueDays)
    }
  }
}

extension Project {
  /// The first day entry among those read: all before the period's end.
  fileprivate var firstDay: CalendarDay? {
    [daysBefore.first, days(in: .period).first].compactMap(\.self).min()
  }
}
