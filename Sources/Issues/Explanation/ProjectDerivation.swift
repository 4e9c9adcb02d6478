import Core

extension Explainer {
  func agreedDerivation(_ project: Project) -> Derivation {
    let first = project.commission.daysAgreed
    guard metric == .daysAgreed else {
      return first.map { Derivation("\($0)", steps: ["days_agreed of the commission: \($0)"]) }
        ?? .unknown("days_agreed of the commission is not recorded")
    }
    let block = variationBlock(project)
    guard let agreed = project.daysAgreed(before: frame.span.until), let first else {
      return .unknown("days_agreed of the commission is not recorded", blocks: [block])
    }
    return Derivation(
      "\(agreed)", blocks: [block], steps: [agreedStep(project, first, agreed)])
  }

  private func agreedStep(_ project: Project, _ first: Days, _ agreed: Days) -> String {
    let changes = project.variations.filter { $0.agreedOn < frame.span.until }
    guard !changes.isEmpty else { return "days agreed: \(first) first agreed" }
    let sum = changes.map {
      $0.daysChange < .zero ? "− \(Days.zero - $0.daysChange)" : "+ \($0.daysChange)"
    }
    return "days agreed: \(first) first agreed \(sum.joined(separator: " ")) = \(agreed)"
  }

  private func variationBlock(_ project: Project) -> Derivation.Block {
    Derivation.Block(
      title: "Variations (those agreed before \(frame.span.until) count)",
      listing: Listing(
        ["variation_no", "agreed_on", "days_change"],
        project.variations.map { ["\($0.number)", "\($0.agreedOn)", "\($0.daysChange)"] }))
  }

  func profileDerivation(_ project: Project) -> Derivation {
    let commission = project.commission
    guard let startsOn = commission.startsOn else {
      return .unknown("starts_on is not recorded")
    }
    if let first = commission.daysAgreed, let due = commission.plannedLastDay,
      let agreed = project.daysAgreed(before: frame.span.until)
    {
      return planDerivation(
        project, agreed, Span(from: startsOn, until: due.next),
        [agreedStep(project, first, agreed)])
    }
    guard let rate = commission.daysPerWeek else {
      return .unknown(
        "there are no days agreed with a planned end, and days_per_week is not recorded")
    }
    let ends = [commission.completedOn, commission.withdrawnOn, commission.plannedLastDay]
      .compactMap { $0?.next }
    let end = (ends + [frame.reportingEnd]).min() ?? frame.reportingEnd
    let days = max(0, end - startsOn)
    let profiled = Fraction(rate.hundredths * Int64(days), over: 7)?.rounded(to: 0).mantissa ?? 0
    return Derivation(
      "\(Days(hundredths: profiled))",
      steps: ["\(rate) days a week × \(days) days from \(startsOn) to \(end.previous) / 7"])
  }

  private func planDerivation(
    _ project: Project, _ agreed: Days, _ whole: Span, _ steps: [String]
  ) -> Derivation {
    let strands = project.strands.compactMap { strand -> Span? in
      guard let from = strand.startsOn, let due = strand.dueOn, from <= due else { return nil }
      return Span(from: from, until: due.next)
    }
    let isByStrand = !strands.isEmpty && strands.count == project.strands.count
    let planned = isByStrand ? Span.merged(strands) : [whole]
    let over = planned.reduce(0) { $0 + max(0, min(frame.reportingEnd, $1.until) - $1.from) }
    let length = planned.reduce(0) { $0 + $1.length }
    guard
      let share = Fraction(agreed.hundredths * Int64(over), over: Int64(length))
    else { return .unknown("the plan has no day") }
    let block = Derivation.Block(
      title: isByStrand ? "Days covered by strands" : "Planned days",
      listing: Listing(
        ["from", "to", "days", "over before \(frame.reportingEnd)"],
        planned.map {
          [
            "\($0.from)", "\($0.lastDay)", "\($0.length)",
            "\(max(0, min(frame.reportingEnd, $0.until) - $0.from))",
          ]
        }))
    return Derivation(
      "\(Days(hundredths: share.rounded(to: 0).mantissa))", blocks: [block],
      steps: steps + ["\(agreed) days agreed × \(over) / \(length) planned days"])
  }

  /// Days to date against what they are measured by.
  func balanceDerivation(_ project: Project) throws -> Derivation {
    let sum = try days(.init(reach: .toDate, projects: [project.commission.id]))
    let toDate = sum.total.days
    var working = sum.working
    switch metric {
    case .daysAhead:
      let profile = profileDerivation(project)
      guard case .value(let profiled) = profile.answer, let days = Days(profiled) else {
        return Derivation(profile.answer, blocks: sum.blocks, steps: sum.steps)
      }
      working.blocks += profile.blocks
      working.steps += profile.steps.map { "profile: \($0)" }
      working.steps.append("\(toDate) days to date − \(days) days profiled")
      working.answer = .value("\(toDate - days)")
    case .daysRemaining:
      guard let first = project.commission.daysAgreed,
        let agreed = project.daysAgreed(before: frame.span.until)
      else { return .unknown("days_agreed of the commission is not recorded", blocks: sum.blocks) }
      working.steps += [
        agreedStep(project, first, agreed), "\(agreed) days agreed − \(toDate) days to date",
      ]
      working.answer = .value("\(agreed - toDate)")
    default: return allowanceDerivation(project, sum)
    }
    return working
  }

  private func allowanceDerivation(_ project: Project, _ sum: DaySum) -> Derivation {
    guard let free = thresholds.freeDays else {
      return .notApplicable("the job sets no free days", blocks: sum.blocks)
    }
    guard let arrangement = project.commission.arrangement?.value else {
      return .unknown("arrangement is not recorded, or unknown", blocks: sum.blocks)
    }
    guard arrangement == .commissioned || arrangement == .urgent else {
      return .notApplicable(
        "work by arrangement \(arrangement.rawValue) has no allowance", blocks: sum.blocks)
    }
    var working = sum.working
    working.steps.append("\(sum.total.days) days to date − \(free) free days, not below 0")
    working.answer = .value("\(max(.zero, sum.total.days - free))")
    return working
  }
}

extension Explainer {
  func measures(_ project: Project) -> ProjectMeasures {
    ProjectMeasures(project, in: frame, thresholds, boroughs: listed)
  }

  func projectDerivation(_ project: Project) throws -> Derivation {
    let only: Set<Int64> = [project.commission.id]
    switch metric {
    case .daysInPeriod: return try days(.init(reach: .window(.period), projects: only)).working
    case .daysYearToDate:
      return try days(.init(reach: .window(.yearToDate), projects: only)).working
    case .daysToDate: return try days(.init(reach: .toDate, projects: only)).working
    case .daysAgreedOriginally, .daysAgreed: return agreedDerivation(project)
    case .daysProfiled: return profileDerivation(project)
    case .daysAhead, .daysRemaining, .daysOverAllowance: return try balanceDerivation(project)
    case .state, .progress, .daysOverdue: return statusDerivation(project)
    case .rating, .feedback: return feedbackDerivation(project)
    default: return try rowsDerivation(project)
    }
  }

  private func rowsDerivation(_ project: Project) throws -> Derivation {
    let only: Set<Int64> = [project.commission.id]
    switch metric {
    case .advisersInPeriod:
      let sum = try days(.init(reach: .window(.period), projects: only))
      let ids = sum.advisers.sorted().map(String.init).joined(separator: ", ")
      return Derivation(
        "\(sum.advisers.count)", blocks: sum.blocks,
        steps: ["different advisers: \(sum.advisers.isEmpty ? "none" : ids)"])
    case .firstDayOn, .lastDayOn, .waitDays:
      return datesDerivation(project, try days(.init(reach: .toDate, projects: only)))
    case .outcomesInPeriod: return try outcomesDerivation(project: project)
    case .outcomesAchieved: return try stageDerivation(project, .achieved)
    case .outcomesEnabling: return try stageDerivation(project, .enabling)
    case .outcomesExpected: return try stageDerivation(project, .expected)
    case .outcomesNotAchieved: return try stageDerivation(project, .notAchieved)
    case .strands, .strandsCompleted: return strandsDerivation(project)
    case .boroughsReached: return reachedDerivation(project)
    default: return .unknown("this program has no such figure")
    }
  }

  private func datesDerivation(_ project: Project, _ sum: DaySum) -> Derivation {
    guard let first = sum.total.first, let last = sum.total.last else {
      return .notApplicable("there is no day entry to date", blocks: sum.blocks)
    }
    switch metric {
    case .firstDayOn:
      return Derivation("\(first)", blocks: sum.blocks, steps: ["the earliest of these dates"])
    case .lastDayOn:
      return Derivation("\(last)", blocks: sum.blocks, steps: ["the latest of these dates"])
    default:
      guard let requested = project.commission.requestedOn else {
        return .unknown("requested_on is not recorded", blocks: sum.blocks)
      }
      return Derivation(
        "\(first - requested)", blocks: sum.blocks,
        steps: ["first day \(first) − requested on \(requested), in calendar days"])
    }
  }

  private func strandsDerivation(_ project: Project) -> Derivation {
    let block = strandBlock(project)
    guard metric == .strandsCompleted else {
      return Derivation(
        "\(project.strands.count)", blocks: [block], steps: ["\(project.strands.count) strands"])
    }
    let count = measures(project).strandsCompleted
    return Derivation(
      "\(count)", blocks: [block], steps: ["\(count) completed before \(frame.reportingEnd)"])
  }

  func strandBlock(_ project: Project) -> Derivation.Block {
    Derivation.Block(
      title: "Strands",
      listing: Listing(
        ["strand_no", "starts_on", "due_on", "completed_on"],
        project.strands.map {
          ["\($0.number)", printed($0.startsOn), printed($0.dueOn), printed($0.completedOn)]
        }))
  }

  private func reachedDerivation(_ project: Project) -> Derivation {
    let codes = project.boroughsShared(in: nil, listed: listed).sorted().map(\.string)
    let block = Derivation.Block(
      title: "Practice shared to date",
      listing: Listing(
        ["share_no", "shared_on", "shared with"],
        project.shares.map {
          ["\($0.number)", "\($0.sharedOn)", $0.boroughCode?.string ?? "a wider audience"]
        }))
    return Derivation(
      "\(codes.count)", blocks: [block],
      steps: [
        "listed boroughs, each once, its own (\(printed(project.commission.boroughCode))) left out: "
          + (codes.isEmpty ? "none" : codes.joined(separator: ", "))
      ])
  }
}

extension Explainer {
  /// State, progress and days overdue: decided by dates, and by days against the plan.
  func statusDerivation(_ project: Project) -> Derivation {
    let measures = measures(project)
    let block = datesBlock(project)
    switch metric {
    case .state:
      return Derivation(
        measures.state.rawValue, blocks: [block],
        steps: ["the first of these dates that lies before \(frame.reportingEnd)"])
    case .daysOverdue:
      let steps = ["state: \(measures.state.rawValue)"]
      guard let days = measures.daysOverdue, let due = project.commission.plannedLastDay else {
        let isOpen = ![.withdrawn, .completed, .notYetRequested].contains(measures.state)
        return .notApplicable(
          isOpen
            ? "due_on does not lie before \(frame.reportingEnd)"
            : "the project is \(measures.state.rawValue)",
          blocks: [block])
      }
      return Derivation(
        "\(days)", blocks: [block],
        steps: steps + [
          "from \(due.next) to \(frame.reportingEnd.previous), calendar days after the first"
        ]
      )
    default: return progressDerivation(measures, block)
    }
  }

  /// In the order in which a state is decided.
  private func datesBlock(_ project: Project) -> Derivation.Block {
    let commission = project.commission
    let dates: [(String, CalendarDay?, State)] = [
      ("withdrawn_on", commission.withdrawnOn, .withdrawn),
      ("completed_on", commission.completedOn, .completed),
      ("on_hold_since", commission.onHoldSince, .onHold),
      ("starts_on", commission.startsOn, .active), ("agreed_on", commission.agreedOn, .agreed),
      ("requested_on", commission.requestedOn, .requested),
    ]
    var rows = dates.map { [$0.0, printed($0.1), $0.2.rawValue] }
    rows.append(["due_on", printed(commission.dueOn), "-"])
    return Derivation.Block(
      title: "The commission's dates", listing: Listing(["column", "date", "state"], rows))
  }

  private func progressDerivation(_ measures: ProjectMeasures, _ block: Derivation.Block)
    -> Derivation
  {
    let profiled = measures.daysProfiled
    var steps = [
      "state at \(frame.reportingEnd): \(measures.state.rawValue)",
      "days to date \(measures.daysToDate), agreed \(printed(measures.daysAgreed)), "
        + "profiled \(printed(profiled))",
      "first day \(printed(measures.firstDayOn)), starts on \(printed(measures.commission.startsOn))",
    ]
    if let profiled {
      let bounds = [("behind", thresholds.behindBelow), ("slipping", thresholds.slippingBelow)]
      steps += bounds.map { word, percent in
        let bound = Fraction(profiled.hundredths * Int64(percent), over: 10_000)
        return "\(word) below \(percent)% of profiled: \(bound?.rounded(to: 4).description ?? "")"
      }
    }
    return Derivation(measures.progress.rawValue, blocks: [block], steps: steps)
  }

  func feedbackDerivation(_ project: Project) -> Derivation {
    let block = reviewBlock("Review", project.review == nil ? [] : [project])
    let end = frame.span.until
    let feedback = Feedback(project.review, before: end)
    guard metric == .rating else {
      return Derivation(
        feedback.rawValue, blocks: [block],
        steps: ["as received, and else asked for, before \(end)"])
    }
    guard feedback.isReceived else {
      return .notApplicable("no review was received before \(end)", blocks: [block])
    }
    guard let rating = project.review?.rating else {
      return .unknown("the review has no rating", blocks: [block])
    }
    return Derivation(
      rating.text.string, blocks: [block], steps: ["received before \(end), as recorded"])
  }
}
