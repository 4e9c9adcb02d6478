extension ReportFacts {
  var projectsSection: Section {
    let title = Prose(PaperSection.projects)
    guard !measures.projects.isEmpty else {
      return Section(title, [.paragraph("No project was in scope of the period.")])
    }
    guard listsProjects else { return Section(title, manyProjects) }
    let live = measures.projects.filter { $0.commission.isLive(in: period.span) }
    return Section(title, projectTable + live.flatMap(block))
  }

  private var projectTable: [Block] {
    let rows = measures.projects.map {
      [
        reference($0.commission), borough($0.commission.boroughCode),
        .recorded($0.commission.theme), .words($0.state.rawValue), .words($0.progress.rawValue),
        .known($0.daysAgreed), Prose($0.daysInPeriod), Prose($0.daysToDate),
        Prose.known($0.daysProfiled), Prose($0.outcomesInPeriod),
      ]
    }
    let table = Block.table(
      [
        .init("Project"), .init("Borough"), .init("Theme"), .init("State"), .init("Progress"),
        .number("Days agreed"), .number("Days in period"), .number("Days to date"),
        .number("Days profiled"), .number("Outcomes in period"),
      ], rows + [projectTotal], from: "projects.csv")
    return [table] + unknownAgreed
  }

  /// Of days agreed those that are known; days profiled do not add up where some are unknown, and are left out.
  private var projectTotal: [Prose] {
    func sum(_ days: (ProjectMeasures) -> Days) -> Prose {
      Prose(measures.projects.reduce(Days.zero) { $0 + days($1) })
    }
    let outcomes = measures.projects.reduce(0) { $0 + $1.outcomesInPeriod }
    return [
      "Total", "", "", "", "", sum { $0.daysAgreed ?? .zero }, sum(\.daysInPeriod),
      sum(\.daysToDate), "", Prose(outcomes),
    ]
  }

  private var unknownAgreed: [Block] {
    let unknown = measures.projects.count { $0.daysAgreed == nil }
    guard unknown > 0 else { return [] }
    return [
      .paragraph(
        """
        The total of days agreed leaves out \(.count(unknown, "project", "projects")) whose days agreed \
        \(.verb(unknown, "is", "are")) unknown.
        """)
    ]
  }

  private var manyProjects: [Block] {
    let rows = Progress.allCases.compactMap { progress -> SummedRow? in
      let group = measures.progress.first { $0.key == Text(progress.rawValue) }
      return group.map {
        SummedRow(
          label: .words(progress.rawValue.capitalised), counts: [$0.projects],
          days: [$0.daysInPeriod])
      }
    }
    return [
      .paragraph(
        """
        \(measures.projects.count) projects were in scope of the period, too many to list here. Every one of them \
        stands in \(.link("projects.csv", to: "projects.csv")), and those that need attention under Exceptions.
        """),
      .table(
        [.init("Progress"), .number("Projects"), .number("Days in period")],
        rows.cells(limit: .max), from: "projects.csv"),
    ]
  }
}

extension ReportFacts {
  /// A live project in short: what was asked, progress, outcomes in the period, next steps.
  func block(_ measures: ProjectMeasures) -> [Block] {
    let texts = programme.texts[measures.commission.id] ?? ProjectTexts()
    let title = measures.commission.title.map { ": \($0)" as Prose } ?? ""
    let outcomes = texts.outcomes.filter { period.span.contains($0.observedOn) }
    var blocks: [Block] = [
      .heading(project(measures.commission) + title),
      .paragraph("\(lead("What was asked:")) \(excerpt(texts.narrative.request))"),
      .paragraph("\(lead("Progress:")) \(progress(measures))"),
    ]
    if outcomes.isEmpty {
      let count = measures.outcomesInPeriod
      let said: Prose = count == 0 ? "none." : "\(.count(count, "outcome", "outcomes")) achieved."
      blocks.append(.paragraph("\(lead("Outcomes in the period:")) \(said)"))
    } else {
      blocks.append(.paragraph(lead("Outcomes in the period:")))
      blocks += limited(outcomes.map(\.line))
    }
    blocks.append(.paragraph("\(lead("Next steps:")) \(excerpt(texts.narrative.nextSteps))"))
    return blocks
  }

  private func lead(_ words: Prose) -> Prose { .strong(words) }

  private func excerpt(_ text: Text?) -> Prose {
    text.flatMap(\.recorded).map { Prose($0.excerpt(of: 600)) } ?? "not recorded."
  }

  private func progress(_ measures: ProjectMeasures) -> Prose {
    let people = measures.adviserIDs.map(adviser).sentence(limit: settings.listLimit)
    let by: Prose = measures.adviserIDs.isEmpty ? "" : ", by \(people)"
    let delivered: Prose = """
      \(.days(measures.daysInPeriod)) in the period\(by), and \(.days(measures.daysToDate)) to date
      """
    let agreed: Prose =
      measures.daysAgreed.map { " of \($0) agreed" } ?? unknownAgreement(measures.commission)
    return "\(measures.standing). \(delivered)\(agreed). \(measures.outlook)."
  }
}

extension ReportFacts {
  /// Support over time has a rate in place of a number of days.
  private func unknownAgreement(_ commission: Commission) -> Prose {
    guard commission.isOpenEnded, let rate = commission.daysPerWeek else {
      return "; days agreed unknown"
    }
    return "; support over time at \(.days(rate)) a week"
  }
}

extension ProjectMeasures {
  /// Its state and since when: `Active since 1 August 2010`.
  var standing: Prose {
    func since(_ words: Prose, _ day: CalendarDay?) -> Prose { "\(words) \(.recorded(day))" }
    return switch state {
    case .withdrawn: since("Withdrawn on", commission.withdrawnOn)
    case .completed: since("Completed on", commission.completedOn)
    case .onHold: since("On hold since", commission.onHoldSince)
    case .active: since("Active since", commission.startsOn)
    case .agreed: since("Agreed on", commission.agreedOn)
    case .requested: since("Requested on", commission.requestedOn)
    case .notYetRequested: "Not yet requested"
    }
  }

  /// What progress means here, with its numbers.
  var outlook: Prose {
    switch progress {
    case .stopped: "The work was stopped"
    case .delivered: "The work is delivered"
    case .onHold: "The work is on hold"
    case .notStarted: "The work has not started"
    case .noPlan: "There is no profile of days to compare with"
    case .overrun:
      "Overrun: \(.days(daysToDate - (daysAgreed ?? .zero))) more than agreed"
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
    return "\(observedOn), \(stage): \(.recorded(summary))\(kind)"
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
