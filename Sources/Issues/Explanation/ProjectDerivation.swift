import Core

extension Explainer {
  func agreedWorking(_ project: Project) -> Working {
    let first = project.commission.daysAgreed
    guard metric == .daysAgreed else {
      return first.map { Working("\($0)", steps: ["days_agreed of the commission: \($0)"]) }
        ?? .unknown("days_agreed of the commission is not recorded")
    }
    let block = variationBlock(project)
    guard let agreed = project.daysAgreed(before: frame.span.until), let first else {
      return .unknown("days_agreed of the commission is not recorded", blocks: [block])
    }
    return Working(
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

  private func variationBlock(_ project: Project) -> Working.Block {
    Working.Block(
      title: "Variations (those agreed before \(frame.span.until) count)",
      listing: Listing(
        ["variation_no", "agreed_on", "days_change"],
        project.variations.map { ["\($0.number)", "\($0.agreedOn)", "\($0.daysChange)"] }))
  }

  func profileWorking(_ project: Project) -> Working {
    let commission = project.commission
    guard let startsOn = commission.startsOn else {
      return .unknown("starts_on is not recorded")
    }
    if let first = commission.daysAgreed, let due = commission.plannedLastDay,
      let agreed = project.daysAgreed(before: frame.span.until)
    {
      return planWorking(
        project, agreed, Span(from: startsOn, until: due.next),
        [agreedStep(project, first, agreed)])
    }
    guard let rate = commission.daysPerWeek else {
      return .unknown(
        "there are no days agreed with a planned end, and days_per_week is not recorded")
    }
    let ends = [commission.completedOn, commission.withdrawnOn, commission.plannedLastDay]
      .compactMap { $0?.next }
    let end = (ends + [frame.asOf]).min() ?? frame.asOf
    let days = max(0, end - startsOn)
    let profiled = Fraction(rate.hundredths * Int64(days), over: 7)?.rounded(to: 0).mantissa ?? 0
    return Working(
      "\(Days(hundredths: profiled))",
      steps: ["\(rate) days a week × \(days) days from \(startsOn) to \(end.previous) / 7"])
  }

  private func planWorking(
    _ project: Project, _ agreed: Days, _ whole: Span, _ steps: [String]
  ) -> Working {
    let strands = project.strands.compactMap { strand -> Span? in
      guard let from = strand.startsOn, let due = strand.dueOn, from <= due else { return nil }
      return Span(from: from, until: due.next)
    }
    let isByStrand = !strands.isEmpty && strands.count == project.strands.count
    let planned = isByStrand ? Span.merged(strands) : [whole]
    let over = planned.reduce(0) { $0 + max(0, min(frame.asOf, $1.until) - $1.from) }
    let length = planned.reduce(0) { $0 + $1.length }
    guard
      let share = Fraction(agreed.hundredths * Int64(over), over: Int64(length))
    else { return .unknown("the plan has no day") }
    let block = Working.Block(
      title: isByStrand ? "Days covered by strands" : "Planned days",
      listing: Listing(
        ["from", "to", "days", "over before \(frame.asOf)"],
        planned.map {
          [
            "\($0.from)", "\($0.lastDay)", "\($0.length)",
            "\(max(0, min(frame.asOf, $0.until) - $0.from))",
          ]
        }))
    return Working(
      "\(Days(hundredths: share.rounded(to: 0).mantissa))", blocks: [block],
      steps: steps + ["\(agreed) days agreed × \(over) / \(length) planned days"])
  }

  /// Days to date against what they are measured by.
  func balanceWorking(_ project: Project) throws -> Working {
    let sum = try days(.init(reach: .toDate, projects: [project.commission.id]))
    let toDate = sum.total.days
    var working = sum.working
    switch metric {
    case .daysAhead:
      let profile = profileWorking(project)
      guard case .value(let profiled) = profile.answer, let days = Days(profiled) else {
        return Working(profile.answer, blocks: sum.blocks, steps: sum.steps)
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
    default: return allowanceWorking(project, sum)
    }
    return working
  }

  private func allowanceWorking(_ project: Project, _ sum: DaySum) -> Working {
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

  func projectWorking(_ project: Project) throws -> Working {
    let only: Set<Int64> = [project.commission.id]
    switch metric {
    case .daysInPeriod: return try days(.init(reach: .window(.period), projects: only)).working
    case .daysYearToDate:
      return try days(.init(reach: .window(.yearToDate), projects: only)).working
    case .daysToDate: return try days(.init(reach: .toDate, projects: only)).working
    case .daysAgreedOriginally, .daysAgreed: return agreedWorking(project)
    case .daysProfiled: return profileWorking(project)
    case .daysAhead, .daysRemaining, .daysOverAllowance: return try balanceWorking(project)
    case .state, .progress, .daysOverdue: return statusWorking(project)
    case .rating, .feedback: return feedbackWorking(project)
    default: return try rowsWorking(project)
    }
  }

  private func rowsWorking(_ project: Project) throws -> Working {
    let only: Set<Int64> = [project.commission.id]
    switch metric {
    case .advisersInPeriod:
      let sum = try days(.init(reach: .window(.period), projects: only))
      let ids = sum.advisers.sorted().map(String.init).joined(separator: ", ")
      return Working(
        "\(sum.advisers.count)", blocks: sum.blocks,
        steps: ["different advisers: \(sum.advisers.isEmpty ? "none" : ids)"])
    case .firstDayOn, .lastDayOn, .waitDays:
      return datesWorking(project, try days(.init(reach: .toDate, projects: only)))
    case .outcomesInPeriod: return try outcomesWorking(project: project)
    case .outcomesAchieved: return try stageWorking(project, .achieved)
    case .outcomesEnabling: return try stageWorking(project, .enabling)
    case .outcomesExpected: return try stageWorking(project, .expected)
    case .outcomesNotAchieved: return try stageWorking(project, .notAchieved)
    case .strands, .strandsCompleted: return strandsWorking(project)
    case .boroughsReached: return reachedWorking(project)
    default: return .unknown("this program has no such figure")
    }
  }

  private func datesWorking(_ project: Project, _ sum: DaySum) -> Working {
    guard let first = sum.total.first, let last = sum.total.last else {
      return .notApplicable("there is no day entry to date", blocks: sum.blocks)
    }
    switch metric {
    case .firstDayOn:
      return Working("\(first)", blocks: sum.blocks, steps: ["the earliest of these dates"])
    case .lastDayOn:
      return Working("\(last)", blocks: sum.blocks, steps: ["the latest of these dates"])
    default:
      guard let requested = project.commission.requestedOn else {
        return .unknown("requested_on is not recorded", blocks: sum.blocks)
      }
      return Working(
        "\(first - requested)", blocks: sum.blocks,
        steps: ["first day \(first) − requested on \(requested), in calendar days"])
    }
  }

  private func strandsWorking(_ project: Project) -> Working {
    let block = strandBlock(project)
    guard metric == .strandsCompleted else {
      return Working(
        "\(project.strands.count)", blocks: [block], steps: ["\(project.strands.count) strands"])
    }
    let count = measures(project).strandsCompleted
    return Working(
      "\(count)", blocks: [block], steps: ["\(count) completed before \(frame.asOf)"])
  }

  func strandBlock(_ project: Project) -> Working.Block {
    Working.Block(
      title: "Strands",
      listing: Listing(
        ["strand_no", "starts_on", "due_on", "completed_on"],
        project.strands.map {
          ["\($0.number)", printed($0.startsOn), printed($0.dueOn), printed($0.completedOn)]
        }))
  }

  private func reachedWorking(_ project: Project) -> Working {
    let codes = project.boroughsShared(in: nil, listed: listed).sorted().map(\.string)
    let block = Working.Block(
      title: "Practice shared to date",
      listing: Listing(
        ["share_no", "shared_on", "shared with"],
        project.shares.map {
          ["\($0.number)", "\($0.sharedOn)", $0.boroughCode?.string ?? "a wider audience"]
        }))
    return Working(
      "\(codes.count)", blocks: [block],
      steps: [
        "listed boroughs, each once, its own (\(printed(project.commission.boroughCode))) left out: "
          + (codes.isEmpty ? "none" : codes.joined(separator: ", "))
      ])
  }
}

extension Explainer {
  /// State, progress and days overdue: decided by dates, and by days against the plan.
  func statusWorking(_ project: Project) -> Working {
    let measures = measures(project)
    let block = datesBlock(project)
    switch metric {
    case .state:
      return Working(
        measures.state.rawValue, blocks: [block],
        steps: ["the first of these dates that lies before \(frame.asOf)"])
    case .daysOverdue:
      let steps = ["state: \(measures.state.rawValue)"]
      guard let days = measures.daysOverdue, let due = project.commission.plannedLastDay else {
        let isOpen = ![.withdrawn, .completed, .notYetRequested].contains(measures.state)
        return .notApplicable(
          isOpen
            ? "due_on does not lie before \(frame.asOf)"
            : "the project is \(measures.state.rawValue)",
          blocks: [block])
      }
      return Working(
        "\(days)", blocks: [block],
        steps: steps + ["from \(due.next) to \(frame.asOf.previous), calendar days after the first"]
      )
    default: return progressWorking(measures, block)
    }
  }

  /// In the order in which a state is decided.
  private func datesBlock(_ project: Project) -> Working.Block {
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
    return Working.Block(
      title: "The commission's dates", listing: Listing(["column", "date", "state"], rows))
  }

  private func progressWorking(_ measures: ProjectMeasures, _ block: Working.Block) -> Working {
    let profiled = measures.daysProfiled
    var steps = [
      "state at \(frame.asOf): \(measures.state.rawValue)",
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
    return Working(measures.progress.rawValue, blocks: [block], steps: steps)
  }

  func feedbackWorking(_ project: Project) -> Working {
    let block = reviewBlock("Review", project.review == nil ? [] : [project])
    let end = frame.span.until
    let feedback = Feedback(project.review, before: end)
    guard metric == .rating else {
      return Working(
        feedback.rawValue, blocks: [block],
        steps: ["as received, and else asked for, before \(end)"])
    }
    guard feedback.isReceived else {
      return .notApplicable("no review was received before \(end)", blocks: [block])
    }
    guard let rating = project.review?.rating else {
      return .unknown("the review has no rating", blocks: [block])
    }
    return Working(
      rating.text.string, blocks: [block], steps: ["received before \(end), as recorded"])
  }
}
