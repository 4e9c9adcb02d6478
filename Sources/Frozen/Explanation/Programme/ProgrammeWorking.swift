import Facts
import Metrics

extension Explainer {
  func programmeWorking() throws -> Working {
    switch metric {
    case .projectsInScope: return scopeWorking(programme.projects.filter(isInScope))
    case .daysDelivered: return try days(DaySelection(reach: .window(view.window))).working
    case .daysAgreedActive, .daysAgreedActiveUnknown, .daysAgreedInScope,
      .daysAgreedInScopeOpenEnded, .daysAgreedInScopeUnknown:
      return agreedWorking()
    case .boroughsWithDays, .boroughsShare: return boroughsWorking()
    case .utilisation: return utilisationWorking()
    case .waitDaysMedian: return medianWorking()
    case .outcomesInPeriod: return try outcomesWorking()
    case .practiceShared, .boroughsSharedWith: return sharesWorking()
    default: return datedWorking()
    }
  }

  /// Projects in scope, each with why it is.
  func scopeWorking(_ projects: [Project]) -> Working {
    Working(
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

  private func agreedWorking() -> Working {
    let active = metric == .daysAgreedActive || metric == .daysAgreedActiveUnknown
    let projects = programme.projects.filter {
      isInScope($0) && (!active || $0.commission.state(at: frame.asOf) == .active)
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
      return Working("\(sum)", blocks: [block], steps: steps)
    case .daysAgreedInScopeOpenEnded: return Working("\(open)", blocks: [block], steps: steps)
    case .daysAgreedActiveUnknown: return Working("\(unknown)", blocks: [block], steps: steps)
    default: return Working("\(unknown - open)", blocks: [block], steps: steps)
    }
  }

  private func boroughsWorking() -> Working {
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
      Working.Block(
        title: "Listed boroughs among them",
        listing: Listing(
          ["borough_code", "borough"], names.map { [$0.code.string, $0.name.string] })),
    ]
    guard metric == .boroughsShare else {
      return Working("\(codes.count)", blocks: blocks, steps: ["\(codes.count) boroughs"])
    }
    return ratio(
      codes.count, of: programme.boroughs.count, "boroughs with days", "listed boroughs", blocks,
      none: "no borough is listed")
  }

  /// Printed with 4 decimals; not applicable when there is nothing to divide by.
  func ratio(
    _ part: Int, of whole: Int, _ partName: String, _ wholeName: String, _ blocks: [Working.Block],
    none: String
  ) -> Working {
    guard let fraction = Fraction(Int64(part), over: Int64(whole)) else {
      return .notApplicable(none, blocks: blocks)
    }
    return Working(
      "\(fraction.rounded(to: 4))", blocks: blocks,
      steps: ["\(part) \(partName) / \(whole) \(wholeName)"])
  }

  private func medianWorking() -> Working {
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
    return Working(
      "\(median)", blocks: blocks,
      steps: ["in order: \(waits.map(String.init).joined(separator: ", ")); \(middle)"])
  }

  private func sharesWorking() -> Working {
    let rows = programme.projects.flatMap { project in
      project.shares.filter { view.span.contains($0.sharedOn) }.map { (project, $0) }
    }
    let block = Working.Block(
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
      return Working("\(rows.count)", blocks: [block], steps: ["\(rows.count) times shared"])
    }
    let codes = Set(
      rows.compactMap { project, share in
        share.boroughCode.flatMap {
          $0 != project.commission.boroughCode && listed.contains($0) ? $0 : nil
        }
      })
    let names = codes.sorted().map(\.string).joined(separator: ", ")
    return Working(
      "\(codes.count)", blocks: [block],
      steps: [
        "listed boroughs, each once, the project's own left out: \(codes.isEmpty ? "none" : names)"
      ])
  }
}
