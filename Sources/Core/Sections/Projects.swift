extension PaperSection {
  package static let projects = PaperSection(
    "projects", "Projects",
    prints: [
      metrics.project.state, metrics.project.progress, metrics.project.daysAgreed, metrics.project.daysInPeriod,
      metrics.project.daysToDate,
      metrics.project.daysProfiled, metrics.outcomesInPeriod,
    ]
  ) { facts in
    if facts.measures.projects.isEmpty { return [.paragraph("No project was in scope of the period.")] }
    guard facts.listsProjects else { return facts.manyProjects + facts.projectsSinceLast + facts.overAllowance }
    return [facts.projectTable] + facts.unknownAgreed + facts.overAllowance + facts.projectsSinceLast
      + facts.describedProjects
  }
}

extension ReportFacts {
  /// The total of days agreed is that of the known ones. Days profiled have none: they do not add up where some are unknown.
  fileprivate var projectTable: Block {
    .totalledTable(
      measures.projects, from: "projects.csv",
      [
        [.init("Project") { reference($0.commission) }],
        [
          offer.has("commissions", "borough_code")
            ? .init("Borough") { borough($0.commission.boroughCode) }
            : .init("Title") { .recorded($0.commission.title) }
        ],
        offered("commissions.theme") { .init("Theme") { .recorded($0.commission.theme) } },
        [.init("State") { .words($0.state.rawValue) }],
        hasProgress ? [.init("Progress") { .words($0.progress.rawValue) }] : [],
        offered("commissions.days_agreed") { .days("Days agreed") { $0.daysAgreed } },
        [.days("Days in period") { $0.daysInPeriod }, .days("Days to date") { $0.daysToDate }],
        hasProfile ? [.number("Days profiled") { .known($0.daysProfiled) }] : [],
        [.count("Outcomes in period") { $0.outcomesInPeriod }],
      ].flatMap(\.self))
  }

  /// Whether a start is offered, and how many days a project takes.
  fileprivate var hasProfile: Bool {
    offer.has("commissions", "starts_on")
      && (offer.has(["commissions.days_agreed", "commissions.due_on"]) || offer.has("commissions", "days_per_week"))
  }

  /// Whether the progress of any project says more than its state.
  private var hasProgress: Bool { hasProfile || measures.projects.contains { $0.progress != .noPlan } }

  /// Returns the column where the organisation offers what it prints.
  private func offered(_ name: String, _ column: () -> PaperColumn<MeasuredProject>) -> [PaperColumn<MeasuredProject>] {
    offer.has([name]) ? [column()] : []
  }

  fileprivate var unknownAgreed: [Block] {
    guard offer.has("commissions", "days_agreed") else { return [] }
    let openEnded = count(metrics.daysAgreedInScopeOpenEnded)
    let unknown = count(metrics.daysAgreedInScopeUnknown)
    guard openEnded + unknown > 0 else { return [] }
    let parts: [Prose?] = [
      openEnded == 0 ? nil : .count(openEnded, "open-ended project", "open-ended projects"),
      unknown == 0 ? nil : "\(.count(unknown, "project", "projects")) whose days agreed are unknown",
    ]
    return [.paragraph("The total of days agreed leaves out \(parts.compactMap(\.self).sentence()).")]
  }

  /// Who is over the free days, the most first.
  fileprivate var overAllowance: [Block] {
    guard let free = settings.thresholds.freeDays else { return [] }
    let over = measures.projects.filter { $0.daysOverAllowance ?? .zero > .zero }.map {
      (project: project($0.commission), days: $0.daysOverAllowance ?? .zero)
    }.enumerated().sorted { ($1.element.days, $0.offset) < ($0.element.days, $1.offset) }.map(\.element)
    guard !over.isEmpty else { return [] }
    let names = over.map { "\($0.project) (\($0.days))" as Prose }.listed(limit: listLimit)
    return [
      .paragraph(
        """
        Over the \(.days(free)) that \(.isOrAre(free)) free: \(.count(over.count, "project", "projects")), \
        by \(.days(days(metrics.project.daysOverAllowance))) \(over.count > 1 ? "together" as Prose : "in all"): \(names).
        """)
    ]
  }

  fileprivate var manyProjects: [Block] {
    let groups = Progress.allCases.compactMap { progress in
      measures.progress.first { $0.subject == Text(progress.rawValue) }.map { (progress, $0) }
    }
    return [
      .paragraph(
        """
        \(measures.projects.count) projects were in scope of the period, too many to list here. Every one of them \
        is in \(.link("projects.csv", to: "projects.csv")), and those that need attention under Exceptions.
        """),
      .totalledTable(
        groups, from: "projects.csv",
        [
          .init("Progress") { .words($0.0.rawValue.capitalised) }, .count("Projects") { $0.1.projects },
          .days("Days in period") { $0.1.daysInPeriod },
        ]),
    ]
  }
}

/// What the paragraphs about a project begin with.
package enum ProjectLead: String, Hashable {
  case request = "What was asked:"
  case progress = "Progress:"
  case strands = "Strands on hold:"
  case onHold = "Why it is on hold:"
  case outcomes = "Outcomes in the period:"
  case review = "Client review:"
  case nextSteps = "Next steps:"

  package var prose: Prose { .strong(.words(rawValue)) }
}

// Each live project in words.
extension ReportFacts {
  /// More than these are described in a few lines each.
  private static let mostInFull = 12

  /// The live projects, those that were reviewed in the period, and those that an author writes about.
  fileprivate var describedProjects: [Block] {
    let described = measures.projects.filter {
      $0.project.isLive(in: period.span) || $0.project.wasReviewed(in: period.span)
        || !commentary.blocks(.projects, about: $0.commission.reference).isEmpty
    }
    guard described.count > Self.mostInFull else { return described.flatMap(block) }
    var (blocks, items): ([Block], [Prose]) = ([], [])
    for project in described {
      items.append(shortLine(project))
      let more =
        commentary.blocks(.projects, about: project.commission.reference)
        + strandsOnHold(project.project, programme.texts[project.commission.id] ?? ProjectTexts())
      guard !more.isEmpty else { continue }
      blocks += [.list(items)] + more
      items = []
    }
    return blocks + (items.isEmpty ? [] : [.list(items)])
  }

  /// Returns a project in full: what was asked, progress, strands on hold, outcomes in the period, next steps.
  func block(_ measures: MeasuredProject) -> [Block] {
    let texts = programme.texts[measures.commission.id] ?? ProjectTexts()
    let outcomes = texts.outcomes.filter { period.span.contains($0.observedOn) }
    var blocks = heading(measures)
    if offer.has("commissions", "request"), !texts.unread.contains(.request) {
      blocks.append(.paragraph("\(ProjectLead.request.prose) \(excerpt(texts.narrative.request))"))
    }
    blocks.append(.paragraph("\(ProjectLead.progress.prose) \(progress(measures))"))
    if measures.state == .onHold, let reason = texts.narrative.onHoldReason.flatMap(\.recorded) {
      blocks.append(.paragraph("\(ProjectLead.onHold.prose) \(reason.excerpt(of: 600))"))
    }
    blocks += strandsOnHold(measures.project, texts)
    if outcomes.isEmpty {
      let count = measures.outcomesInPeriod
      let said: Prose = count == 0 ? "none." : "\(.count(count, "outcome", "outcomes")) achieved."
      blocks.append(.paragraph("\(ProjectLead.outcomes.prose) \(said)"))
    } else if outcomes.count == 1, let outcome = outcomes.first {
      blocks.append(.paragraph("\(ProjectLead.outcomes.prose) \(outcome.line)"))
    } else {
      blocks.append(.paragraph(ProjectLead.outcomes.prose))
      blocks += limited(outcomes.map(\.line))
    }
    blocks += reviews(measures.project, texts)
    if offer.has("commissions", "next_steps"), !texts.unread.contains(.nextSteps) {
      blocks.append(.paragraph("\(ProjectLead.nextSteps.prose) \(excerpt(texts.narrative.nextSteps))"))
    }
    return blocks
  }

  /// Returns a project in a few lines: progress, how many outcomes, next steps.
  private func shortLine(_ measures: MeasuredProject) -> Prose {
    let texts = programme.texts[measures.commission.id] ?? ProjectTexts()
    let achieved = Prose.countOrNo(measures.outcomesInPeriod, "outcome was", "outcomes were")
    let next = texts.narrative.nextSteps.flatMap(\.recorded).map { step -> Prose in
      " \(ProjectLead.nextSteps.prose) \(step.excerpt(of: 200))"
    }
    return
      "\(.strong(title(of: measures) + ".")) \(progress(measures)) \(achieved) achieved in the period.\(next ?? "")"
  }

  /// The heading, and what an author writes about the project.
  private func heading(_ measures: MeasuredProject) -> [Block] {
    [.heading(title(of: measures))] + commentary.blocks(.projects, about: measures.commission.reference)
  }

  /// Returns `LRSA-007, Haringey: title`.
  package func title(of measures: MeasuredProject) -> Prose {
    let commission = measures.commission
    let name = offer.has("commissions", "borough_code") ? project(commission) : reference(commission)
    return name + (commission.title.map { ": \($0)" } ?? "")
  }

  /// The reviews that were received in the period.
  private func reviews(_ project: Project, _ texts: ProjectTexts) -> [Block] {
    let received = project.reviews.filter { period.span.contains($0.receivedOn) }
    let items = received.map { $0.sentence(role: texts.reviews[$0.number]?.role, before: period.span.until) }
    return items.isEmpty ? [] : [.paragraph(ProjectLead.review.prose)] + limited(items)
  }

  /// A strand's note is what the board should know of it.
  private func strandsOnHold(_ project: Project, _ texts: ProjectTexts) -> [Block] {
    let end = context.reportingEnd
    let items = project.strands.filter { $0.isOnHold(at: end) }.map { strand in
      let text = texts.strands.first { $0.number == strand.number }
      return (text ?? StrandText(number: strand.number, title: nil, note: nil)).line(strand, at: end)
    }
    return items.isEmpty ? [] : [.paragraph(ProjectLead.strands.prose)] + limited(items)
  }

  private func excerpt(_ text: Text?) -> Prose {
    text.flatMap(\.recorded).map { .lines($0.excerpt(of: 600)) } ?? "not recorded."
  }

  private func progress(_ measures: MeasuredProject) -> Prose {
    let people = measures.adviserIDs.map(adviser).sentence(limit: settings.listLimit)
    let by: Prose = measures.adviserIDs.isEmpty ? "" : ", by \(people)"
    let delivered: Prose = """
      \(.days(measures.daysInPeriod)) in the period\(by), and \(.days(measures.daysToDate)) to date
      """
    let agreed: Prose = measures.daysAgreed.map { " of \($0) agreed" } ?? unknownAgreement(measures.commission)
    let outlook: Prose = measures.progress == .noPlan && !hasProfile ? "" : " \(measures.outlook)."
    return "\(measures.standing). \(delivered)\(agreed).\(outlook)"
  }

  /// Support over time has a rate in place of a number of days.
  private func unknownAgreement(_ commission: Commission) -> Prose {
    if let rate = commission.rateOverTime { return "; \(rate)" }
    return offer.has("commissions", "days_agreed") ? "; days agreed unknown" : ""
  }
}

extension Commission {
  /// `support over time at 1.50 days a week`; nil for a commission that has an end or a number of days.
  var rateOverTime: Prose? {
    guard isOpenEnded, let rate = daysPerWeek else { return nil }
    return "support over time at \(.days(rate)) a week"
  }
}

extension Project {
  fileprivate func wasReviewed(in span: Span) -> Bool { reviews.contains { span.contains($0.receivedOn) } }
}

extension MeasuredProject {
  /// Its state and since when: `Active since 1 August 2010`.
  var standing: Prose {
    func since(_ words: Prose, _ day: CalendarDay?) -> Prose { "\(words) \(.recorded(day))" }
    return switch self.state {
    case .withdrawn: since("Withdrawn on", commission.withdrawnOn)
    case .completed: since("Completed on", commission.completedOn)
    case .onHold: since("On hold since", commission.onHoldSince)
    case .active: since("Active since", project.start)
    case .agreed: since("Agreed on", commission.agreedOn)
    case .requested: since("Requested on", commission.requestedOn)
    case .notYetRequested: "Not yet requested"
    case .notRecorded: "Neither a request nor a start is recorded"
    }
  }

  /// What progress means here, with its numbers.
  var outlook: Prose {
    switch self.progress {
    case .stopped: "The work was stopped"
    case .delivered: "The work is delivered"
    case .deliveredOver:
      "The work is delivered, with \(.days(self.daysToDate - (self.daysAgreed ?? .zero))) more than agreed"
    case .deliveredShort: "The work is delivered, with \(self.daysToDate) of \(.days(self.daysAgreed ?? .zero)) agreed"
    case .onHold: "The work is on hold"
    case .notStarted: "The work has not started"
    case .noPlan: "There is no profile of days to compare with"
    case .overrun: "Overrun: \(.days(self.daysToDate - (self.daysAgreed ?? .zero))) more than agreed"
    case .overdue: "Overdue by \(.count(self.daysOverdue ?? 0, "day", "days")): \(againstProfile)"
    case .justStarted: "Just started: \(againstProfile)"
    case .behind: "Behind: \(againstProfile)"
    case .slipping: "Slipping: \(againstProfile)"
    case .onTrack: "On track: \(againstProfile)"
    }
  }
}

extension Outcome {
  /// `3 November 2010, achieved: the summary (kind)`.
  var line: Prose {
    let stage = stage?.prose ?? "stage not recorded"
    let kind: Prose = kind.flatMap(\.recorded).map { " (\($0))" } ?? ""
    let by: Prose = expectedBy.map { " by \($0)" } ?? ""
    let confirmed: Prose = confirmedBy.map { ", confirmed by \($0.prose)" } ?? ""
    return "\(observedOn), \(stage)\(by)\(confirmed): \(.recorded(summary))\(kind)"
  }
}

extension Text {
  /// Its first `limit` characters to the end of a word, and `…` where more follow.
  func excerpt(of limit: Int) -> Text {
    let scalars = string.unicodeScalars
    guard scalars.count > limit else { return self }
    let head = scalars.prefix(limit)
    let cut = head.lastIndex { $0.properties.isWhitespace }.map { head[..<$0] } ?? head
    return Text(String(cut) + " …")
  }
}
