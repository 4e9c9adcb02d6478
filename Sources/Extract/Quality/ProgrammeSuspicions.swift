import Facts

extension Suspicions {
  /// What the facts that were read already tell of rules that look at several of them together.
  mutating func look(at programme: Programme, _ horizon: Horizon, caseStudyDueDays: Int) {
    let boroughs = Set(programme.boroughs.map(\.code))
    for project in programme.projects {
      look(at: project, horizon, dueBefore: horizon.asOf.advanced(by: -caseStudyDueDays))
      let codes = [project.commission.boroughCode] + project.shares.map(\.boroughCode)
      if codes.contains(where: { $0.map { !boroughs.contains($0) } ?? false }) {
        suspect("unknown-borough")
      }
    }
    if !programme.holdsReferenceData(of: horizon.period.span) { suspect("missing-reference-data") }
    // Looked at whatever the rows are: nothing shows beforehand.
    suspect("look-alike-commission")
    // A project that ended shortly before a range of its own may not be among those read.
    if horizon.previous == nil {
      suspect("completed-without-review")
      suspect("completed-without-case-study")
    }
    // Of a period that is over nothing is looked at.
    if horizon.isPartial { suspect("future-date") }
  }

  private mutating func look(at project: Project, _ horizon: Horizon, dueBefore due: CalendarDay) {
    let commission = project.commission
    var days = project.daysBefore
    days.add(project.days(in: .period))
    if let first = days.first, let last = days.last {
      if commission.requestedOn.map({ first < $0 }) ?? false { suspect("day-before-request") }
      if commission.completedOn.map({ last > $0 }) ?? false { suspect("day-after-completion") }
      if commission.withdrawnOn.map({ last > $0 }) ?? false { suspect("day-after-withdrawal") }
      if commission.onHoldSince.map({ last > $0 }) ?? false { suspect("day-while-on-hold") }
      if commission.startsOn == nil { suspect("worked-without-start") }
    }
    func isBefore(_ day: CalendarDay?, _ end: CalendarDay) -> Bool { day.map { $0 < end } ?? false }
    if isBefore(commission.completedOn, due), !isBefore(commission.withdrawnOn, horizon.asOf) {
      if !isBefore(commission.caseStudyOn, horizon.asOf) {
        suspect("completed-without-case-study")
      }
      let review = project.review
      if !isBefore(review?.askedOn, horizon.asOf), !isBefore(review?.receivedOn, horizon.asOf) {
        suspect("completed-without-review")
      }
    }
    let change = project.variations.reduce(Days.zero) { $0 + $1.daysChange }
    if commission.daysAgreed.map({ $0 + change < .zero }) ?? false {
      suspect("agreed-below-zero")
    }
    if project.repeatsRows { suspect("look-alike-row") }
  }
}

extension Programme {
  /// Whether there is a borough, an adviser, and a bank holiday of every year that a span touches: what was read, less
  /// than there may be, proves it.
  fileprivate func holdsReferenceData(of span: Span) -> Bool {
    let years = Set(bankHolidays.map(\.year))
    return !boroughs.isEmpty && !advisers.isEmpty
      && (span.from.year...span.lastDay.year).allSatisfy(years.contains)
  }
}

extension Project {
  /// Whether two of its variations or shares could be one that was entered twice: as far as they were read they are the same
  /// but for their number.
  fileprivate var repeatsRows: Bool {
    repeats(variations) {
      Variation(number: 0, agreedOn: $0.agreedOn, daysChange: $0.daysChange)
    }
      || repeats(shares) {
        SharedPractice(
          number: 0, sharedOn: $0.sharedOn, boroughCode: $0.boroughCode, channel: $0.channel)
      }
  }

  private func repeats<Row: Hashable>(_ rows: [Row], _ unnumbered: (Row) -> Row) -> Bool {
    rows.count > 1 && Set(rows.map(unnumbered)).count < rows.count
  }
}
