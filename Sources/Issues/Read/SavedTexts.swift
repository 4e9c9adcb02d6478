package import Core

extension SavedIssue {
  /// Returns the facts that the issue's paper was written from, with those of people's texts that the issue prints: titles,
  /// the outcomes of the period, and requests and next steps.
  package func reportFacts(_ settings: ReportSettings) throws -> ReportFacts {
    var settings = settings
    settings.title = Text(manifest.title)
    // What the board does with its paper is no matter of other pages.
    settings.purpose = nil
    settings.thresholds = manifest.thresholds
    var programme = programme
    try readTitles(into: &programme)
    let stamp = Stamp(
      snapshot: manifest.snapshot, issue: manifest.issue, programVersion: manifest.programVersion,
      isDraft: manifest.status == "draft")
    func facts() -> ReportFacts {
      ReportFacts(
        programme: programme, measures: Measures(programme, context, manifest.thresholds), settings: settings,
        stamp: stamp, isRevised: manifest.status == FigureStatus.revised.rawValue)
    }
    let texts = try texts(naming: facts())
    programme.texts = texts
    return facts()
  }

  private func readTitles(into programme: inout Programme) throws {
    var titles: [Int64: Text] = [:]
    try RowReader(.projects, files) { columns in
      let (id, title) = (columns["commission_id"], columns["title"])
      return { row in (try row.need(id, row.integer(id)), row.text(title)) }
    }.forEach { titles[$0] = $1 }
    for index in programme.projects.indices {
      programme.projects[index].commission.title = titles[programme.projects[index].commission.id]
    }
  }

  /// Returns the texts by commission. A case study holds a request whole, the paper holds its beginning.
  private func texts(naming facts: ReportFacts) throws -> [Int64: ProjectTexts] {
    var texts: [Int64: ProjectTexts] = [:]
    try SavedEntries.outcomes(files).forEach { texts[$0.commissionID, default: ProjectTexts()].outcomes.append($0) }
    let paper = try files.paper(PaperWriter.boardReport)
    for project in facts.measures.projects {
      let id = project.commission.id
      let heading = MarkdownText(facts.title(of: project)).source
      var own = texts[id] ?? ProjectTexts()
      if let study = try files.paper(CaseStudy.path(id)) {
        own.narrative = Narrative(
          request: study.text(under: CaseStudy.requestTitle), nextSteps: study.text(under: CaseStudy.nextStepsTitle))
      } else {
        let part = paper?.parts.first { $0.level == 3 && $0.heading == heading }
        func read(_ lead: ProjectLead) -> Text? {
          guard let source = part?.source(led: lead) else {
            own.unread.insert(lead)
            return nil
          }
          let text = MarkdownText.unescaped(source)
          return text == CaseStudy.nothing + "." ? nil : Text(text)
        }
        own.narrative = Narrative(request: read(.request), nextSteps: read(.nextSteps))
      }
      texts[id] = own
    }
    return texts
  }
}

extension SavedPaper.PaperPart {
  /// Returns the Markdown behind a lead, with the lines that a hard break ties to it; nil where the part has no such lead. Commentary about the project
  /// comes before, so the last one is the program's own.
  fileprivate func source(led lead: ProjectLead) -> String? {
    let start = MarkdownText(lead.prose).source + " "
    let lines = body.split(separator: "\n", omittingEmptySubsequences: false)
    guard let first = lines.lastIndex(where: { $0.hasPrefix(start) }) else { return nil }
    let last = lines[first...].firstIndex { !$0.hasSuffix("  ") } ?? lines.count - 1
    return String(lines[first...last].joined(separator: "\n").dropFirst(start.count))
  }
}

extension SavedIssue {
  /// Returns an adviser's day entries of the period, in the file's order.
  package func days(of adviser: Int64) throws -> [DayEntry] {
    var entries: [DayEntry] = []
    try SavedEntries.days(files).forEach { if $0.adviserID == adviser { entries.append($0) } }
    return entries
  }
}
