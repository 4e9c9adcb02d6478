/// One issue of a report as a value. It is checked before anything of it is published.
///
/// It is built once. What the comparison with the issue before finds is added afterwards, because the comparison reads the
/// data files that were written from this value.
///
/// `days.csv`, `outcomes.csv`, `quality.csv` and `evidence/` stream and are not in it; nor are `projects.csv` and `case-studies.md` above the
/// list limit.
package struct Report: Sendable {
  private(set) var facts: ReportFacts
  /// The data files but the revisions, in the order the issue lists them.
  package let tables: [FilledTable]
  /// The headline figures as numbers.
  package let headline: FilledTable
  /// None above the list limit.
  package let caseStudies: [CaseStudy]
  /// `case-studies.md`; nil when there is no case study, and above the list limit.
  package let collated: Paper?
  /// Of each section but those that say what was revised, by its id.
  private let blocks: [String: [Block]]

  package init(_ facts: ReportFacts) {
    let measures = facts.measures
    self.facts = facts
    let figures = FigureRow.all(measures, Statuses(facts.context, firstSettled: facts.firstSettled))
    var tables = [Tables.figures.filled(figures)]
    if facts.listsProjects {
      let names = facts.programme.boroughNames
      tables.append(Tables.projects.filled(measures.projects.lazy.map { ProjectRow($0, boroughs: names) }))
    }
    if !measures.series.isEmpty { tables.append(Tables.series.filled(SeriesRow.all(measures.series))) }
    self.tables =
      tables + [
        Tables.boroughs.filled(measures.boroughs), Tables.advisers.filled(measures.advisers),
      ]
    headline = facts.headlineTable
    let studies = CaseStudy.all(facts)
    caseStudies = studies
    collated = studies.isEmpty ? nil : CaseStudy.collated(studies, facts)
    blocks = Dictionary(
      uniqueKeysWithValues: (PaperSection.firstPage + facts.settings.laterSections).filter { !$0.saysRevisions }.map {
        ($0.id, $0.blocks(facts))
      })
  }

  /// Adds the figures that differ from the issue before, by identity.
  ///
  /// - Parameters:
  ///   - rows: what moved them.
  ///   - isRevised: whether any figure differs from the period's first issue that was not provisional.
  package mutating func add(_ revisions: [Revision], by rows: [Revision.MovedRow], isRevised: Bool) {
    facts.revisions = revisions
    facts.revisedRows = rows
    facts.isRevised = isRevised
  }

  package var context: ReportingContext { facts.context }
  package var settings: ReportSettings { facts.settings }
  package var stamp: Stamp { facts.stamp }
  /// What the organisation offers of the contract.
  package var offer: Offer { facts.offer }
  /// Provisional, revised or final.
  package var status: FigureStatus { facts.status }
  package var statusWord: String { facts.stamp.isDraft ? "draft" : facts.status.rawValue }

  /// `revisions.csv`; nil where `ReportFacts.previous` is.
  package var revisions: FilledTable? { facts.previous.map { _ in Tables.revisions.filled(facts.revisions) } }

  /// `since-last.csv`; nil where no earlier issue says anything.
  package var sinceLast: FilledTable? { facts.sinceLastTable }

  /// The pictures of the paper.
  package var charts: [Chart] {
    facts.settings.orderedSections.flatMap { blocks[$0.id] ?? [] }.compactMap {
      if case .chart(let chart) = $0 { chart } else { nil }
    }
  }

  package var curves: [LineChart] {
    facts.settings.orderedSections.flatMap { blocks[$0.id] ?? [] }.flatMap { block -> [LineChart] in
      if case .curves(let charts) = block { charts } else { [] }
    }
  }

  /// `board-report.md`: the paper the board reads.
  package var paper: Paper {
    func written(_ section: PaperSection) -> Section {
      Section(.words(section.title), facts.commentary.blocks(section) + (blocks[section.id] ?? section.blocks(facts)))
    }
    return Paper(
      title: "\(facts.settings.title): \(facts.period)", lines: facts.titleLines,
      front: PaperSection.firstPage.map(written).filter { !$0.blocks.isEmpty },
      sections: facts.furtherExceptions + facts.settings.laterSections.map(written).filter { !$0.blocks.isEmpty })
  }

  /// `definitions.md`: what each metric means, an annex of the paper.
  package var definitions: Paper { facts.definitions }

  /// Returns what a section says without people's commentary, where the paper has the section.
  package func blocks(_ section: PaperSection) -> [Block]? { blocks[section.id] }
}

/// All that a paper is written from.
package struct ReportFacts: NamesBoroughs, Sendable {
  package let programme: Programme
  package let measures: Measures
  package let settings: ReportSettings
  package let stamp: Stamp
  /// nil for the first issue of a period, and where the issue before was retracted.
  package let previous: PreviousIssue?
  /// Values by identity of the period's first issue that was not provisional, those of projects left out; nil when there is
  /// none yet.
  let firstSettled: [String: String]?
  /// What people wrote for the sections.
  package let commentary: QuotedCommentary
  /// What differs from `previous`, by identity.
  var revisions: [Revision] = []
  /// What moved them.
  var revisedRows: [Revision.MovedRow] = []
  /// Whether any figure differs from the period's first issue that was not provisional.
  var isRevised = false
  private(set) var exceptions = Exceptions()
  /// What earlier issues of the archive printed.
  let earlier: EarlierReports
  /// What moved since the report before; nil where the archive does not hold one.
  private(set) var since: SinceLast?
  let boroughNames: [Text: Text]
  let adviserNames: [Int64: Text]
  private let figures: [String: Figure]

  package init(
    programme: Programme, measures: Measures, settings: ReportSettings, stamp: Stamp, previous: PreviousIssue? = nil,
    firstSettled: [String: String]? = nil, earlier: EarlierReports = EarlierReports(),
    commentary: QuotedCommentary = .none, isRevised: Bool = false
  ) {
    self.isRevised = isRevised
    self.programme = programme
    self.measures = measures
    self.settings = settings
    self.stamp = stamp
    self.previous = previous
    self.firstSettled = firstSettled
    self.earlier = earlier
    self.commentary = commentary
    boroughNames = programme.boroughNames
    adviserNames = programme.adviserNames
    figures = Dictionary(measures.figures.map { ($0.identity, $0) }, uniquingKeysWith: { first, _ in first })
    exceptions = findExceptions()
    since = earlier.last.map { SinceLast($0, self) }
  }

  package var context: ReportingContext { measures.context }
  package var period: Period { context.period }
  var offer: Offer { programme.offer }
  var listLimit: Int { settings.listLimit }

  var listsProjects: Bool { measures.listsProjects(settings.listLimit) }

  /// Returns the programme's figure for the period, or for one it is compared with.
  func figure(_ metric: any AnyMetric, _ period: Period? = nil) -> Figure? {
    figures["\(metric.id)/programme/all/\(metric.span(of: period ?? self.period))"]
  }

  func yearToDate(_ metric: any AnyMetric) -> Figure? { figures["\(metric.id)/programme/all/\(period.yearToDateName)"] }

  func count(_ metric: any AnyMetric) -> Int {
    guard case .amount(.count(let count)) = figure(metric)?.measure else { return 0 }
    return count
  }

  func days(_ metric: any AnyMetric) -> Days {
    guard case .amount(.days(let days)) = figure(metric)?.measure else { return .zero }
    return days
  }

  /// Of the whole issue.
  var status: FigureStatus {
    if context.isPartial { return .provisional }
    return isRevised ? .revised : .final
  }
}

extension Programme {
  var commissions: [Int64: Commission] {
    Dictionary(projects.map { ($0.commission.id, $0.commission) }, uniquingKeysWith: { first, _ in first })
  }
  package var boroughNames: [Text: Text] {
    Dictionary(boroughs.map { ($0.code, $0.name) }, uniquingKeysWith: { first, _ in first })
  }
  package var adviserNames: [Int64: Text] {
    Dictionary(advisers.map { ($0.id, $0.name) }, uniquingKeysWith: { first, _ in first })
  }
}
