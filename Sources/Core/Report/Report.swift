/// One issue of a report as a value, to be checked before anything of it is published.
///
/// `days.csv`, `outcomes.csv` and `evidence/`, and above the list limit `projects.csv` and `case-studies.md`, are not in it:
/// they stream.
package struct Report: Sendable {
  package let context: ReportingContext
  package let settings: ReportSettings
  package let stamp: Stamp
  /// Provisional, revised or final.
  package let status: FigureStatus
  /// In the order the issue lists them.
  package let tables: [Table]
  /// The headline figures as numbers.
  package let headline: Table
  /// `board-report.md`.
  package let paper: Paper
  /// None above the list limit.
  package let caseStudies: [CaseStudy]
  /// `case-studies.md`; nil when there is no case study, and above the list limit.
  package let collated: Paper?
  /// What the rows must add up to.
  package let totals: ReportTotals

  /// Above the list limit `projects.csv` is not among `tables`: `MeasuredProjects.forEachRow` gives its rows.
  package var streamsProjects: Bool {
    !tables.contains { $0.shape.path == TableShape.projects.path }
  }

  /// The pictures of the paper.
  package var charts: [Chart] {
    paper.sections.flatMap(\.blocks).compactMap {
      if case .chart(let chart) = $0 { chart } else { nil }
    }
  }

  /// The paper's section, where it has it.
  package func section(_ section: PaperSection) -> Section? {
    paper.sections.first { $0.title == Prose(section) }
  }

  package init(_ facts: ReportFacts) {
    let measures = facts.measures
    context = facts.context
    settings = facts.settings
    stamp = facts.stamp
    status = facts.status
    var tables = [Table.figures(measures, Statuses(facts.context, previous: facts.previous))]
    if facts.listsProjects { tables.append(.projects(measures, facts.programme)) }
    tables += [.boroughs(measures), .advisers(measures), .quality(facts.programme.findings)]
    if facts.previous != nil { tables.append(.revisions(facts.revisions)) }
    self.tables = tables
    headline = .headline(facts)
    paper = Paper(facts)
    let studies = CaseStudy.all(facts)
    caseStudies = studies
    collated = studies.isEmpty ? nil : CaseStudy.collated(studies, facts)
    totals = ReportTotals(facts)
  }
}

extension ReportFacts {
  /// Of the whole issue.
  package var status: FigureStatus {
    if context.isPartial { return .provisional }
    return previous?.isRevised ?? false ? .revised : .final
  }
}

/// All that a paper is written from.
package struct ReportFacts: NamesBoroughs, Sendable {
  package let programme: Programme
  package let measures: Measures
  package let settings: ReportSettings
  package let stamp: Stamp
  /// nil for the first issue of a period.
  package let previous: PreviousIssue?
  /// What differs from `previous`, by identity.
  package let revisions: [Revision]
  /// What people wrote for the sections.
  package let commentary: QuotedCommentary
  let boroughNames: [Text: Text]
  let adviserNames: [Int64: Text]
  private let figures: [String: Figure]

  package init(
    programme: Programme, measures: Measures, settings: ReportSettings, stamp: Stamp,
    previous: PreviousIssue? = nil, revisions: [Revision] = [],
    commentary: QuotedCommentary = .none
  ) {
    self.programme = programme
    self.measures = measures
    self.settings = settings
    self.stamp = stamp
    self.previous = previous
    self.revisions = revisions
    self.commentary = commentary
    boroughNames = programme.boroughNames
    adviserNames = programme.adviserNames
    figures = Dictionary(
      measures.figures.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
  }

  package var context: ReportingContext { measures.context }
  package var period: Period { context.period }
  var listLimit: Int { settings.listLimit }

  /// Above the list limit the paper points to projects.csv.
  package var listsProjects: Bool { measures.projects.count <= settings.listLimit }

  /// The programme's figure for the period, or for one it is compared with.
  func figure(_ metric: Metric, _ period: Period? = nil) -> Figure? {
    figures["\(metric.id)/programme/all/\(metric.span(of: period ?? self.period))"]
  }

  func yearToDate(_ metric: Metric) -> Figure? {
    figures["\(metric.id)/programme/all/\(period.yearToDateName)"]
  }

  func count(_ metric: Metric) -> Int {
    guard case .amount(.count(let count)) = figure(metric)?.measure else { return 0 }
    return count
  }

  func days(_ metric: Metric) -> Days {
    guard case .amount(.days(let days)) = figure(metric)?.measure else { return .zero }
    return days
  }
}

/// What the rows of an issue's files must add up to.
package struct ReportTotals: Hashable, Sendable {
  package let projects: Int
  package let daysDelivered: Days
  package let outcomesAchieved: Int

  init(_ facts: ReportFacts) {
    projects = facts.count(.projectsInScope)
    daysDelivered = facts.days(.daysDelivered)
    outcomesAchieved = facts.count(.outcomesInPeriod)
  }
}

/// What was written of the files that stream: handed to the check before an issue is published.
package struct StreamedTotals: Hashable, Sendable {
  /// Of `days.csv`.
  package var days = Days.zero
  /// Of `outcomes.csv`, those at stage achieved.
  package var outcomesAchieved = 0
  /// Rows of `projects.csv`; nil when the report holds them itself.
  package var projects: Int?

  package init() {}
}

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
      Issue \(stamp.issue), provisional: the period is not over, and this is how it stood on \(context.reportingEnd.previous).
      """
    case .revised:
      "Issue \(stamp.issue), revised: figures differ from those first issued for the period."
    default: "Issue \(stamp.issue), final."
    }
  }
}
