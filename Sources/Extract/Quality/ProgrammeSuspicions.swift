import Facts

extension Suspicions {
  /// What the facts that were read already tell of rules that look at several of them together.
  mutating func look(at programme: Programme, _ horizon: Horizon, caseStudyDueDays: Int) {
    let boroughs = Set(programme.boroughs.map(\.code))
    for project in programme.projects {
      look(at: project, horizon, dueBefore: horizon.asOf.advanced(by: -caseStudyDueDays))
      let codes = [project.commission.boroughCode] + project.shares.map(\.boroughCode)
      if codes.contains(where: { $0.map { !boroughs.contains($0) } ?? false }) {
        suspect(rule: "unknown-borough")
      }
    }
    // Looked at whatever the rows are: there is little to read, or nothing that shows beforehand.
    suspect(rule: "missing-reference-data")
    suspect(rule: "look-alike-commission")
    // A project that ended shortly before a range of its own may not be among those read.
    if horizon.previous == nil {
      suspect(rule: "completed-without-review")
      suspect(rule: "completed-without-case-study")
    }
    // Of a period that is over nothing is looked at.
    if horizon.isPartial { suspect(rule: "future-date") }
  }

  private mutating func look(at project: Project, _ horizon: Horizon, dueBefore due: CalendarDay) {
    let commission = project.commission
    var days = project.daysBefore
    days.add(project.days(in: .period))
    if let first = days.first, let last = days.last {
      if commission.requestedOn.map({ first < $0 }) ?? false { suspect(rule: "day-before-request") }
      if commission.completedOn.map({ last > $0 }) ?? false { suspect(rule: "day-after-completion") }
      if commission.withdrawnOn.map({ last > $0 }) ?? false { suspect(rule: "day-after-withdrawal") }
      if commission.onHoldSince.map({ last > $0 }) ?? false { suspect(rule: "day-while-on-hold") }
      if commission.startsOn == nil { suspect(rule: "worked-without-start") }
    }
    func isBefore(_ day: CalendarDay?, _ end: CalendarDay) -> Bool { day.map { $0 < end } ?? false }
    if isBefore(commission.completedOn, due), !isBefore(commission.withdrawnOn, horizon.asOf) {
      if !isBefore(commission.caseStudyOn, horizon.asOf) {
        suspect(rule: "completed-without-case-study")
      }
      let review = project.review
      if !isBefore(review?.askedOn, horizon.asOf), !isBefore(review?.receivedOn, horizon.asOf) {
        suspect(rule: "completed-without-review")
      }
    }
    let change = project.variations.reduce(Days.zero) { $0 + $1.daysChange }
    if commission.daysAgreed.map({ $0 + change < .zero }) ?? false {
      suspect(rule: "agreed-below-zero")
    }
    if project.repeatsRows { suspect(rule: "look-alike-row") }
  }
}

extension Project {
  /// Whether two of its variations or shares could be one that was entered twice.
  fileprivate var repeatsRows: Bool {
    Set(variations.map(\.agreedOn)).count < variations.count
      || Set(shares.map(\.sharedOn)).count < shares.count
  }
}
