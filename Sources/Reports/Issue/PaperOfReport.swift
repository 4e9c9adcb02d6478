import Facts

extension Paper {
  /// The paper the board reads.
  package init(_ facts: ReportFacts) {
    let exceptions = facts.exceptions
    self.init(
      title: "\(facts.settings.title): \(facts.period)", lines: facts.titleLines,
      sections: [facts.summary(exceptions)]
        + facts.settings.orderedSections.map { section in
          let made = facts.section(section, exceptions)
          return Section(made.title, facts.commentary.blocks(section) + made.blocks)
        })
  }
}

extension ReportFacts {
  fileprivate func section(_ section: PaperSection, _ exceptions: [ExceptionList]) -> Section {
    switch section {
    case .exceptions: exceptionsSection(exceptions)
    case .howMuch: howMuchSection
    case .howWell: howWellSection
    case .betterOff: betterOffSection
    case .projects: projectsSection
    case .reach: reachSection
    case .advisers: advisersSection
    case .revisions: revisionsSection
    case .quality: qualitySection
    case .methods: methodsSection
    }
  }

  /// The inclusive dates, the issue and its status; for whom, and whom to ask.
  fileprivate var titleLines: [Prose] {
    let people: [Prose?] = [
      settings.board.map { "Board: \($0)." }, settings.contact.map { "Contact: \($0)." },
    ]
    return ["\(words: period.span.written)", statusLine] + people.compactMap(\.self)
  }

  private var statusLine: Prose {
    switch status {
    case .provisional:
      """
      Issue \(stamp.issue), provisional: the period is not over, and this is how it stood on \(horizon.asOf.previous).
      """
    case .revised:
      "Issue \(stamp.issue), revised: figures differ from those first issued for the period."
    default: "Issue \(stamp.issue), final."
    }
  }
}
