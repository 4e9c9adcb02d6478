import Core

extension Explainer {
  func programmeDerivation() throws -> Derivation {
    switch metric {
    case .projectsInScope: return scopeDerivation(programme.projects.filter(isInScope))
    case .daysDelivered: return try days(DaySelection(reach: .window(view.window))).working
    case .daysAgreedActive, .daysAgreedActiveUnknown, .daysAgreedInScope,
      .daysAgreedInScopeOpenEnded, .daysAgreedInScopeUnknown:
      return agreedDerivation()
    case .boroughsWithDays, .boroughsShare: return boroughsDerivation()
    case .utilisation: return utilisationDerivation()
    case .waitDaysMedian: return medianDerivation()
    case .outcomesInPeriod: return try outcomesDerivation()
    case .practiceShared, .boroughsSharedWith: return sharesDerivation()
    default: return datedDerivation()
    }
  }

  /// Projects in scope, each with why it is.
  func scopeDerivation(_ projects: [Project]) -> Derivation {
    Derivation(
      "\(projects.count)",
      blocks: [
        block("Projects in scope", projects, ["in scope because it": whyInScope])
      ],
      steps: ["\(projects.count) of \(programme.projects.count) commissions read"])
  }

  func whyInScope(_ project: Project) -> String {
    let commission = project.commission
    let inWindow = "in \(frame.period.name)"
    if commission.isLive(in: frame.span) {
      let end = commission.completedOn ?? commission.withdrawnOn
      return "was live (\(printed(commission.startsOn)) to \(end.map { "\($0)" } ?? "-"))"
    }
    if frame.span.contains(commission.requestedOn) {
      return "was requested on \(printed(commission.requestedOn))"
    }
    if project.days(in: frame.window).entries > 0 { return "has day entries \(inWindow)" }
    if project.achieved(in: frame.window) > 0 { return "has an outcome achieved \(inWindow)" }
    return "was shared \(inWindow)"
  }

  private func agreedDerivation() -> Derivation {
    let active = metric == .daysAgreedActive || metric == .daysAgreedActiveUnknown
    let projects = programme.projects.filter {
      isInScope($0) && (!active || $0.commission.state(at: frame.reportingEnd) == .active)
    }
    let end = frame.span.until
    let block = block(
      active ? "Active projects in scope" : "Projects in scope", projects,
      [
        "days_per_week": { printed($0.commission.daysPerWeek) },
        "due_on": { printed($0.commission.plannedLastDay) },
        "first agreed": { printed($0.commission.daysAgreed) },
        "days_agreed": { printed($0.daysAgreed(before: end)) },
      ])
    let known = projects.compactMap { $0.daysAgreed(before: end) }
    let open = projects.count { $0.daysAgreed(before: end) == nil && $0.commission.isOpenEnded }
    let unknown = projects.count - known.count
    let sum = known.reduce(Days.zero, +)
    let steps = [
      "\(known.count) with days agreed, \(sum) days; \(unknown) without, \(open) of them open-ended "
        + "(a weekly rate and no planned end)"
    ]
    switch metric {
    case .daysAgreedActive, .daysAgreedInScope:
      return Derivation("\(sum)", blocks: [block], steps: steps)
    case .daysAgreedInScopeOpenEnded: return Derivation("\(open)", blocks: [block], steps: steps)
    case .daysAgreedActiveUnknown: return Derivation("\(unknown)", blocks: [block], steps: steps)
    default: return Derivation("\(unknown - open)", blocks: [block], steps: steps)
    }
  }

  private func boroughsDerivation() -> Derivation {
    let projects = programme.projects.filter { $0.days(in: view.window).entries > 0 }
    let codes = Set(projects.compactMap(\.commission.boroughCode)).intersection(listed)
    let names = programme.boroughs.filter { codes.contains($0.code) }
    let blocks = [
      block(
        "Projects with day entries", projects,
        [
          "borough_code": { printed($0.commission.boroughCode) },
          "entries": { "\($0.days(in: view.window).entries)" },
        ]),
      Derivation.Block(
        title: "Listed boroughs among them",
        listing: Listing(
          ["borough_code", "borough"], names.map { [$0.code.string, $0.name.string] })),
    ]
    guard metric == .boroughsShare else {
      return Derivation("\(codes.count)", blocks: blocks, steps: ["\(codes.count) boroughs"])
    }
    return ratio(
      codes.count, of: programme.boroughs.count, "boroughs with days", "listed boroughs", blocks,
      none: "no borough is listed")
  }

  /// Printed with 4 decimals; not applicable when there is nothing to divide by.
  func ratio(
    _ part: Int, of whole: Int, _ partName: String, _ wholeName: String,
    _ blocks: [Derivation.Block],
    none: String
  ) -> Derivation {
    guard let fraction = Fraction(Int64(part), over: Int64(whole)) else {
      return .notApplicable(none, blocks: blocks)
    }
    return Derivation(
      "\(fraction.rounded(to: 4))", blocks: blocks,
      steps: ["\(part) \(partName) / \(whole) \(wholeName)"])
  }

  private func medianDerivation() -> Derivation {
    func first(_ project: Project) -> CalendarDay? {
      [project.daysBefore.first, project.days(in: .period).first].compactMap(\.self).min()
    }
    let projects = programme.projects.filter { frame.span.contains(first($0)) }
    let waits = projects.compactMap { project -> Int? in
      guard let day = first(project), let requested = project.commission.requestedOn else {
        return nil
      }
      return day - requested
    }.sorted()
    let blocks = [
      block(
        "Projects whose first day lies in the period", projects,
        [
          "requested_on": { printed($0.commission.requestedOn) },
          "first day": { printed(first($0)) },
          "wait": { project in
            first(project).flatMap { day in project.commission.requestedOn.map { "\(day - $0)" } }
              ?? "not known"
          },
        ])
    ]
    guard !waits.isEmpty else {
      return .notApplicable("no project with a dated request began", blocks: blocks)
    }
    let (low, high) = (waits[(waits.count - 1) / 2], waits[waits.count / 2])
    let median = Decimal(mantissa: Int64((low + high) * 5), scale: 1)
    let middle =
      waits.count % 2 == 1 ? "the middle one is \(low)" : "the middle two are \(low) and \(high)"
    return Derivation(
      "\(median)", blocks: blocks,
      steps: ["in order: \(waits.map(String.init).joined(separator: ", ")); \(middle)"])
  }

  private func sharesDerivation() -> Derivation {
    let rows = programme.projects.flatMap { project in
      project.shares.filter { view.span.contains($0.sharedOn) }.map { (project, $0) }
    }
    let block = Derivation.Block(
      title: "Practice shared, \(view.span.written)",
      listing: Listing(
        ["shared_on", "project", "project's borough", "shared with"],
        rows.map { project, share in
          [
            share.sharedOn.description, key(project), printed(project.commission.boroughCode),
            share.boroughCode?.string ?? "a wider audience",
          ]
        }))
    if metric == .practiceShared {
      return Derivation("\(rows.count)", blocks: [block], steps: ["\(rows.count) times shared"])
    }
    let codes = Set(
      rows.compactMap { project, share in
        share.boroughCode.flatMap {
          $0 != project.commission.boroughCode && listed.contains($0) ? $0 : nil
        }
      })
    let names = codes.sorted().map(\.string).joined(separator: ", ")
    return Derivation(
      "\(codes.count)", blocks: [block],
      steps: [
        "listed boroughs, each once, the project's own left out: \(codes.isEmpty ? "none" : names)"
      ])
  }
}

extension Explainer {
  func adviserDerivation() throws -> Derivation {
    guard let id = Int64(identity.key),
      let measures = programme.adviserMeasures(in: frame).first(where: { $0.adviser.id == id })
    else { return .unknown("evidence/advisers.csv has no such adviser") }
    switch metric {
    case .capacityDays: return capacityDerivation(measures)
    case .utilisation: return try adviserUtilisation(measures)
    case .projectsWorked:
      let sum = try days(DaySelection(reach: .window(.period), adviser: id))
      return Derivation(
        "\(sum.commissions.count)", blocks: sum.blocks,
        steps: ["\(sum.commissions.count) different projects among them"])
    default:
      var selection = DaySelection(reach: .window(.period), adviser: id)
      if let kept = arrangements {
        selection.projects = Set(
          programme.projects.lazy.filter { kept($0.commission.arrangement?.value) }
            .map(\.commission.id))
      }
      return try days(selection).working
    }
  }

  /// Which commissions a split by arrangement counts; nil for all.
  private var arrangements: ((Arrangement?) -> Bool)? {
    switch metric {
    case .daysHost: { $0 == .host }
    case .daysCommissioned: { $0 == .commissioned }
    case .daysUrgent: { $0 == .urgent }
    case .daysBoard: { $0 == .board }
    case .daysUnrecorded: { $0 == nil }
    default: nil
    }
  }

  /// The days of the span that are over.
  private var reported: Span {
    Span(from: frame.span.from, until: min(frame.reportingEnd, frame.span.until))
  }

  private func capacityDerivation(_ measures: AdviserMeasures) -> Derivation {
    Derivation(
      "\(measures.capacity.days)", blocks: [posts([measures]), holidays],
      steps: [capacityStep(measures)])
  }

  private func capacityStep(_ measures: AdviserMeasures) -> String {
    "\(measures.capacity.workingDays) working days × \(measures.adviser.daysPerWeek) days a week / 5 "
      + "= \(measures.capacity.days)"
  }

  private func adviserUtilisation(_ measures: AdviserMeasures) throws -> Derivation {
    let sum = try days(DaySelection(reach: .window(.period), adviser: measures.adviser.id))
    let blocks = sum.blocks + [posts([measures]), holidays]
    guard
      let fraction = Fraction(
        sum.total.days.hundredths * 5, over: measures.capacity.weekHundredths)
    else { return .notApplicable("the adviser's capacity is 0", blocks: blocks) }
    return Derivation(
      "\(fraction.rounded(to: 4))", blocks: blocks,
      steps: [
        "capacity: " + capacityStep(measures),
        "\(sum.total.days) days / \(measures.capacity.days) days of capacity, unrounded",
      ])
  }

  func utilisationDerivation() -> Derivation {
    let all = programme.adviserMeasures(in: frame)
    let days = all.reduce(Days.zero) { $0 + $1.daysInPeriod }
    let weeks = all.reduce(0) { $0 + $1.capacity.weekHundredths }
    let blocks = [posts(all), holidays]
    guard let fraction = Fraction(days.hundredths * 5, over: weeks) else {
      return .notApplicable("the advisers' capacity is 0", blocks: blocks)
    }
    let capacity = Fraction(weeks, over: 500)?.rounded(to: 2).description ?? ""
    return Derivation(
      "\(fraction.rounded(to: 4))", blocks: blocks,
      steps: ["\(days) days / \(capacity) days of capacity, unrounded"])
  }

  private func posts(_ all: [AdviserMeasures]) -> Derivation.Block {
    Derivation.Block(
      title: "Advisers in post, or with days, \(reported.written)",
      listing: Listing(
        [
          "adviser_id", "appointed_on", "left_on", "working days", "days_per_week", "capacity",
          "days",
        ],
        all.map {
          [
            String($0.adviser.id), printed($0.adviser.appointedOn),
            $0.adviser.leftOn?.description ?? "-", String($0.capacity.workingDays),
            $0.adviser.daysPerWeek.description, $0.capacity.days.description,
            $0.daysInPeriod.description,
          ]
        }))
  }

  private var holidays: Derivation.Block {
    let days = programme.bankHolidays.filter { reported.contains($0) && $0.weekday <= 5 }.sorted()
    return Derivation.Block(
      title: "Bank holidays on weekdays, which are no working days",
      listing: Listing(["holiday_on"], days.map { [$0.description] }))
  }
}

extension Explainer {
  /// Projects counted for a date of theirs, or for their review.
  func datedDerivation() -> Derivation {
    let span = view.span
    switch metric {
    case .projectsStarted:
      return projects("Projects started", ["starts_on", "withdrawn_on"]) {
        let isWithdrawn = ($0.withdrawnOn ?? .last) < ($0.startsOn ?? .first)
        return span.contains($0.startsOn) && !isWithdrawn
      }
    case .projectsCompleted:
      return projects("Projects completed", ["completed_on"]) { span.contains($0.completedOn) }
    case .requestsReceived:
      return projects("Requests received", ["requested_on"]) { span.contains($0.requestedOn) }
    case .caseStudiesShared:
      return projects("Case studies shared", ["case_study_on"]) { span.contains($0.caseStudyOn) }
    case .caseStudiesDue:
      let days = thresholds.caseStudyDueDays
      return projects(
        "Completed more than \(days) days before \(frame.reportingEnd), case study not shared",
        ["completed_on", "case_study_on"]
      ) { $0.isCaseStudyDue(in: frame, after: days) }
    default: return reviewsDerivation()
    }
  }

  private func projects(
    _ title: String, _ columns: [String], _ isIncluded: (Commission) -> Bool
  ) -> Derivation {
    let found = programme.projects.filter { isIncluded($0.commission) }
    let rows = found.map { project in
      let cells = project.commission.cells
      return [key(project)] + columns.map { cells[$0]?.string ?? "not recorded" }
    }
    return Derivation(
      "\(found.count)",
      blocks: [.init(title: title, listing: Listing(["project"] + columns, rows))],
      steps: ["\(found.count) of \(programme.projects.count) commissions read"])
  }

  private func reviewsDerivation() -> Derivation {
    let (span, year) = (view.span, frame.period.twelveMonths)
    switch metric {
    case .reviewsAsked:
      return reviews("Reviews asked for") { span.contains($0.review?.askedOn) }
    case .reviewsReceived:
      return reviews("Reviews received") { span.contains($0.review?.receivedOn) }
    case .projectsRated:
      return reviews("Projects in scope with a rating") {
        isInScope($0) && Feedback($0.review, before: frame.span.until) == .rated
      }
    case .projectsWithFeedback:
      return reviews("Projects in scope with feedback") {
        isInScope($0) && Feedback($0.review, before: frame.span.until).isReceived
      }
    case .responseRate:
      let asked = programme.projects.filter { year.contains($0.review?.askedOn) }
      let received = asked.count { ($0.review?.receivedOn).map { $0 < frame.span.until } ?? false }
      return ratio(
        received, of: asked.count, "received before \(frame.span.until)", "asked for",
        [reviewBlock("Reviews asked for, \(year.written)", asked)],
        none: "no review was asked for in these twelve months")
    case .veryUsefulShare:
      let rated = programme.projects.filter {
        year.contains($0.review?.receivedOn) && $0.review?.rating?.value != nil
      }
      let best = rated.count { $0.review?.rating?.value == .veryUseful }
      return ratio(
        best, of: rated.count, "very useful", "rated",
        [reviewBlock("Ratings received, \(year.written)", rated)],
        none: "no rating was received in these twelve months")
    default: return .unknown("this program has no such figure")
    }
  }

  private func reviews(_ title: String, _ isIncluded: (Project) -> Bool) -> Derivation {
    let found = programme.projects.filter(isIncluded)
    return Derivation(
      "\(found.count)", blocks: [reviewBlock(title, found)], steps: ["\(found.count) reviews"])
  }

  func reviewBlock(_ title: String, _ projects: [Project]) -> Derivation.Block {
    block(
      title, projects,
      [
        "asked_on": { printed($0.review?.askedOn) },
        "received_on": { printed($0.review?.receivedOn) },
        "rating": { printed($0.review?.rating?.text) },
        "comment": { $0.review?.hasComment ?? false ? "yes" : "no" },
      ])
  }
}
